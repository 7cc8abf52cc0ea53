"""What if the border had a demilitarised zone: the strip around the line, and what lies in it.

The zone is so many kilometres of ground on both sides of the line and of the enclaves between the parties, in
the drawing in force on a day. It is arithmetic on a drawing, no proposal: nobody has agreed such a zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.descriptor import Descriptor
from geo.dossier import Dossier
from geo.filters import Filters
from geo.geodesic import area_km2, distances_m, strip_around
from geo.text import split_list

# widths of which the page carries the area, in km on each side
ZONE_WIDTHS_KM = (1, 2, 3, 5, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone holds.

    Attributes
    ----------
    width_km, drawing
        Kilometres on each side of the line, and the id of the drawing that the line is taken from.
    shown, located
        Incidents that pass the filters, and those of them with a place.
    inside
        Those whose point lies in the zone.
    sure, perhaps
        Those inside with the whole of their radius of uncertainty, and those outside whose radius reaches in.
    share
        ``inside / shown``; None when nothing is shown.
    places, population, places_uncounted
        Populated places in the zone, the people of those whose population is known, and how many are not.
    """

    width_km: float
    drawing: str
    shown: int
    located: int
    inside: int
    sure: int
    perhaps: int
    share: float | None
    places: int
    population: int
    places_uncounted: int


def zone_lines(dossier: Dossier, drawing: str) -> gpd.GeoSeries:
    """Give the lines of a drawing that a zone lies around, in EPSG:4326.

    These are its sectors, and the edges of its enclaves that one party administers inside another.
    """
    line = dossier.tables["boundaries"]
    enclaves = dossier.tables["enclaves"]
    parties = {party.id for party in dossier.descriptor.parties}
    drawn = enclaves[enclaves["administered_by"].isin(parties) & (enclaves["drawing"] == drawing)]
    around = [bool(parties & set(split_list(cell))) for cell in drawn["surrounded_by"]]
    rings = drawn.geometry.boundary[np.array(around, dtype=bool)]
    sectors = line[line["drawing"] == drawing].geometry
    return gpd.GeoSeries([*sectors, *rings], crs="EPSG:4326")


def zone_drawing(descriptor: Descriptor, day: date) -> str:
    """Give the id of the drawing whose line is in force on a day; empty when the dossier has none."""
    drawing = descriptor.drawing_at(day)
    return drawing.id if drawing else ""


def zone_distances(dossier: Dossier, points: gpd.GeoSeries, *, drawing: str) -> npt.NDArray[np.float64]:
    """Measure how far points (EPSG:4326) are from the lines of a zone: whole metres, NaN where unknown."""
    return distances_m(points, zone_lines(dossier, drawing), metric_crs=dossier.descriptor.metric_crs)


def zone_shape(dossier: Dossier, *, drawing: str, width_km: float) -> shapely.Geometry:
    """Give the zone as an area in EPSG:4326; its error is ``geo.geodesic.ERROR_PERCENT`` of its area."""
    lines = zone_lines(dossier, drawing).to_wkb().tolist()
    return _strip(tuple(lines), width_km * 1000, dossier.descriptor.metric_crs)


@lru_cache(maxsize=64)
def _strip(lines: tuple[bytes, ...], width_m: float, metric_crs: str) -> shapely.Geometry:
    # the line of a dossier is drawn again and again, and its zone is the same each time
    series = gpd.GeoSeries.from_wkb(list(lines), crs="EPSG:4326")
    return strip_around(series, width_m=width_m, metric_crs=metric_crs)


def zone_areas(dossier: Dossier, zone: shapely.Geometry, *, drawing: str) -> Mapping[str, float]:
    """Measure the zone on each side, in km².

    Parties come first, in the dossier's order, then other countries by code. What the drawing gives to no
    country is not counted.
    """
    countries = dossier.tables["countries"]
    drawn = countries[countries["drawing"] == drawing]
    held = _by_country(tuple(drawn["iso3"]), tuple(drawn.geometry.to_wkb()))
    areas = {iso3: area_km2(shapely.intersection(zone, shape)) for iso3, shape in held}
    parties = [party.id for party in dossier.descriptor.parties]
    order = [*(p for p in parties if p in areas), *sorted(set(areas) - set(parties))]
    return MappingProxyType({iso3: areas[iso3] for iso3 in order if areas[iso3] > 0})


@lru_cache(maxsize=16)
def _by_country(codes: tuple[str, ...], wkb: tuple[bytes, ...]) -> tuple[tuple[str, shapely.Geometry], ...]:
    # every width of a zone asks for the same countries
    shapes = np.array(shapely.from_wkb(list(wkb)), dtype=object)
    kept = np.array(codes)
    return tuple((iso3, shapely.union_all(shapes[kept == iso3])) for iso3 in sorted(set(codes)))


def describe_zone(dossier: Dossier, filters: Filters) -> Zone:
    """Count what the zone of ``filters.zone_km`` around the line in force on the day shown holds.

    Parameters
    ----------
    dossier
        Unfiltered; a zone of None is one of 0 km.
    """
    drawing = zone_drawing(dossier.descriptor, filters.as_of_day(dossier))
    width_km = filters.zone_km or 0.0
    incidents = filters.apply(dossier).incidents
    away = zone_distances(dossier, incidents.geometry, drawing=drawing)
    unsure = incidents["uncertainty_m"].fillna(np.inf).to_numpy(dtype=np.float64)
    edge = width_km * 1000
    inside = away <= edge
    places = dossier.tables["places"]
    near = places[zone_distances(dossier, places.geometry, drawing=drawing) <= edge]
    people = pd.to_numeric(near["population"])
    return Zone(
        width_km=width_km,
        drawing=drawing,
        shown=len(incidents),
        located=int(incidents.geometry.notna().sum()),
        inside=int(inside.sum()),
        sure=int((inside & (away + unsure <= edge)).sum()),
        perhaps=int((~inside & (away - unsure <= edge)).sum()),
        share=float(inside.sum()) / len(incidents) if len(incidents) else None,
        places=len(near),
        population=int(people.fillna(0).sum()),
        places_uncounted=int(people.isna().sum()),
    )


def count_by_width(dossier: Dossier, filters: Filters, *, widths_km: tuple[float, ...]) -> pd.Series[Any]:
    """Count the shown incidents inside zones of several widths, indexed by width in km."""
    drawing = zone_drawing(dossier.descriptor, filters.as_of_day(dossier))
    away = zone_distances(dossier, filters.apply(dossier).incidents.geometry, drawing=drawing)
    counts = [int((away <= width * 1000).sum()) for width in widths_km]
    return pd.Series(counts, index=pd.Index(widths_km, name="width_km"), name="incidents")
