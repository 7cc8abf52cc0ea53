"""The controls' values in session state: set from a choice, and read back as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any

from dashboard.periods import find_limits, find_period, list_periods
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, Filters

PERIOD, FROM, TO, TYPES, HOTSPOTS, EVENTS, SEARCH = (
    "period", "from", "to", "types", "hotspots", "events", "search",
)  # fmt: skip
PRECISION, CONFIDENCE = "min_geo_precision", "min_confidence"
AS_OF, LENS, ZONE = "as_of", "lens", "zone_km"
# controls whose labels carry a count, with the label kind or table behind them
COUNTED = (TYPES, HOTSPOTS, EVENTS, PRECISION, CONFIDENCE)

Session = MutableMapping[Any, Any]

_COUNT = re.compile(r" \([\d,]+\)$")


def put_in_controls(session: Session, filters: Filters, dossier: Dossier) -> None:
    """Set every control to a choice; a day outside the fields' limits is moved to the nearest limit."""
    limits = find_limits(dossier)
    start, end = limits.clamp(filters.start), limits.clamp(filters.end)
    session[FROM], session[TO] = start, end
    session[PERIOD] = find_period(list_periods(dossier), start, end)
    session[TYPES], session[HOTSPOTS] = list(filters.types), list(filters.hotspots)
    session[EVENTS], session[SEARCH] = list(filters.events), filters.text
    session[PRECISION] = filters.min_geo_precision or None
    session[CONFIDENCE] = filters.min_confidence or None
    session[AS_OF], session[LENS] = limits.clamp(filters.as_of), filters.lens or None
    session[ZONE] = filters.zone_km


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
        hotspots=_codes(session[HOTSPOTS], name_rows(dossier, "hotspots", "hotspot_id", "name")),
        events=_codes(session[EVENTS], name_rows(dossier, "events", "event_id", "title")),
        text=(session[SEARCH] or "").strip(),
        min_geo_precision=_code(session[PRECISION], name_codes(dossier, "geo_precision", GEO_PRECISIONS)),
        min_confidence=_code(session[CONFIDENCE], name_codes(dossier, "confidence", CONFIDENCES)),
        lens=session[LENS] or "",
        zone_km=session[ZONE],
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


def with_count(name: str, count: int) -> str:
    """Write a label with its count, as in “Shelling (12)”."""
    return f"{name} ({count:,})"


def _codes(values: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for value in values if (code := _code(value, names)))


def _code(value: str | None, names: Mapping[str, str]) -> str:
    """Give the code that a control means; a label with an older count arrives as its text."""
    if value is None or value in names:
        return value or ""
    plain = _COUNT.sub("", value)
    return next((code for code, name in names.items() if name == plain), "")
