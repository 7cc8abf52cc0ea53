"""The controls' values in session state: set from a choice, and read back as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any

from dashboard.periods import find_limits, find_period, list_periods
from dashboard.words import language, say, say_number
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, Filters, ViewState
from geo.tongue import name_column

PERIOD, FROM, TO, TYPES, HOTSPOTS, EVENTS, SEARCH = (
    "period", "from", "to", "types", "hotspots", "events", "search",
)  # fmt: skip
SECTORS, PARTIES = "sectors", "parties"
PRECISION, CONFIDENCE = "min_geo_precision", "min_confidence"
AS_OF, LENS, MEASURE, ZONE, DIFFER = "as_of", "lens", "measure", "zone_km", "disagree"
COMPARE_FROM, COMPARE_TO = "compare_start", "compare_end"
# pixels of a control of which two stand side by side in a popover
HALF = 170
# controls whose labels change: with a count, or with the language
COUNTED = (PERIOD, TYPES, HOTSPOTS, EVENTS, SECTORS, PARTIES, PRECISION, CONFIDENCE, LENS, MEASURE)

Session = MutableMapping[Any, Any]

_COUNT = re.compile(r" \([\d,\u202f]+\)$")


def put_in_controls(session: Session, filters: Filters, dossier: Dossier) -> None:
    """Set every control to a choice; a day outside the fields' limits is moved to the nearest limit."""
    limits = find_limits(dossier)
    start, end = limits.clamp(filters.start), limits.clamp(filters.end)
    session[FROM], session[TO] = start, end
    session[PERIOD] = find_period(list_periods(dossier), start, end)
    session[TYPES], session[HOTSPOTS] = list(filters.types), list(filters.hotspots)
    session[EVENTS], session[SEARCH] = list(filters.events), filters.text
    session[SECTORS], session[PARTIES] = list(filters.sectors), list(filters.parties)
    session[PRECISION] = filters.min_geo_precision or None
    session[CONFIDENCE] = filters.min_confidence or None
    session[AS_OF], session[LENS] = limits.clamp(filters.as_of), filters.lens or None
    session[ZONE], session[MEASURE] = filters.zone_km, filters.measure or None
    session[DIFFER] = filters.disagree


def put_second_period(session: Session, view: ViewState, dossier: Dossier) -> None:
    """Set the controls of the second period."""
    limits = find_limits(dossier)
    session[COMPARE_FROM] = limits.clamp(view.compare_start)
    session[COMPARE_TO] = limits.clamp(view.compare_end)


def keep_in_step(session: Session) -> None:
    """Send the counted controls' values again, since the labels that stand for them have changed."""
    for key in COUNTED:
        session[key] = session[key]


def filters_from_controls(session: Session, kept: Filters, dossier: Dossier) -> Filters:
    """Read the controls as a choice.

    Parameters
    ----------
    session
        With a value for every key above.
    kept
        The choice until now: a day outside the fields' limits, which a field cannot hold, is kept from it.
    """
    limits = find_limits(dossier)
    days = {
        name: getattr(kept, name) if limits.clamp(getattr(kept, name)) == session[key] else session[key]
        for name, key in (("start", FROM), ("end", TO), ("as_of", AS_OF))
    }
    return replace(
        kept,
        **days,
        types=_codes(session[TYPES], name_types(dossier)),
        hotspots=_codes(session[HOTSPOTS], name_hotspots(dossier)),
        events=_codes(session[EVENTS], name_rows(dossier, "events", "event_id", "title")),
        sectors=_codes(session[SECTORS], name_sectors(dossier)),
        parties=_codes(session[PARTIES], name_parties(dossier)),
        text=(session[SEARCH] or "").strip(),
        min_geo_precision=_code(session[PRECISION], name_codes(dossier, "geo_precision", GEO_PRECISIONS)),
        min_confidence=_code(session[CONFIDENCE], name_codes(dossier, "confidence", CONFIDENCES)),
        lens=session[LENS] or "",
        measure=session[MEASURE] or "",
        zone_km=session[ZONE],
        disagree=bool(session[DIFFER]),
    )


def name_types(dossier: Dossier) -> dict[str, str]:
    """Give the words for every type of incident that the dossier has."""
    return name_codes(dossier, "incident_type", sorted(set(dossier.incidents["incident_type"].dropna())))


def name_codes(dossier: Dossier, kind: str, codes: Iterable[str]) -> dict[str, str]:
    """Give the words for codes of a kind, in their order."""
    return {code: dossier.descriptor.label(kind, code) for code in codes}


def name_rows(dossier: Dossier, table: str, key: str, title: str) -> dict[str, str]:
    """Give the title of every row of a table by its id."""
    frame = dossier.tables[table]
    return {str(row): str(name) for row, name in zip(frame[key], frame[title], strict=True)}


def name_hotspots(dossier: Dossier) -> dict[str, str]:
    """Give the name of every hotspot by its id, in the language of the page where it has one."""
    frame = dossier.hotspots
    return dict(zip(frame["hotspot_id"].astype(str), name_column(frame, language()).astype(str), strict=True))


def name_sectors(dossier: Dossier) -> dict[str, str]:
    """Give the name of every sector of the line by its id, in the language of the page where it has one."""
    frame = dossier.boundaries
    return dict(zip(frame["sector_id"].astype(str), name_column(frame, language()).astype(str), strict=True))


def name_parties(dossier: Dossier) -> dict[str, str]:
    """Give the name of every party, by its id."""
    return {party.id: party.name for party in dossier.descriptor.parties}


def name_side(dossier: Dossier, party_id: str) -> str:
    """Name a side of the dispute by its adjective; another code stays as it is."""
    for party in dossier.descriptor.parties:
        if party.id == party_id:
            return say("drawn.side", adjective=party.adjective, name=party.name)
    return party_id


def with_count(name: str, count: int) -> str:
    """Write a label with its count, as in “Shelling (12)”."""
    return f"{name} ({say_number(count)})"


def _codes(values: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for value in values if (code := _code(value, names)))


def _code(value: str | None, names: Mapping[str, str]) -> str:
    """Give the code that a control means; a label with an older count arrives as its text."""
    if value is None or value in names:
        return value or ""
    plain = _COUNT.sub("", value)
    return next((code for code, name in names.items() if name == plain), "")
