"""The what-if zone for the page: distances for any width, and areas for a stored set of widths."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import ZONE_WIDTHS_KM, Dossier
from geo.geodesic import ERROR_PERCENT, simplify_area
from geo.scenario import zone_areas, zone_distances, zone_shape
from layers.geometry import encode_shapes

# a stored zone is drawn so coarsely that its edge is off by less than a line's width when all of it is seen
_COARSEST_M = 40.0
_SHARE_OF_WIDTH = 0.015


def encode_zones(dossier: Dossier) -> dict[str, Any]:
    """Give what the page needs to draw and count zones around the line of each drawing.

    Returns
    -------
    dict
        ``error_percent`` of the areas, ``widths`` in km, and ``drawings`` by id: ``places`` (metres from the
        line in the order of the table, None where unknown), ``areas`` (a list of ``[iso3, km²]`` per width)
        and ``shapes`` (one per width, as in :func:`encode_shapes`).
    """
    return {
        "error_percent": ERROR_PERCENT,
        "widths": list(ZONE_WIDTHS_KM),
        "drawings": {drawing: _encode_drawing(dossier, drawing) for drawing in _drawn(dossier)},
    }


def measure_incidents(dossier: Dossier) -> dict[str, npt.NDArray[np.float64]]:
    """Measure how far incidents are from the line of each drawing: metres by row, NaN where unknown."""
    points = dossier.incidents.geometry
    # many incidents share a point, which is measured once
    which, _ = pd.factorize(points.to_wkb().to_numpy(), use_na_sentinel=False)
    _, first = np.unique(which, return_index=True)
    distinct = points.iloc[first]
    return {name: zone_distances(dossier, distinct, drawing=name)[which] for name in _drawn(dossier)}


def _drawn(dossier: Dossier) -> list[str]:
    lines = set(dossier.tables["boundaries"]["drawing"])
    return [drawing.id for drawing in dossier.descriptor.drawings if drawing.id in lines]


def _encode_drawing(dossier: Dossier, drawing: str) -> dict[str, Any]:
    zones = [zone_shape(dossier, drawing=drawing, width_km=width) for width in ZONE_WIDTHS_KM]
    crs = dossier.descriptor.metric_crs
    coarse = [
        simplify_area(zone, metres=max(_COARSEST_M, 1000 * width * _SHARE_OF_WIDTH), metric_crs=crs)
        for zone, width in zip(zones, ZONE_WIDTHS_KM, strict=True)
    ]
    areas = [zone_areas(dossier, zone, drawing=drawing) for zone in zones]
    return {
        "places": _metres(zone_distances(dossier, dossier.tables["places"].geometry, drawing=drawing)),
        "areas": [[[iso3, round(km2, 1)] for iso3, km2 in by.items()] for by in areas],
        "shapes": encode_shapes(gpd.GeoSeries(coarse, crs="EPSG:4326")),
    }


def _metres(distances: np.ndarray[Any, np.dtype[np.float64]]) -> list[int | None]:
    return [None if np.isnan(metres) else int(metres) for metres in distances]
