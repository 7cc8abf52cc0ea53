"""The table of what is shown, kept small enough to be sent with every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.text import UNKNOWN, shorten
from geo import Dossier
from geo.text import split_list

ACCOUNT_LIMIT, TITLE_LIMIT = 110, 90
# bytes of text sent with one change of the filters, of 60 kB for the whole change
TEXT_BUDGET = 34_000
# no row is so short that more of them would fit
MOST_ROWS = 1000
# what repeats is sent once, so that a column of few values costs one byte a row
REPEATING = ("precision", "type", "link")


def table_rows(dossier: Dossier) -> pd.DataFrame:
    """Make the table of at most :data:`MOST_ROWS` incidents, latest first.

    Returns
    -------
    pandas.DataFrame
        ``date`` (text as precise as it is known), ``precision``, ``place``, ``type``, ``title``, one column
        ``account <party>`` per party, ``sources`` (how many), ``link`` (the first source's address or None).
    """
    rows = dossier.incidents.sort_values(
        ["first_day", "incident_id"], ascending=[False, True], na_position="last", kind="stable"
    ).head(MOST_ROWS)
    label = dossier.descriptor.label
    sources = [split_list(cell) for cell in rows["source_ids"]]
    table = pd.DataFrame(
        {
            "date": [
                say_date(row) for row in rows[["date_start", "date_end", "date_precision"]].to_dict("records")
            ],
            "precision": _words(rows["date_precision"], lambda code: label("date_precision", code)),
            "place": _words(rows["place"]),
            "type": _words(rows["incident_type"], lambda code: label("incident_type", code)),
            "title": _words(rows["title"], lambda text: shorten(text, TITLE_LIMIT)),
        }
    )
    for party, texts in _accounts(dossier, rows).items():
        table[f"account {party}"] = texts
    return table.assign(
        sources=[len(ids) for ids in sources], link=pd.Series(_links(dossier, sources), index=table.index)
    )


def fit_rows(table: pd.DataFrame, budget: int = TEXT_BUDGET) -> pd.DataFrame:
    """Cut the table after as many rows as the budget of bytes allows, counting a repeated text once."""
    seen: set[tuple[str, str]] = set()
    sizes = [_row_bytes(row, seen) for row in table.to_dict("records")]
    kept = sum(1 for size in accumulate(sizes) if size <= budget)
    cut = table.iloc[:kept].reset_index(drop=True)
    repeating = [c for c in cut.columns if c in REPEATING or c.startswith("account ")]
    return cut.astype(dict.fromkeys(repeating, "category"))


def draw_table(dossier: Dossier) -> None:
    """Draw the table of a filtered dossier, and say how much of it is drawn."""
    table = table_rows(dossier)
    cut = fit_rows(table)
    if table.empty:
        st.text("No incident to list.")
        return
    st.dataframe(cut, hide_index=True, width="stretch", column_config=_columns(dossier))
    if len(cut) < len(dossier.incidents):
        st.caption(
            f"The latest {len(cut):,} of {len(dossier.incidents):,}; the CSV file below has all of them."
        )


def say_date(row: Mapping[Any, Any]) -> str:
    """Write a date no finer than it is known: 2022-09-16, 2022-09-14/17, 2022-09, 2022."""
    start, end, precision = row["date_start"], row["date_end"], str(row["date_precision"])
    if pd.isna(start):
        return UNKNOWN
    if precision in {"month", "year"}:
        return f"{start:%Y-%m}" if precision == "month" else f"{start:%Y}"
    if precision == "week":
        return f"week of {start:%Y-%m-%d}"
    if pd.isna(end) or end == start:
        return f"{start:%Y-%m-%d}"
    same_month = (start.year, start.month) == (end.year, end.month)
    return f"{start:%Y-%m-%d}/{end:%d}" if same_month else f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"


def _columns(dossier: Dossier) -> dict[str, Any]:
    text, names = (
        st.column_config.TextColumn,
        {party.id: party.adjective for party in dossier.descriptor.parties},
    )
    return {
        "date": text("Date", width=120),
        "precision": text("Precision", width=110),
        "place": text("Place", width=130),
        "type": text("Type", width=130),
        "title": text("Title", width=300),
        **{f"account {i}": text(f"{name} account", width=260) for i, name in names.items()},
        "sources": st.column_config.NumberColumn("Sources", width=75, format="%d"),
        "link": st.column_config.LinkColumn("First source", width=110, display_text="open"),
    }


def _words(values: pd.Series[Any], words: Callable[[str], str] = str) -> list[str]:
    return [UNKNOWN if pd.isna(value) or value == "" else words(str(value)) for value in values]


def _accounts(dossier: Dossier, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Give each party's account of each incident, or of its event where the incident has none of its own."""
    accounts = dossier.accounts
    columns = {}
    for party in dossier.descriptor.parties:
        own = accounts[accounts["party"] == party.id]
        texts = {
            s: shorten(str(a), ACCOUNT_LIMIT) for s, a in zip(own["subject_id"], own["account"], strict=True)
        }
        subjects = zip(rows["incident_id"], rows["event_id"], strict=True)
        columns[party.id] = [texts.get(i) or texts.get(event) or UNKNOWN for i, event in subjects]
    return columns


def _links(dossier: Dossier, sources: Iterable[tuple[str, ...]]) -> list[str | None]:
    urls = dict(zip(dossier.sources["source_id"], dossier.sources["url"], strict=True))
    return [next((url for i in ids if (url := _web_address(urls.get(i)))), None) for ids in sources]


def _web_address(url: object) -> str | None:
    return url if isinstance(url, str) and url.lower().startswith(("https://", "http://")) else None


def _row_bytes(row: Mapping[Any, object], seen: set[tuple[str, str]]) -> int:
    size = 0
    for column, value in row.items():
        if (column, str(value)) not in seen:
            size += len(str(value).encode()) + 4
            seen.add((column, str(value)))
    return size
