"""How many incidents each value of a control would show, given what all other controls say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, Filters, count_by
from geo.text import split_list


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by code or id, each over the incidents that pass every control but its own."""

    types: Mapping[str, int]
    hotspots: Mapping[str, int]
    events: Mapping[str, int]
    sectors: Mapping[str, int]
    parties: Mapping[str, int]
    min_geo_precision: Mapping[str, int]
    min_confidence: Mapping[str, int]
    disagree: int


def count_facets(dossier: Dossier, filters: Filters) -> Facets:
    """Count what each value of each facet would show; for a least precision, everything at least as fine."""
    rows = {name: pass_without(dossier, filters, name) for name in (f.name for f in fields(Facets))}
    return Facets(
        types=_count(rows["types"], "incident_type"),
        hotspots=_count(rows["hotspots"], "hotspot_id"),
        events=_count(rows["events"], "event_id"),
        sectors=_count(rows["sectors"], "sector_id"),
        # those chosen must all hold, so each counts beside them
        parties=count_listed(filters.apply(dossier).incidents["told_by"]),
        min_geo_precision=_count_up(rows["min_geo_precision"], "geo_precision", GEO_PRECISIONS),
        min_confidence=_count_up(rows["min_confidence"], "confidence", CONFIDENCES),
        disagree=int(rows["disagree"]["claims_differ"].sum()),
    )


def pass_without(dossier: Dossier, filters: Filters, *names: str) -> gpd.GeoDataFrame:
    """Give the incidents that pass a choice in which the named filters are left open.

    Parameters
    ----------
    names
        Fields of :class:`geo.Filters`, such as ``types``, or ``start`` and ``end``.
    """
    open_fields = Filters()
    kept = {f.name: getattr(filters, f.name) for f in fields(Filters)}
    loose = Filters(**kept | {name: getattr(open_fields, name) for name in names})
    return loose.apply(dossier).incidents


def count_listed(values: pd.Series[Any]) -> dict[str, int]:
    """Count each value of lists with ``;`` between."""
    found: Counter[str] = Counter()
    for text, count in values.value_counts().items():
        found.update(dict.fromkeys(split_list(text), int(count)))
    return dict(found)


def _count(rows: gpd.GeoDataFrame, column: str) -> dict[str, int]:
    return {str(code): int(count) for code, count in count_by(rows, column).items()}


def _count_up(rows: pd.DataFrame, column: str, codes: tuple[str, ...]) -> dict[str, int]:
    found = rows[column].value_counts()
    sums = np.cumsum([int(found.get(code, 0)) for code in codes])
    return {code: int(total) for code, total in zip(codes, sums, strict=True)}
