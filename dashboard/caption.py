"""The sentence that says what is shown, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.days import say_day, say_range
from dashboard.fields import name_hotspots, name_parties, name_rows, name_sectors
from dashboard.words import say
from geo import Dossier, Filters


def describe_choice(dossier: Dossier, filters: Filters) -> str:
    """Say the choice in one sentence, as :func:`geo.caption.describe_filters` does in English."""
    parts = [_say_dates(filters), _say_types(dossier, filters), *_say_places(dossier, filters)]
    parts += _say_sides(dossier, filters)
    if filters.text:
        parts.append(say("caption.words", text=filters.text))
    parts += _say_least(dossier, filters)
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


def _say_types(dossier: Dossier, filters: Filters) -> str:
    words = {code: dossier.descriptor.label("incident_type", code).lower() for code in filters.types}
    return _any_of(words, filters.types) or say("caption.all_types")


def _say_places(dossier: Dossier, filters: Filters) -> list[str]:
    chosen = (
        ("at", filters.hotspots, name_hotspots),
        ("in", filters.events, lambda dossier: name_rows(dossier, "events", "event_id", "title")),
        ("sector", filters.sectors, name_sectors),
    )
    return [
        say(f"caption.{key}", names=_any_of(name(dossier), codes)) for key, codes, name in chosen if codes
    ]


def _say_sides(dossier: Dossier, filters: Filters) -> list[str]:
    if not filters.parties:
        return []
    names = name_parties(dossier)
    sides = say("caption.and").join(names.get(party, party) for party in filters.parties)
    return [say("caption.told_by", names=sides)]


def _say_least(dossier: Dossier, filters: Filters) -> list[str]:
    label = dossier.descriptor.label
    least = (
        ("place", "geo_precision", filters.min_geo_precision),
        ("confidence", "confidence", filters.min_confidence),
    )
    return [say(f"caption.{key}", name=label(kind, code).lower()) for key, kind, code in least if code]


def _any_of(names: Mapping[str, str], codes: Iterable[str]) -> str:
    return say("caption.or").join(names.get(code, code) for code in codes)
