"""Draw the lakes of the base map."""

import csv
import json
import tarfile
from typing import Any

import numpy as np
import shapely
from fetch import fetch_package
from settings import CLIP, DATA, TABLES
from vectors import (
    list_polygons,
    make_feature,
    measure_area_km2,
    project_geometry,
    round_geometry,
    unproject_geometry,
    write_geojson,
)

DRAWN_FROM = "OpenStreetMap, November 2017, by @geo-maps/earth-waterbodies-10m 0.6.0"
TOLERANCE_M = 20.0
# below these the shapes of the source are triangles, slivers and reaches of rivers
SMALLEST_KM2 = 25.0
FEWEST_VERTICES = 12
# degrees east: the source cuts its shapes there, so what touches it is a piece
CUT_AT = 67.5
SMALLEST_ISLAND_KM2 = 0.5
FEWEST_ISLAND_VERTICES = 5


def write_lakes() -> None:
    """Write ``lakes.geojson``, the largest lake first; triangles, slivers and river reaches are left out."""
    shapes = [_drop_slivers(shape) for shape in _read_water() if _is_lake(shape)]
    shapes.sort(key=measure_area_km2, reverse=True)
    names = _read_names()
    features: list[dict[str, Any]] = []
    for number, shape in enumerate(shapes, start=1):
        metric = shapely.simplify(project_geometry(shape), TOLERANCE_M)
        rounded = shapely.make_valid(round_geometry(unproject_geometry(metric)))
        simple = max(list_polygons(rounded), key=measure_area_km2)
        row = next((row for point, row in names.items() if shape.covers(point)), {})
        named = {key: row.get(key) for key in ("name", "name_ru")}
        properties = {"lake_id": f"lake-{number:02}", **named, "drawn_from": DRAWN_FROM}
        features.append(make_feature(properties, simple))
    write_geojson(DATA / "lakes.geojson", features)


def _read_water() -> list[shapely.Polygon]:
    """Read the bodies of water that lie in the box."""
    with tarfile.open(fetch_package("lakes")) as archive:
        file = archive.extractfile("package/map.geo.json")
        if file is None:
            raise ValueError("map.geo.json: expected a file")
        collection = json.load(file)
    rings = [rings for each in collection["geometries"] for rings in each["coordinates"]]
    first = np.array([rings[0][0] for rings in rings])
    near = (first[:, 0] > CLIP.west) & (first[:, 0] < CLIP.east)
    near &= (first[:, 1] > CLIP.south) & (first[:, 1] < CLIP.north)
    return [shapely.Polygon(rings[index][0], rings[index][1:]) for index in np.flatnonzero(near)]


def _is_lake(shape: shapely.Polygon) -> bool:
    """Tell whether a body of water is large and detailed enough to be drawn."""
    detailed = len(shape.exterior.coords) >= FEWEST_VERTICES and shape.bounds[0] > CUT_AT
    return detailed and measure_area_km2(shape) >= SMALLEST_KM2


def _drop_slivers(shape: shapely.Polygon) -> shapely.Polygon:
    """Drop the islands that are triangles or tiny."""
    islands = [ring for ring in shape.interiors if len(ring.coords) > FEWEST_ISLAND_VERTICES]
    kept = [ring for ring in islands if measure_area_km2(shapely.Polygon(ring)) >= SMALLEST_ISLAND_KM2]
    return shapely.Polygon(shape.exterior, kept)


def _read_names() -> dict[shapely.Point, dict[str, str]]:
    """Read the hand-kept names, each with a point in its lake."""
    with (TABLES / "lake_names.csv").open(encoding="utf-8", newline="") as file:
        return {shapely.Point(float(row["lon"]), float(row["lat"])): row for row in csv.DictReader(file)}
