"""Draw the countries: one coverage per drawing, at full resolution and simplified."""

import csv
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from releases import read_release
from settings import CLIP, CORE, CORE_TOLERANCE_M, DATA, DRAWINGS, REST_TOLERANCE_M, TABLES
from vectors import (
    list_polygons,
    make_feature,
    project_geometry,
    round_geometry,
    unproject_geometry,
    write_geojson,
)

Polygons = dict[str, shapely.MultiPolygon]


@dataclass(frozen=True)
class Drawing:
    """The countries of one dated state of open data, in degrees, clipped to the build's box."""

    drawing: str
    full: Polygons
    simple: Polygons


def read_drawings() -> list[Drawing]:
    """Read every drawing and simplify it; see ``simplify_coverage``."""
    drawings = []
    for drawing in DRAWINGS:
        full = _read_countries(drawing)
        drawings.append(Drawing(drawing, full, simplify_coverage(full)))
    return drawings


def simplify_coverage(full: Polygons) -> Polygons:
    """
    Simplify countries together, so that no gap or overlap opens between them.

    Parameters
    ----------
    full
        Polygons by country, in degrees (EPSG:4326), without gaps or overlaps.

    Returns
    -------
    dict
        The same countries, finer in the box ``CORE`` than around it, rounded to 5 decimals.
    """
    core = shapely.box(*CORE)
    inside = {iso3: shapely.intersection(shape, core) for iso3, shape in full.items()}
    around = {iso3: shapely.difference(shape, core) for iso3, shape in full.items()}
    parts = [
        _simplify_part(inside, tolerance=CORE_TOLERANCE_M),
        _simplify_part(around, tolerance=REST_TOLERANCE_M),
    ]
    simple = {}
    for iso3 in full:
        shapes = [part[iso3] for part in parts if iso3 in part]
        simple[iso3] = shapely.MultiPolygon(list_polygons(shapely.union_all(shapes)))
    return simple


def _simplify_part(part: Polygons, *, tolerance: float) -> Polygons:
    """Simplify the non-empty countries of a part; tolerance in metres."""
    kept = {iso3: shapely.MultiPolygon(list_polygons(shape)) for iso3, shape in part.items()}
    kept = {iso3: round_geometry(shape, decimals=7) for iso3, shape in kept.items() if not shape.is_empty}
    metric = np.array([project_geometry(shape) for shape in kept.values()])
    simple = shapely.coverage_simplify(metric, tolerance)
    return {iso3: round_geometry(unproject_geometry(shape)) for iso3, shape in zip(kept, simple, strict=True)}


def _read_countries(drawing: str) -> Polygons:
    """Read the polygons of the countries that reach into the box, clipped to it."""
    rows = read_country_rows()
    zones = [zone for row in rows for zone in row["zones"].split(";")]
    polygons = read_release(drawing, zones)
    box = shapely.box(*CLIP)
    countries = {}
    for row in rows:
        rings = [each for zone in row["zones"].split(";") for each in polygons[zone]]
        shapes = [shapely.Polygon(first, holes) for first, *holes in rings]
        near = [shape for shape in shapes if shape.intersects(box)]
        # zones may overlap (Shanghai and Urumqi do), hence the union
        whole = shapely.union_all(near) if len(row["zones"].split(";")) > 1 else shapely.MultiPolygon(near)
        clipped = shapely.MultiPolygon(list_polygons(shapely.intersection(whole, box)))
        countries[row["iso3"]] = round_geometry(clipped, decimals=7)
    return countries


def read_country_rows() -> list[dict[str, str]]:
    """Read the hand-kept table of countries: names, and the time zones that make each up."""
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_countries(drawings: list[Drawing]) -> None:
    """Write ``countries.geojson``: one feature per country and drawing."""
    names = {row.pop("iso3"): row for row in read_country_rows()}
    features: list[dict[str, Any]] = []
    for drawing in drawings:
        for iso3, shape in sorted(drawing.simple.items()):
            properties = {"iso3": iso3, "drawing": drawing.drawing}
            properties |= {key: text for key, text in names[iso3].items() if key != "zones"}
            features.append(make_feature(properties, shape))
    features.sort(key=lambda each: (each["properties"]["iso3"], each["properties"]["drawing"]))
    write_geojson(DATA / "countries.geojson", features)
