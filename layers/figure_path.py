"""Shapes of shapely as paths of matplotlib."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path


def polygon_path(shape: Any) -> Path | None:
    """Give all rings of an area as one path; holes run the other way, so that they stay open."""
    if shape is None or shape.is_empty:
        return None
    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            oriented = shapely.orient_polygons(part)
            rings += [ring.coords for ring in (oriented.exterior, *oriented.interiors)]
    return _join(rings, closed=True)


def box_path(left: float, bottom: float, right: float, top: float) -> Path:
    """Give a rectangle as a path."""
    return Path([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)], closed=True)


def line_path(shape: Any) -> Path | None:
    """Give all runs of a line, or the edges of an area, as one open path."""
    if shape is None or shape.is_empty:
        return None
    parts = shapely.get_parts(shape)
    return _join([p.coords for p in parts if p.geom_type in {"LineString", "LinearRing"}], closed=False)


def _join(runs: list[Any], *, closed: bool) -> Path | None:
    if not runs:
        return None
    vertices, codes = [], []
    for run in runs:
        points = np.asarray(run)[:, :2]
        kinds = np.full(len(points), Path.LINETO, dtype=np.uint8)
        kinds[0] = Path.MOVETO
        if closed:
            kinds[-1] = Path.CLOSEPOLY
        vertices.append(points)
        codes.append(kinds)
    return Path(np.concatenate(vertices), np.concatenate(codes))
