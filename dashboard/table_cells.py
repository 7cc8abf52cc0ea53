"""The cells of the table: each column's texts and numbers for some rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.fields import name_hotspots, name_rows, name_sectors
from dashboard.text import UNKNOWN
from dashboard.words import say
from geo import Dossier
from geo.text import split_list

LONGEST_LINK = 300
_LABELS = MappingProxyType(
    {
        "precision": ("date_precision", "date_precision"),
        "type": ("incident_type", "incident_type"),
        "geo_precision": ("geo_precision", "geo_precision"),
        "confidence": ("confidence", "confidence"),
    }
)
_TITLES: Mapping[str, tuple[str, Callable[[Dossier], Mapping[str, str]]]] = MappingProxyType(
    {
        "event": ("event_id", lambda dossier: name_rows(dossier, "events", "event_id", "title")),
        "hotspot": ("hotspot_id", name_hotspots),
        "sector": ("sector_id", name_sectors),
    }
)


def make_cells(name: str, dossier: Dossier, rows: pd.DataFrame, cut: Callable[[str], str]) -> Any:
    """Make the cells of one column that is none of the accounts.

    Parameters
    ----------
    name
        A column of the table, or of the incidents themselves.
    rows
        Incidents.
    cut
        Shortens a long text.
    """
    if name in {"sources", "link"}:
        sources = [split_list(cell) for cell in rows["source_ids"]]
        links = pd.Series(_links(dossier, sources), dtype=object)
        return links if name == "link" else [len(ids) for ids in sources]
    if name == "date":
        return [
            say_date(day) for day in rows[["date_start", "date_end", "date_precision"]].to_dict("records")
        ]
    if name == "distance":
        return rows["distance_km"].round(1).to_numpy()
    if name in _LABELS:
        column, kind = _LABELS[name]
        return _words(rows[column], lambda code: dossier.descriptor.label(kind, code))
    if name in _TITLES:
        column, titles = _TITLES[name]
        named = titles(dossier)
        return _words(rows[column], lambda code: cut(named.get(code, code)))
    return _words(rows[name], cut)


def make_accounts(dossier: Dossier, rows: pd.DataFrame, cut: Callable[[str], str]) -> dict[str, list[str]]:
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


def web_address(url: object) -> str | None:
    """Give an address that may become a link, or None."""
    if not isinstance(url, str) or len(url) > LONGEST_LINK:
        return None
    return url if url.lower().startswith(("https://", "http://")) else None


def _links(dossier: Dossier, sources: Iterable[tuple[str, ...]]) -> list[str | None]:
    urls = dict(zip(dossier.sources["source_id"], dossier.sources["url"], strict=True))
    return [next((url for i in ids if (url := web_address(urls.get(i)))), None) for ids in sources]


def _words(values: pd.Series[Any], words: Callable[[str], str] = str) -> list[str]:
    return [UNKNOWN if pd.isna(value) or value == "" else words(str(value)) for value in values]
