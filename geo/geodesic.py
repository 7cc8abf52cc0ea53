"""Distances, strips and areas on the ellipsoid, computed in a metric CRS and corrected by its scale.

A conformal CRS such as UTM enlarges every direction at a place by the same factor, which pyproj gives.
Lengths divided by it are those on the ground: for the distances of a border zone within a metre, for the
areas of a strip within 0.2 %, also 400 km from the CRS's central meridian. A line runs straight in longitude
and latitude between its vertices, as RFC 7946 says.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

ERROR_PERCENT = 0.2
_GEOD = pyproj.Geod(ellps="WGS84")
# a line is cut into pieces so short, or no longer than twice a strip is wide, that the scale hardly changes
_PIECE_M = 5_000.0
# degrees between vertices, so that a long segment bends with the CRS
_STEP_DEGREES = 0.02
# segments per quarter circle: the chords of an arc fall short of it by 0.12 % of its radius at most
_QUARTER = 16
# share of a strip's width by which its line may be straightened first
_STRAIGHTEN = 0.0005
# metres between vertices of a strip on their way back to degrees
_EDGE_M = 1_000.0

Floats = npt.NDArray[np.float64]


def area_km2(shape: shapely.Geometry) -> float:
    """Measure an area in EPSG:4326 on the ellipsoid, in km²; what is no area counts nothing."""
    rings = [ring for part in _polygons(shape) for ring in (part.exterior, *part.interiors)]
    # whole arrays of coordinates: pyproj would take a geometry apart vertex by vertex
    total = sum(_GEOD.polygon_area_perimeter(*shapely.get_coordinates(ring).T)[0] for ring in rings)
    return float(total) / 1e6


def distances_m(points: gpd.GeoSeries, lines: gpd.GeoSeries, *, metric_crs: str) -> npt.NDArray[np.float64]:
    """Measure how far points are from the nearest of some lines.

    Parameters
    ----------
    points, lines
        In EPSG:4326; a missing point has no distance.

    Returns
    -------
    numpy.ndarray
        Whole metres on the ground, in the order of the points; NaN without a point or without a line.
    """
    out = np.full(len(points), np.nan)
    has_point = (points.notna() & ~points.is_empty).to_numpy()
    pieces = _pieces(lines, metric_crs)
    if not has_point.any() or not len(pieces):
        return out
    flat = points[has_point].to_crs(metric_crs).to_numpy()
    which, nearest = shapely.STRtree(pieces).query_nearest(flat, all_matches=False)
    ways = shapely.shortest_line(flat[which], pieces[nearest])
    metres = np.empty(len(flat))
    metres[which] = shapely.length(ways) / _scale_along(ways, metric_crs)
    out[has_point] = np.round(metres)
    return out


def strip_around(lines: gpd.GeoSeries, *, width_m: float, metric_crs: str) -> shapely.Geometry:
    """Give the strip of ground no farther than a width from some lines, on both sides, in EPSG:4326."""
    pieces = _pieces(lines, metric_crs, piece_m=max(_PIECE_M, 2 * width_m))
    if not len(pieces) or width_m <= 0:
        return shapely.MultiPolygon()
    pieces = shapely.simplify(pieces, width_m * _STRAIGHTEN)
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    widths = width_m * _scale(shapely.get_coordinates(middle), metric_crs)
    strip = shapely.union_all(shapely.buffer(pieces, widths, quad_segs=_QUARTER))
    return _to_degrees(shapely.segmentize(strip, _EDGE_M), metric_crs)


def simplify_area(shape: shapely.Geometry, *, metres: float, metric_crs: str) -> shapely.Geometry:
    """Leave out vertices of an area in EPSG:4326 that lie no farther than some metres from its edge."""
    flat = gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(metric_crs).iloc[0]
    return _to_degrees(shapely.simplify(flat, metres), metric_crs)


def _to_degrees(shape: shapely.Geometry, metric_crs: str) -> shapely.Geometry:
    return gpd.GeoSeries([shape], crs=metric_crs).to_crs("EPSG:4326").iloc[0]


def _polygons(shape: shapely.Geometry) -> list[Any]:
    # shells counter-clockwise and holes clockwise, so that areas add and subtract
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return [shapely.orient_polygons(part) for part in parts]


def _pieces(lines: gpd.GeoSeries, metric_crs: str, *, piece_m: float = _PIECE_M) -> npt.NDArray[Any]:
    """Cut lines into short runs of vertices in the metric CRS."""
    filled = lines[lines.notna() & ~lines.is_empty]
    if filled.empty:
        return np.array([], dtype=object)
    runs = filled.segmentize(_STEP_DEGREES).to_crs(metric_crs).explode().to_numpy()
    return np.array(
        [piece for run in runs for piece in _cut(shapely.get_coordinates(run), piece_m)], dtype=object
    )


def _cut(vertices: Floats, piece_m: float) -> list[shapely.LineString]:
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))))
    ends = np.flatnonzero(np.diff(along // piece_m) > 0) + 1
    bounds = [0, *ends.tolist(), len(vertices) - 1]
    return [shapely.LineString(vertices[a : b + 1]) for a, b in pairwise(bounds) if b > a]


def _scale(flat: Floats, metric_crs: str) -> Floats:
    """Give the factor by which the CRS enlarges lengths at points in it."""
    crs = pyproj.CRS(metric_crs)
    lon, lat = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(*flat.T)
    factors = pyproj.Proj(crs).get_factors(lon, lat)
    return np.sqrt(np.asarray(factors.areal_scale, dtype=np.float64))


def _scale_along(ways: npt.NDArray[Any], metric_crs: str) -> Floats:
    """Average the scale along straight ways by Simpson's rule."""
    ends = shapely.get_coordinates(ways).reshape(-1, 2, 2)
    start, end = ends[:, 0], ends[:, 1]
    middle = (start + end) / 2
    parts = [_scale(flat, metric_crs) for flat in (start, middle, end)]
    weighted: Floats = (parts[0] + 4 * parts[1] + parts[2]) / 6
    return weighted
