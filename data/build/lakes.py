"""Draw the lakes of the base map."""

import json
import tarfile
from typing import Any

import numpy as np
import shapely
from fetch import fetch_package
from settings import CLIP, DATA
from vectors import (
    make_feature,
    measure_area_km2,
    project_geometry,
    round_geometry,
    unproject_geometry,
    write_geojson,
)

DRAWN_FROM = "OpenStreetMap, November 2017, by @geo-maps/earth-waterbodies-10m 0.6.0"
TOLERANCE_M = 60.0
SMALLEST_KM2 = 1.5
FEWEST_VERTICES = 12
# 1 is a circle; reaches of a river and slivers are far below
LEAST_ROUNDNESS = 0.07
# lakes that the map names, by a point in them
NAMES = {
    (70.0, 40.3): "Kayrakkum reservoir (Bahri Tojik)",
}


def write_lakes() -> None:
    """Write ``lakes.geojson``, the largest lake first; triangles, slivers and river reaches are left out."""
    shapes = sorted((shape for shape in _read_water() if _is_lake(shape)), key=measure_area_km2, reverse=True)
    features: list[dict[str, Any]] = []
    for number, shape in enumerate(shapes, start=1):
        metric = shapely.simplify(project_geometry(_drop_slivers(shape)), TOLERANCE_M)
        simple = round_geometry(unproject_geometry(metric))
        properties = {"lake_id": f"lake-{number:02}", "name": _find_name(shape), "drawn_from": DRAWN_FROM}
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
    """Tell whether a body of water is large, round and detailed enough to be drawn."""
    metric = project_geometry(shapely.Polygon(shape.exterior))
    roundness = 4 * np.pi * metric.area / metric.length**2
    large = measure_area_km2(shape) >= SMALLEST_KM2
    return bool(large and roundness >= LEAST_ROUNDNESS and len(shape.exterior.coords) >= FEWEST_VERTICES)


def _drop_slivers(shape: shapely.Polygon) -> shapely.Polygon:
    """Drop the islands that are triangles or smaller than half a km2."""
    islands = [ring for ring in shape.interiors if len(ring.coords) > 4]
    kept = [ring for ring in islands if measure_area_km2(shapely.Polygon(ring)) >= 0.5]
    return shapely.Polygon(shape.exterior, kept)


def _find_name(shape: shapely.Polygon) -> str | None:
    found = [name for point, name in NAMES.items() if shape.covers(shapely.Point(point))]
    return found[0] if found else None
