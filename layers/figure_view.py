"""What part of the world a map shows, and where on the sheet a place lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Dossier
from geo.briefing import Briefing
from geo.descriptor import Bounds
from layers.figure_sheet import Box

EARTH_M = 40_075_016.686
# points of the page's map to which a zoom level refers: a map 1,100 pixels wide
_PAGE_WIDTH = 1100
_LEAST_M = 40_000  # a frame is never narrower than this, in metres of the projection


@dataclass(frozen=True, slots=True)
class View:
    """A window on Web Mercator.

    Attributes
    ----------
    frame
        The box on the sheet, in points.
    west_m, south_m
        Web Mercator coordinates of its lower left corner.
    scale
        Points per metre of the projection.
    """

    frame: Box
    west_m: float
    south_m: float
    scale: float

    def project(self, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give points of the sheet for pairs of longitude and latitude in degrees."""
        metres = mercator(lon_lat)
        corner = np.array([self.west_m, self.south_m])
        origin = np.array([self.frame.left, self.frame.bottom])
        out: NDArray[np.float64] = (metres - corner) * self.scale + origin
        return out

    def project_metres(self, x: float, y: float) -> tuple[float, float]:
        """Give the point of the sheet for a point in metres of the projection."""
        return self.frame.left + (x - self.west_m) * self.scale, self.frame.bottom + (
            y - self.south_m
        ) * self.scale

    def shapes(self, series: gpd.GeoSeries) -> list[Any]:
        """Give shapely geometries in points of the sheet, in the order of the series (None stays None)."""
        return [None if g is None else shapely.transform(g, self.project) for g in series]

    def metres(self, ground_m: float, lat: float) -> float:
        """Give the length in points of so many metres on the ground at a latitude."""
        return float(ground_m * self.scale / np.cos(np.radians(lat)))

    @property
    def bounds(self) -> Bounds:
        """Give the frame in degrees."""
        east_m = self.west_m + self.frame.width / self.scale
        north_m = self.south_m + self.frame.height / self.scale
        (west, south), (east, north) = (
            _degrees(x, y) for x, y in ((self.west_m, self.south_m), (east_m, north_m))
        )
        return Bounds(west, south, east, north)


def mercator(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project degrees to metres of Web Mercator (EPSG:3857)."""
    turn = EARTH_M / (2 * np.pi)
    radians = np.radians(np.clip(lon_lat, [-180, -85.0511], [180, 85.0511]))
    return np.column_stack([radians[:, 0] * turn, np.log(np.tan(np.pi / 4 + radians[:, 1] / 2)) * turn])


def _degrees(x: float, y: float) -> tuple[float, float]:
    turn = EARTH_M / (2 * np.pi)
    return float(np.degrees(x / turn)), float(np.degrees(2 * np.arctan(np.exp(y / turn)) - np.pi / 2))


def fit_view(dossier: Dossier, briefing: Briefing, frame: Box) -> View:
    """Choose the window: the frame asked for, else the viewport, else what is shown.

    Parameters
    ----------
    dossier
        With the incidents that pass only.
    """
    if briefing.bbox:
        return fit_around(corners_of(briefing.bbox), frame, margin=0.0)
    if briefing.state.view:
        lat, lon, zoom = briefing.state.view
        centre = mercator(np.array([[lon, lat]]))[0]
        scale = frame.width / (_PAGE_WIDTH * EARTH_M / (256 * 2**zoom))
        return View(frame, centre[0] - frame.width / 2 / scale, centre[1] - frame.height / 2 / scale, scale)
    points = dossier.incidents.geometry.dropna()
    if points.empty:
        return _fill(corners_of(dossier.descriptor.bounds), frame)
    west, south, east, north = points.total_bounds
    return fit_around(corners_of(Bounds(west, south, east, north)), frame, margin=0.09)


def _fill(corners: NDArray[np.float64], frame: Box) -> View:
    """Show the middle of what lies between two corners, so that nothing beyond them is in the frame."""
    (wide, tall), centre = corners[1] - corners[0], corners.mean(axis=0)
    scale = float(max(frame.width / wide, frame.height / tall))
    west, south = centre - np.array([frame.width, frame.height]) / 2 / scale
    return View(frame, float(west), float(south), scale)


def corners_of(box: Bounds) -> NDArray[np.float64]:
    """Give the south-west and north-east corner in metres of the projection."""
    return mercator(np.array([[box.west, box.south], [box.east, box.north]]))


def fit_around(corners: NDArray[np.float64], frame: Box, *, margin: float) -> View:
    """Show all between two corners, in metres of the projection, with a share of margin on each side."""
    centre = corners.mean(axis=0)
    wide, tall = np.maximum(corners[1] - corners[0], _LEAST_M if margin else 0.0) * (1 + 2 * margin)
    scale = float(min(frame.width / wide, frame.height / tall))
    return View(
        frame,
        float(centre[0] - frame.width / 2 / scale),
        float(centre[1] - frame.height / 2 / scale),
        scale,
    )
