"""The sentence that says what is shown: caption of page, dashboard and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import say_day, say_range
from geo.dossier import Dossier

if TYPE_CHECKING:
    from geo.filters import Filters
    from geo.summary import Counts


def describe_filters(filters: Filters, dossier: Dossier) -> str:
    """Say a choice in one sentence, as in “Incidents of 14–20 September 2022, all types; line as of …”."""
    parts = [_say_dates(filters), _say_types(filters, dossier)]
    parts += _say_places(filters, dossier)
    if filters.sectors:
        parts.append(f"nearest to {_titles(dossier, 'boundaries', 'sector_id', 'name', filters.sectors)}")
    if filters.parties:
        parts.append(f"with an account by {' and by '.join(_sides(dossier, filters.parties))}")
    if filters.text:
        parts.append(f"with the words “{filters.text}”")
    if filters.min_geo_precision:
        parts.append(f"place at least: {_label(dossier, 'geo_precision', filters.min_geo_precision)}")
    if filters.min_confidence:
        parts.append(f"confidence at least: {_label(dossier, 'confidence', filters.min_confidence)}")
    if filters.disagree:
        parts.append("with claims that differ")
    return f"{', '.join(parts)}; line as of {say_day(filters.as_of_day(dossier))}."


def describe_counts(counts: Counts) -> str:
    """Say in one sentence how many incidents are shown and what is left out, and why."""
    noun = "incident" if counts.total == 1 else "incidents"
    parts = [f"{counts.shown} of {counts.total} {noun} shown"]
    if counts.unlocated:
        parts.append(f"{counts.unlocated} of them not on the map (no place)")
    if counts.possible:
        parts.append(f"{counts.possible} of them may lie outside the dates")
    if counts.undated:
        parts.append(f"{counts.undated} left out (no date)")
    if counts.filtered:
        parts.append(f"{counts.filtered} filtered out")
    return "; ".join(parts) + "."


def _say_dates(filters: Filters) -> str:
    if filters.start and filters.end:
        return f"Incidents of {say_range(filters.start, filters.end)}"
    if filters.start:
        return f"Incidents since {say_day(filters.start)}"
    if filters.end:
        return f"Incidents until {say_day(filters.end)}"
    return "Incidents of all dates"


def _say_types(filters: Filters, dossier: Dossier) -> str:
    if not filters.types:
        return "all types"
    return " or ".join(_label(dossier, "incident_type", code) for code in filters.types)


def _say_places(filters: Filters, dossier: Dossier) -> list[str]:
    parts = []
    if filters.hotspots:
        parts.append(f"at {_titles(dossier, 'hotspots', 'hotspot_id', 'name', filters.hotspots)}")
    if filters.events:
        parts.append(f"in {_titles(dossier, 'events', 'event_id', 'title', filters.events)}")
    return parts


def _sides(dossier: Dossier, ids: tuple[str, ...]) -> list[str]:
    names = {party.id: party.name for party in dossier.descriptor.parties}
    return [names.get(party, party) for party in ids]


def _titles(dossier: Dossier, table: str, key: str, title: str, ids: tuple[str, ...]) -> str:
    frame = dossier.tables[table]
    names = dict(zip(frame[key], frame[title], strict=True))
    return " or ".join(str(names.get(i, i)) for i in ids)


def _label(dossier: Dossier, kind: str, code: str) -> str:
    return dossier.descriptor.label(kind, code).lower()
