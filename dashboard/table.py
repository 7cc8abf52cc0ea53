"""The table of what is shown, kept small enough to be sent with every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.text import UNKNOWN, shorten
from dashboard.words import say
from geo import Dossier
from geo.text import split_list

PAGE_ROWS = 100
# characters of a text: the longest of these with which a page stays within the budget
TEXT_LIMITS = (110, 90, 70, 50, 30)
# bytes of text that one change of the filters may send; the whole change is to stay under 60 kB
TEXT_BUDGET = 17_000
LONGEST_LINK = 300
# these hold few values again and again, so that each value is sent once
REPEATING = ("precision", "place", "type", "link")


def table_rows(dossier: Dossier, *, page: int = 1, limit: int = TEXT_LIMITS[0]) -> pd.DataFrame:
    """Make one page of the table, latest incident first.

    Parameters
    ----------
    dossier
        Filtered.
    page
        Number of the page, from 1, of :data:`PAGE_ROWS` rows each.
    limit
        Characters at which a text is cut.

    Returns
    -------
    pandas.DataFrame
        ``date`` (text as precise as it is known), ``precision``, ``place``, ``type``, ``title``, one column
        ``account <party>`` per party, ``sources`` (how many), ``link`` (the first source's address or None).
    """
    rows = order_rows(dossier).iloc[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    label = dossier.descriptor.label
    sources = [split_list(cell) for cell in rows["source_ids"]]
    days = rows[["date_start", "date_end", "date_precision"]].to_dict("records")

    def cut(text: str) -> str:
        return shorten(text, limit)

    table = pd.DataFrame(
        {
            "date": [say_date(day) for day in days],
            "precision": _words(rows["date_precision"], lambda code: label("date_precision", code)),
            "place": _words(rows["place"], cut),
            "type": _words(rows["incident_type"], lambda code: label("incident_type", code)),
            "title": _words(rows["title"], cut),
            **{f"account {party}": texts for party, texts in _accounts(dossier, rows, cut).items()},
            "sources": [len(ids) for ids in sources],
        }
    )
    return table.assign(link=pd.Series(_links(dossier, sources), index=table.index, dtype=object))


def fit_rows(dossier: Dossier, *, page: int = 1, budget: int = TEXT_BUDGET) -> pd.DataFrame:
    """Make one page of the table with its texts as long as the budget of bytes allows."""
    table = table_rows(dossier, page=page)
    for limit in TEXT_LIMITS[1:]:
        if text_bytes(table) <= budget:
            break
        table = table_rows(dossier, page=page, limit=limit)
    repeating = [c for c in table.columns if c in REPEATING or c.startswith("account ")]
    return table.astype(dict.fromkeys(repeating, "category"))


def text_bytes(table: pd.DataFrame) -> int:
    """Count the bytes of a table's texts, a text that is repeated in its column once."""
    texts = table.select_dtypes(exclude="number")
    return sum(len(str(text).encode()) for column in texts for text in texts[column].unique())


def draw_table(dossier: Dossier, own: state.Desk) -> None:
    """Draw the table of a filtered dossier, with a switch between pages; a chosen row opens on the map.

    Parameters
    ----------
    dossier
        Filtered.
    own
        The choice, which begins with its first page, and the incident that is open, whose row is marked.
    """
    ordered = order_rows(dossier)
    # another choice, or an incident chosen elsewhere, is another table: no older mark can stand in it
    choice = f"{own.filters.to_query()} {own.marks}"
    position = find_row(ordered, own.view.incident)
    pages = -(-len(ordered) // PAGE_ROWS)
    place = st.container()
    start = 1 if position is None else position // PAGE_ROWS + 1
    page = st.pagination(pages, default=start, key=f"pages {choice}") if pages > 1 else 1
    marked = [] if position is None or position // PAGE_ROWS != page - 1 else [position % PAGE_ROWS]
    key = f"table {choice} {page}"
    place.dataframe(
        fit_rows(dossier, page=page),
        hide_index=True,
        width="stretch",
        column_config=_columns(dossier),
        key=key,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked}},
        on_select=partial(
            follow_row, key, list(ordered["incident_id"].iloc[(page - 1) * PAGE_ROWS :][:PAGE_ROWS])
        ),
    )


def follow_row(key: str, ids: Sequence[str]) -> None:
    """Open the incident whose row is chosen in the table with this key; close it when the row is let go."""
    rows = st.session_state[key]["selection"]["rows"]
    state.open_incident(ids[rows[0]] if rows and rows[0] < len(ids) else "", in_table=True)


def order_rows(dossier: Dossier) -> pd.DataFrame:
    """Give the incidents latest first, undated last."""
    ordered: pd.DataFrame = dossier.incidents.sort_values(
        ["first_day", "incident_id"], ascending=[False, True], na_position="last", kind="stable"
    )
    return ordered


def find_row(ordered: pd.DataFrame, incident_id: str) -> int | None:
    """Give the position of an incident, or None when it is not among them."""
    found = (ordered["incident_id"] == incident_id).to_numpy().nonzero()[0]
    return int(found[0]) if len(found) else None


def say_date(row: Mapping[Any, Any]) -> str:
    """Write a date no finer than it is known: 2022-09-16, 2022-09-14/17, 2022-09, 2022."""
    start, end, precision = row["date_start"], row["date_end"], str(row["date_precision"])
    if pd.isna(start):
        return UNKNOWN
    if precision in {"month", "year"}:
        return f"{start:%Y-%m}" if precision == "month" else f"{start:%Y}"
    if precision == "week":
        return say("days.week_of", day=f"{start:%Y-%m-%d}")
    if pd.isna(end) or end == start:
        return f"{start:%Y-%m-%d}"
    same_month = (start.year, start.month) == (end.year, end.month)
    return f"{start:%Y-%m-%d}/{end:%d}" if same_month else f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"


def _columns(dossier: Dossier) -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    names = {
        party.id: say("table.account", adjective=party.adjective, name=party.name)
        for party in dossier.descriptor.parties
    }
    return {
        "date": text(say("table.date"), width=110),
        "precision": text(say("table.precision"), width=105),
        "place": text(say("table.place"), width=125),
        "type": text(say("table.type"), width=115),
        "title": text(say("table.title"), width=245),
        **{f"account {i}": text(name, width=195) for i, name in names.items()},
        "sources": number(say("table.sources"), width=70, format="%d"),
        "link": st.column_config.LinkColumn(say("table.link"), width=95, display_text=say("detail.open")),
    }


def _words(values: pd.Series[Any], words: Callable[[str], str] = str) -> list[str]:
    return [UNKNOWN if pd.isna(value) or value == "" else words(str(value)) for value in values]


def _accounts(dossier: Dossier, rows: pd.DataFrame, cut: Callable[[str], str]) -> dict[str, list[str]]:
    """Give each party's account of each incident, or of its event where the incident has none of its own."""
    accounts = dossier.accounts
    columns = {}
    for party in dossier.descriptor.parties:
        own = accounts[accounts["party"] == party.id]
        texts = dict(zip(own["subject_id"], own["account"], strict=True))
        subjects = zip(rows["incident_id"], rows["event_id"], strict=True)
        found = (texts.get(incident) or texts.get(event) or UNKNOWN for incident, event in subjects)
        columns[party.id] = [cut(str(text)) for text in found]
    return columns


def _links(dossier: Dossier, sources: Iterable[tuple[str, ...]]) -> list[str | None]:
    urls = dict(zip(dossier.sources["source_id"], dossier.sources["url"], strict=True))
    return [next((url for i in ids if (url := web_address(urls.get(i)))), None) for ids in sources]


def web_address(url: object) -> str | None:
    """Give an address that may become a link, or None."""
    if not isinstance(url, str) or len(url) > LONGEST_LINK:
        return None
    return url if url.lower().startswith(("https://", "http://")) else None
