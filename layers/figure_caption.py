"""The sentence under a figure's title, in the figure's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geo import Dossier
from geo.filters import Filters
from geo.tongue import name_column
from layers.figure_tongue import Tongue


def describe_choice(dossier: Dossier, filters: Filters, tongue: Tongue) -> str:
    """Say the choice in one sentence, as :func:`geo.caption.describe_filters` does in English."""
    say = tongue.say
    parts = [_dates(filters, tongue), _types(dossier, filters, tongue)]
    chosen = (
        ("at", filters.hotspots, ("hotspots", "hotspot_id", "name")),
        ("in", filters.events, ("events", "event_id", "title")),
        ("sector", filters.sectors, ("boundaries", "sector_id", "name")),
    )
    for key, codes, (table, code, name) in chosen:
        if codes:
            names = _names(dossier.tables[table], code, name, tongue.code)
            parts.append(say(f"caption.{key}", names=_join(names, codes, say("caption.or"))))
    if filters.parties:
        parties = {party.id: party.name for party in dossier.descriptor.parties}
        parts.append(say("caption.told_by", names=_join(parties, filters.parties, say("caption.and"))))
    if filters.text:
        parts.append(say("caption.words", text=filters.text))
    least = (
        ("place", "geo_precision", filters.min_geo_precision),
        ("confidence", "confidence", filters.min_confidence),
    )
    for key, kind, code in least:
        if code:
            parts.append(say(f"caption.{key}", name=dossier.descriptor.label(kind, code).lower()))
    if filters.disagree:
        parts.append(say("caption.differ"))
    return say("caption.whole", parts=", ".join(parts), day=tongue.day(filters.as_of_day(dossier)))


def _dates(filters: Filters, tongue: Tongue) -> str:
    if filters.start and filters.end:
        return tongue.say("caption.range", days=tongue.days(filters.start, filters.end))
    if filters.start:
        return tongue.say("caption.since", day=tongue.day(filters.start))
    if filters.end:
        return tongue.say("caption.until", day=tongue.day(filters.end))
    return tongue.say("caption.all_dates")


def _types(dossier: Dossier, filters: Filters, tongue: Tongue) -> str:
    label = dossier.descriptor.label
    names = {code: label("incident_type", code).lower() for code in filters.types}
    return _join(names, filters.types, tongue.say("caption.or")) or tongue.say("caption.all_types")


def _names(frame: Any, key: str, name: str, code: str) -> dict[str, str]:
    names = name_column(frame, code, name=name)
    return dict(zip(frame[key], names, strict=True))


def _join(names: Mapping[str, str], codes: Iterable[str], word: str) -> str:
    return word.join(str(names.get(code, code)) for code in codes)
