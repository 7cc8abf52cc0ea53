"""Where two drawings of the line differ: a comparison of open data, never of land that changed hands."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from geo.descriptor import Drawing
from geo.dossier import Dossier
from geo.geodesic import area_km2

# pieces below this are noise of digitising
LEAST_KM2 = 0.02
COLUMNS = ("iso3", "iso3_before", "drawing", "drawing_before", "area_km2")


def compared_drawings(dossier: Dossier) -> tuple[Drawing, Drawing] | None:
    """Give the two latest drawings that have countries, earlier first; None when there are not two."""
    held = set(dossier.tables["countries"]["drawing"])
    drawn = [drawing for drawing in dossier.descriptor.drawings if drawing.id in held]
    return (drawn[-2], drawn[-1]) if len(drawn) > 1 else None


def difference_of_drawings(dossier: Dossier) -> gpd.GeoDataFrame:
    """Give the areas that the two latest drawings put on different sides of the line between the parties.

    It says that two states of open data draw the line in different places. It does not say that land was
    exchanged, nor which of the drawings is right: mapping errors and the settlement are in it alike.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per piece, parties in the dossier's order and the largest first: ``iso3`` and
        ``iso3_before`` (whose side it lies on in the later and in the earlier drawing), ``drawing``,
        ``drawing_before``, ``area_km2``.
    """
    pair = compared_drawings(dossier)
    rows = _pieces(dossier, *pair) if pair else []
    frame = pd.DataFrame([row[:-1] for row in rows], columns=list(COLUMNS))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([row[-1] for row in rows], crs="EPSG:4326"))


def _pieces(
    dossier: Dossier, earlier: Drawing, later: Drawing
) -> list[tuple[str, str, str, str, float, shapely.Geometry]]:
    parties = [party.id for party in dossier.descriptor.parties]
    before = {party: _territory(dossier, earlier.id, party) for party in parties}
    now = {party: _territory(dossier, later.id, party) for party in parties}
    rows = []
    for party in parties:
        for other in parties:
            if party == other:
                continue
            common = shapely.intersection(now[party], before[other])
            parts = [part for part in shapely.get_parts(common) if part.geom_type == "Polygon"]
            sized = sorted(((area_km2(part), part) for part in parts), key=lambda pair: -pair[0])
            rows += [
                (party, other, later.id, earlier.id, round(size, 3), part)
                for size, part in sized
                if size >= LEAST_KM2
            ]
    return rows


def _territory(dossier: Dossier, drawing: str, party: str) -> shapely.Geometry:
    countries = dossier.tables["countries"]
    own = countries[(countries["drawing"] == drawing) & (countries["iso3"] == party)]
    return shapely.union_all(own.geometry.to_numpy())
