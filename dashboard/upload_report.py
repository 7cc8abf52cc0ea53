"""What became of files that were added: counts, sources and licences, warnings, rows that were left out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.saving import FileOnDemand, hand_over, offer_file
from dashboard.text import UNKNOWN
from dashboard.upload_session import AddedFile, OwnDossier
from dashboard.upload_words import in_fields, say_problem, say_reason
from dashboard.words import say
from geo.errors import shorten
from geo.importers.contract import FileReport
from geo.importers.profiles import Profile
from geo.importers.report import reports_to_json
from geo.importers.write import write_rejected

# rejected rows that are sent; the file has all
ROWS_SHOWN = 200
_ROWS_NAMED = 10


def draw_report(own: OwnDossier) -> None:
    """Draw the whole report of an own dossier."""
    reports = [file.report for file in own.files]
    draw_counts({**count_rows(reports), **count_unknown(own)})
    st.dataframe(source_table(own.files), hide_index=True)
    if own.duplicates:
        st.text(say("upload.duplicates", n=own.duplicates))
    draw_findings(reports)
    with st.expander(say("upload.how_read")):
        st.dataframe(assumed_table(own.files), hide_index=True)
    draw_files(own)


def draw_counts(figures: Mapping[str, int]) -> None:
    """Draw how many rows came in, and what became of them."""
    with st.container(horizontal=True):
        for name, value in figures.items():
            st.metric(say(f"upload.count.{name}"), f"{value:,}", width=130)


def count_rows(reports: Sequence[FileReport]) -> dict[str, int]:
    """Add up rows in, accepted and rejected."""
    return {
        "rows_in": sum(report.rows_in for report in reports),
        "accepted": sum(report.accepted for report in reports),
        "rejected": sum(len(report.rejected) for report in reports),
    }


def count_unknown(own: OwnDossier) -> dict[str, int]:
    """Count the accepted rows without a date, and those without a place."""
    incidents = own.dossier.incidents
    return {
        "undated": int(incidents["first_day"].isna().sum()),
        "unlocated": int(incidents.geometry.isna().sum()),
    }


def say_sum(reports: Sequence[FileReport]) -> str:
    """Say that every row that came in is accepted or rejected."""
    figures = count_rows(reports)
    return say("upload.sum", **figures)


def draw_findings(reports: Sequence[FileReport]) -> None:
    """Draw files that were refused, rows that were rejected, and warnings by kind."""
    for report in reports:
        if report.refused is not None:
            st.text(say_problem(report.file, report.refused))
    rejected = rejected_table(reports)
    if len(rejected):
        with st.expander(say("upload.rejected_rows", n=len(rejected)), expanded=True):
            st.dataframe(rejected.head(ROWS_SHOWN), hide_index=True)
            if len(rejected) > ROWS_SHOWN:
                st.text(say("upload.rejected_more", shown=ROWS_SHOWN))
    warnings = warning_table(reports)
    if len(warnings):
        with st.expander(say("upload.warnings", n=len(warnings))):
            st.dataframe(warnings, hide_index=True)


def rejected_table(reports: Sequence[FileReport]) -> pd.DataFrame:
    """List every rejected row of all files."""
    names = [say(f"upload.{name}") for name in ("file", "row", "column", "value", "why")]
    rows = [
        (report.file, one.row, one.column, one.value, say_reason(one))
        for report in reports
        for one in report.rejected
    ]
    return pd.DataFrame(rows, columns=names)


def warning_table(reports: Sequence[FileReport]) -> pd.DataFrame:
    """List the warnings of all files by kind, with how many rows each is about and the first of them."""
    names = [say(f"upload.{name}") for name in ("file", "kind", "times", "message", "rows_named")]
    rows = [
        (
            report.file,
            say(f"upload.warning.{note.code}"),
            note.count,
            in_fields(note.message.removeprefix(f"{report.file}: ")),
            ", ".join(map(str, note.rows[:_ROWS_NAMED])) + (" …" if note.count > _ROWS_NAMED else ""),
        )
        for report in reports
        if report.refused is None
        for note in report.warnings
    ]
    return pd.DataFrame(rows, columns=names)


def source_table(files: Sequence[AddedFile]) -> pd.DataFrame:
    """List whose data each file is, under which terms, and when it was taken."""
    names = [
        say(f"upload.{name}")
        for name in ("file", "source", "licence", "taken_on", "pass_on", "count.accepted", "count.rejected")
    ]
    rows = [
        (
            file.report.file,
            file.profile.publisher or say("upload.own_file"),
            file.profile.licence or say("upload.licence_unknown"),
            file.accessed or UNKNOWN,
            say(f"upload.pass.{_may_pass(file.profile)}"),
            file.report.accepted,
            len(file.report.rejected),
        )
        for file in files
    ]
    return pd.DataFrame(rows, columns=names)


def _may_pass(profile: Profile) -> str:
    if profile.restricted:
        return "no"
    return "licence" if profile.licence else "unknown"


def assumed_table(files: Sequence[AddedFile]) -> pd.DataFrame:
    """List what was found out or assumed about each file, and which column means what."""
    names = [say(f"upload.{name}") for name in ("file", "what", "value", "why")]
    rows = [
        *(
            (file.report.file, kind, shorten(value), "")
            for file in files
            for kind, value in file.report.assumed.items()
        ),
        *(
            (file.report.file, say(f"upload.target.{ours}"), shorten(theirs), in_fields(reason))
            for file in files
            for ours, theirs, reason in file.report.mapping
        ),
    ]
    return pd.DataFrame(rows, columns=names)


def draw_files(own: OwnDossier) -> None:
    """Draw the files of the report to download, made when they are asked for."""
    reports = [file.report for file in own.files]
    with st.container(horizontal=True):
        if any(report.rejected for report in reports):
            _draw_file("rejected.csv", lambda: rejected_to_csv(reports), "text/csv", own)
        _draw_file("report.json", lambda: reports_to_json(reports), "application/json", own)
        for number, file in enumerate(own.files):
            name = "mapping.json" if len(own.files) == 1 else f"mapping-{number + 1}.json"
            _draw_file(name, lambda file=file: file.mapping, "application/json", own)  # type: ignore[misc]
    hand_over()


def _draw_file(name: str, make: Callable[[], str], mime: str, own: OwnDossier) -> None:
    kind = name.partition("-")[0].partition(".")[0]
    file = FileOnDemand(name, mime, make)
    offer_file(name, file, key=f"{own.name} {name}", help=say(f"upload.files.{kind}"))


def rejected_to_csv(reports: Sequence[FileReport]) -> str:
    """Write every rejected row as an import writes ``rejected.csv``."""
    out = io.StringIO(newline="")
    write_rejected(out, reports)
    return out.getvalue()
