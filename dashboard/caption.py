"""The sentence that says what is shown, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.days import say_day, say_range
from dashboard.fields import name_hotspots, name_rows
from dashboard.words import say
from geo import Dossier, Filters


def describe_choice(dossier: Dossier, filters: Filters) -> str:
    """Say the choice in one sentence, as :func:`geo.caption.describe_filters` does in English."""
    label = dossier.descriptor.label
    types = _any_of({code: label("incident_type", code).lower() for code in filters.types}, filters.types)
    parts = [_say_dates(filters), types or say("caption.all_types")]
    if filters.hotspots:
        parts.append(say("caption.at", names=_any_of(name_hotspots(dossier), filters.hotspots)))
    if filters.events:
        titles = name_rows(dossier, "events", "event_id", "title")
        parts.append(say("caption.in", names=_any_of(titles, filters.events)))
    if filters.text:
        parts.append(say("caption.words", text=filters.text))
    if code := filters.min_geo_precision:
        parts.append(say("caption.place", name=label("geo_precision", code).lower()))
    if code := filters.min_confidence:
        parts.append(say("caption.confidence", name=label("confidence", code).lower()))
    if filters.disagree:
        parts.append(say("caption.differ"))
    day = say_day(filters.as_of_day(dossier))
    zone = say("caption.zone", km=f"{filters.zone_km:g}") if filters.zone_km else ""
    return say("caption.whole", parts=", ".join(parts), day=day) + zone


def _say_dates(filters: Filters) -> str:
    if filters.start and filters.end:
        return say("caption.range", days=say_range(filters.start, filters.end))
    if filters.start:
        return say("caption.since", day=say_day(filters.start))
    if filters.end:
        return say("caption.until", day=say_day(filters.end))
    return say("caption.all_dates")


def _any_of(names: Mapping[str, str], codes: Iterable[str]) -> str:
    return say("caption.or").join(names.get(code, code) for code in codes)
