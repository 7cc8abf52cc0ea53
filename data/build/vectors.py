"""Share small steps on geometries: parts, projection, rounding, geodesic measures, files."""

import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from settings import DECIMALS, METRIC_CRS

Coordinates = NDArray[np.float64]

GEOD = Geod(ellps="WGS84")
_TO_METRES = Transformer.from_crs(4326, METRIC_CRS, always_xy=True)
_TO_DEGREES = Transformer.from_crs(METRIC_CRS, 4326, always_xy=True)


def project_geometry(geometry: shapely.Geometry) -> shapely.Geometry:
    """Project a geometry from degrees (EPSG:4326) to metres (EPSG:32642)."""
    return shapely.transform(geometry, _step(_TO_METRES))


def unproject_geometry(geometry: shapely.Geometry) -> shapely.Geometry:
    """Bring a geometry back from metres (EPSG:32642) to degrees (EPSG:4326)."""
    return shapely.transform(geometry, _step(_TO_DEGREES))


def _step(transformer: Transformer) -> Callable[[Coordinates], Coordinates]:
    return lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


def round_geometry(geometry: shapely.Geometry, *, decimals: int = DECIMALS) -> shapely.Geometry:
    """Round the coordinates (degrees) of a geometry; vertices that become equal are merged."""
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, decimals) + 0.0)
    return shapely.remove_repeated_points(rounded)


def list_polygons(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    """List the polygons of a geometry, dropping points, lines and empty parts."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def measure_area_km2(geometry: shapely.Geometry) -> float:
    """Measure the geodesic area (WGS84) of a polygon in degrees, in km2."""
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in list_polygons(geometry)) / 1e6


def measure_length_km(geometry: shapely.Geometry) -> float:
    """Measure the geodesic length (WGS84) of a line in degrees, in km."""
    return float(GEOD.geometry_length(geometry)) / 1e3


def find_shared_line(first: shapely.Geometry, second: shapely.Geometry) -> shapely.MultiLineString:
    """
    Find the line made of the edges that two polygons have in common.

    Parameters
    ----------
    first, second
        Polygons of one coverage: along a common line they have the same vertices.

    Returns
    -------
    MultiLineString
        Merged parts in a fixed order and direction, in the coordinates of the arguments.
    """
    edges = sorted(_list_edges(first) & _list_edges(second))
    merged = shapely.line_merge(shapely.MultiLineString(edges))
    parts = sorted(min(part.coords[:], part.coords[::-1]) for part in shapely.get_parts(merged))
    return shapely.MultiLineString(parts)


def _list_edges(geometry: shapely.Geometry) -> set[tuple[tuple[float, float], tuple[float, float]]]:
    edges = set()
    for polygon in list_polygons(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            points = list(ring.coords)
            edges |= {(min(a, b), max(a, b)) for a, b in pairwise(points)}
    return edges


def write_geojson(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """
    Write features as RFC 7946 GeoJSON, one feature per line, always the same bytes.

    Parameters
    ----------
    path
        File to write.
    features
        Features in the order in which they shall stand; see ``make_feature``.
    """
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features]
    body = ",\n".join(lines)
    path.write_text(
        f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8", newline="\n"
    )


def make_feature(properties: dict[str, Any], geometry: shapely.Geometry | None) -> dict[str, Any]:
    """Make a GeoJSON feature; polygons get the ring order of RFC 7946 and a fixed first vertex."""
    shape = None
    if geometry is not None:
        if isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
            geometry = shapely.orient_polygons(shapely.normalize(geometry))
        shape = shapely.geometry.mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": shape}
