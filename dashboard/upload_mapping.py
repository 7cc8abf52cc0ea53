"""The second step of adding files: what the columns mean, and how the first rows would be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.saving import FileOnDemand, hand_over, offer_file
from dashboard.upload_draft import Draft, DraftFile, read_saved_mapping
from dashboard.upload_settings import NAME_CHARACTERS, draw_settings, keep
from dashboard.upload_words import in_fields, say_problem, say_reason
from dashboard.words import say
from geo import Dossier
from geo.errors import IngestError, shorten
from geo.importers.peek import READ_AS
from geo.importers.preview import Preview

FIRST = ("date_start", "date_end", "place", "latitude", "longitude", "incident_type", "title", "summary")
FURTHER = (
    "incident_id", "date_precision", "geo_precision", "uncertainty_m", "geometry", "confidence", "event_id",
    "hotspot_id", "trigger", "killed", "injured", "displaced",
)  # fmt: skip
_COLUMN = 150


def draw_file(draft: Draft, number: int, base: Dossier) -> None:
    """Draw everything that can be said about one file, and its first rows before and after."""
    file = draft.files[number]
    seen = file.preview or Preview()
    key = f"{draft.key} {number}"
    st.text(_describe(file, seen))
    if seen.problem is not None:
        with st.container(border=True):
            st.text(say_problem(file.name, seen.problem))
    draw_settings(file, seen, key, base)
    if not seen.opened:
        return
    _draw_columns(file, seen, key)
    _draw_rows(seen)
    _draw_saving(file, seen, key)


def _describe(file: DraftFile, seen: Preview) -> str:
    if not seen.opened:
        return file.name
    read_as = seen.profile.publisher or say("upload.plain_table")
    return say("upload.file_line", file=file.name, kind=seen.kind, n=len(seen.columns), profile=read_as)


def _draw_columns(file: DraftFile, seen: Preview, key: str) -> None:
    st.subheader(say("upload.columns"), anchor=False)
    if seen.profile.columns:
        st.text(say("upload.columns_known", publisher=seen.profile.publisher))
        with st.expander(say("upload.columns_list", n=len(seen.guesses))):
            st.dataframe(mapping_table(seen), hide_index=True)
        return
    st.text(say("upload.columns_guessed"))
    _draw_targets(file, seen, key, FIRST)
    with st.expander(say("upload.columns_more"), key=f"{key} more columns"):
        _draw_targets(file, seen, key, FURTHER)


def _draw_targets(file: DraftFile, seen: Preview, key: str, targets: Sequence[str]) -> None:
    found = {guess.target: guess for guess in seen.guesses}
    with st.container(horizontal=True):
        for target in targets:
            guess = found.get(target)
            field = f"column {target}"
            keep(key, field, guess.column if guess else "")
            with st.container(width=_COLUMN, gap="xxsmall"):
                st.selectbox(
                    say(f"upload.target.{target}"),
                    ["", *seen.columns],
                    key=f"{key} {field}",
                    format_func=lambda value: (
                        shorten(value, limit=NAME_CHARACTERS) or say("upload.no_column")
                    ),
                    on_change=partial(_follow_column, file, key, target),
                )
                st.text(_reason(file, target, guess.reason if guess else ""))


def _reason(file: DraftFile, target: str, reason: str) -> str:
    if target in file.options.columns:
        return say("upload.reason_chosen")
    if not reason:
        return say("upload.reason_none")
    return say("upload.reason_last" if "only column" in reason else "upload.reason_name")


def _follow_column(file: DraftFile, key: str, target: str) -> None:
    file.choose(target, st.session_state[f"{key} column {target}"] or "")


def mapping_table(seen: Preview) -> pd.DataFrame:
    """List which column means what, and why."""
    rows = [(say(f"upload.target.{g.target}"), g.column, in_fields(g.reason)) for g in seen.guesses]
    return pd.DataFrame(rows, columns=[say("upload.ours"), say("upload.theirs"), say("upload.why")])


def _draw_rows(seen: Preview) -> None:
    st.subheader(say("upload.rows"), anchor=False)
    st.text(say("upload.rows_before"))
    st.dataframe(_frame(seen.before, seen.columns), hide_index=True)
    if seen.problem is not None:
        st.text(say("upload.rows_not_yet"))
        return
    st.text(say("upload.rows_after"))
    st.dataframe(_frame(seen.after, [say(f"upload.target.{name}") for name in READ_AS]), hide_index=True)
    if seen.rejected:
        st.text(say("upload.rows_rejected", n=len(seen.rejected), of=seen.looked_at))
        st.dataframe(rejected_table(seen), hide_index=True)


def _frame(rows: Sequence[Sequence[str]], names: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame([list(row) for row in rows], columns=range(len(names)), dtype="string")
    return frame.set_axis(pd.Index(list(names)), axis=1)


def rejected_table(seen: Preview) -> pd.DataFrame:
    """List the first rows that would be left out, and why."""
    rows = [(one.row, one.column, one.value, say_reason(one)) for one in seen.rejected]
    return pd.DataFrame(
        rows, columns=[say("upload.row"), say("upload.column"), say("upload.value"), say("upload.why")]
    )


def _draw_saving(file: DraftFile, seen: Preview, key: str) -> None:
    """Draw the way to save this mapping and the way to use a saved one."""
    with st.expander(say("upload.saving"), key=f"{key} saving"):
        st.text(say("upload.saving_help"))
        if seen.problem is None:
            mapping = FileOnDemand("mapping.json", "application/json", file.mapping)
            offer_file(say("upload.save_mapping"), mapping, key=f"{key} save")
            hand_over()
        st.file_uploader(
            say("upload.use_mapping"),
            type="json",
            key=f"{key} saved mapping",
            max_upload_size=1,
            on_change=partial(_follow_mapping, file, key),
        )
        if problem := st.session_state.get(f"{key} mapping problem"):
            st.text(problem)


def _follow_mapping(file: DraftFile, key: str) -> None:
    sent = st.session_state[f"{key} saved mapping"]
    st.session_state[f"{key} mapping problem"] = ""
    if sent is None:
        return
    try:
        options = read_saved_mapping(sent.getvalue(), sent.name, accessed=file.options.accessed)
    except IngestError as error:
        st.session_state[f"{key} mapping problem"] = in_fields(f"{error}.")
        return
    file.options, file.preview = options, None
