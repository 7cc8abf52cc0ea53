"""Write geometry as whole numbers of 0.00001 degree (about a metre), each vertex as a step from the last."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

UNITS_PER_DEGREE = 100_000


def encode_points(points: gpd.GeoSeries) -> tuple[list[int | None], list[int | None]]:
    """Give latitudes and longitudes in units; None where a row has no place.

    Parameters
    ----------
    points
        In EPSG:4326; of a geometry that is no point, a point inside it is taken.
    """
    inside = points.representative_point()
    return _units(inside.y), _units(inside.x)


def encode_shapes(shapes: gpd.GeoSeries) -> list[Any]:
    """Give lines as lists of vertex runs and areas as lists of lists of rings, in EPSG:4326.

    A run or ring is ``[lat, lon, step lat, step lon, …]`` in units; a row without a shape is an empty list.
    """
    return [[] if shape is None else _encode_shape(shape) for shape in shapes]


def _units(degrees: Any) -> list[int | None]:
    return [None if np.isnan(value) else round(value * UNITS_PER_DEGREE) for value in degrees]


def _encode_shape(shape: shapely.Geometry) -> list[Any]:
    parts = shapely.get_parts(shape)
    if all(part.geom_type in {"LineString", "LinearRing"} for part in parts):
        return [_encode_run(part.coords) for part in parts]
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return [[_encode_run(ring.coords) for ring in (p.exterior, *p.interiors)] for p in polygons]


def _encode_run(coordinates: Any) -> list[int]:
    lon_lat = np.round(np.asarray(coordinates)[:, :2] * UNITS_PER_DEGREE).astype(np.int64)
    lat_lon = lon_lat[:, ::-1]
    moved = np.any(np.diff(lat_lon, axis=0, prepend=lat_lon[:1] - 1) != 0, axis=1)
    kept = lat_lon[moved]
    steps: list[int] = np.diff(kept, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return steps
