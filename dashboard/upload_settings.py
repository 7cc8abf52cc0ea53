"""How one added file is to be read: format, sheet, layer, encoding, order of dates, and the like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard.text import literal
from dashboard.upload_draft import DraftFile
from dashboard.words import say
from geo import Dossier
from geo.errors import shorten
from geo.importers.preview import Preview

FORMATS = ("auto", "acled", "ucdp", "table")
ORDERS = ("", "dmy", "mdy", "ymd")
ENCODINGS = ("", "utf-8", "windows-1251", "windows-1252", "koi8-r", "utf-16", "windows-1256", "gb18030")
NAME_CHARACTERS = 60
_FIELD = 210


def draw_settings(file: DraftFile, seen: Preview, key: str, base: Dossier) -> None:
    """Draw the choices that apply to this file; each is looked at anew when it is changed."""
    options, code = file.options, (seen.problem or ("", ""))[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if seen.profile.publisher or options.accessed:
            _draw_accessed(file, seen, key)
        _choice(
            file, key, "format", FORMATS, say("upload.format"), [say(f"upload.formats.{f}") for f in FORMATS]
        )
        if seen.choices:
            field = "sheet" if seen.kind == "XLSX" else "layer"
            _choice(
                file,
                key,
                field,
                ("", *seen.choices),
                say(f"upload.{field}"),
                [say("upload.first"), *seen.choices],
            )
        _choice(
            file,
            key,
            "date_order",
            ORDERS,
            say("upload.order"),
            [say(f"upload.orders.{o or 'found'}") for o in ORDERS],
        )
        if seen.kind == "CSV" or code == "encoding" or options.encoding:
            _free(file, key, "encoding", ENCODINGS, say("upload.encoding"), say("upload.encoding_found"))
        if seen.kind != "" or options.crs:
            known = ("", "EPSG:4326", base.descriptor.metric_crs)
            _free(file, key, "crs", known, say("upload.crs"), say("upload.crs_found"))
    if code == "no-position" or options.no_position:
        keep(key, "no_position", options.no_position)
        st.checkbox(
            say("upload.no_position"),
            key=f"{key} no_position",
            help=say("upload.no_position_help"),
            on_change=partial(_follow, file, key, "no_position"),
        )


def _draw_accessed(file: DraftFile, seen: Preview, key: str) -> None:
    keep(key, "accessed", date.fromisoformat(file.options.accessed) if file.options.accessed else None)
    st.date_input(
        say("upload.accessed"),
        key=f"{key} accessed",
        value=None,
        min_value=date(1990, 1, 1),
        format="YYYY-MM-DD",
        width=_FIELD,
        help=literal(say("upload.accessed_help", publisher=seen.profile.publisher)),
        on_change=partial(_follow, file, key, "accessed"),
    )


def _choice(  # noqa: PLR0913, PLR0917 - what a choice needs
    file: DraftFile, key: str, field: str, values: Sequence[str], label: str, words: Sequence[str]
) -> None:
    names = dict(zip(values, words, strict=True))
    stated = getattr(file.options, field)
    keep(key, field, stated if stated in names else values[0])
    st.selectbox(
        label,
        list(names),
        key=f"{key} {field}",
        format_func=lambda value: shorten(names.get(value or "", ""), limit=NAME_CHARACTERS),
        width=_FIELD,
        help=say(f"upload.help.{field}"),
        on_change=partial(_follow, file, key, field),
    )


def _free(  # noqa: PLR0913, PLR0917 - what a choice needs
    file: DraftFile, key: str, field: str, known: Sequence[str], label: str, found: str
) -> None:
    """Draw a choice that also takes what is typed."""
    stated = getattr(file.options, field)
    values = list(dict.fromkeys((*known, stated)))
    keep(key, field, stated)
    st.selectbox(
        label,
        values,
        key=f"{key} {field}",
        format_func=lambda value: value or found,
        accept_new_options=True,
        width=_FIELD,
        help=say(f"upload.help.{field}"),
        on_change=partial(_follow, file, key, field),
    )


def keep(key: str, field: str, value: object) -> None:
    """Have a control show what was said of the file, which lasts longer than the control."""
    st.session_state[f"{key} {field}"] = value


def _follow(file: DraftFile, key: str, field: str) -> None:
    value = st.session_state[f"{key} {field}"]
    if field == "accessed":
        value = value.isoformat() if value else ""
    elif field != "no_position":
        value = str(value or "").strip()
    # columns belong to the sheet and the dataset that they were chosen in
    anew: dict[str, Any] = {"columns": {}} if field in {"sheet", "layer", "format"} else {}
    file.state(**{field: value or ("auto" if field == "format" else value)}, **anew)
