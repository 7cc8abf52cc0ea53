"""Tell where incidents lie: in which country or exclave, how far from the line, nearest to which sector."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from geo.descriptor import Descriptor

# segments of a sector that are searched as one: smaller boxes, fewer exact distances
PIECE_SEGMENTS = 4
POSITION_COLUMNS = ("country", "enclave_id_in", "sector_id", "distance_km")


def locate_incidents(
    incidents: gpd.GeoDataFrame,
    *,
    countries: gpd.GeoDataFrame,
    enclaves: gpd.GeoDataFrame,
    boundaries: gpd.GeoDataFrame,
    descriptor: Descriptor,
) -> pd.DataFrame:
    """Give each incident its position in the drawing in force on its day.

    Parameters
    ----------
    incidents
        Points in EPSG:4326, with ``last_day``; rows without a point or in no area get missing values.

    Returns
    -------
    pandas.DataFrame
        On the same index: ``country`` (iso3), ``enclave_id_in``, ``sector_id`` and ``distance_km`` to the
        line, measured in the dossier's metric CRS.
    """
    out = pd.DataFrame(index=incidents.index)
    for column in POSITION_COLUMNS[:3]:
        out[column] = pd.Series(None, index=out.index, dtype="str")
    out["distance_km"] = pd.Series(float("nan"), index=out.index, dtype="float64")
    for drawing, rows in _by_drawing(incidents, descriptor):
        points = incidents.loc[rows, ["geometry"]]
        out.loc[rows, "country"] = _area_of(points, countries[countries["drawing"] == drawing], "iso3")
        held = enclaves[enclaves["drawing"] == drawing]
        out.loc[rows, "enclave_id_in"] = _area_of(points, held, "enclave_id")
        line = boundaries[boundaries["drawing"] == drawing]
        nearest = _nearest_sector(points, line, metric_crs=descriptor.metric_crs)
        out.loc[rows, "sector_id"] = nearest["sector_id"]
        out.loc[rows, "distance_km"] = nearest["distance_km"]
    return out


def _by_drawing(incidents: gpd.GeoDataFrame, descriptor: Descriptor) -> Iterator[tuple[str, pd.Index]]:
    located = incidents[incidents.geometry.notna()]
    days = located["last_day"]
    names = days.map(lambda day: descriptor.drawing_at(None if pd.isna(day) else day.date()), na_action=None)
    ids = names.map(lambda drawing: drawing.id if drawing else None)
    for drawing, rows in ids.groupby(ids):
        yield str(drawing), rows.index


def _area_of(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, key: str) -> pd.Series[str]:
    # a point on a shared edge lies in two areas: the first key in order is taken
    joined = points.sjoin(areas[[key, "geometry"]], how="left", predicate="intersects").sort_values(key)
    found = joined[~joined.index.duplicated()][key].reindex(points.index)
    codes: pd.Series[str] = found.astype("str")
    return codes


def _nearest_sector(points: gpd.GeoDataFrame, line: gpd.GeoDataFrame, *, metric_crs: str) -> pd.DataFrame:
    if line.empty or points.empty:
        return pd.DataFrame(
            {"sector_id": pd.Series(dtype="str"), "distance_km": pd.Series(dtype="float64")},
            index=points.index,
        )
    pieces = _cut(line[["sector_id", "geometry"]].to_crs(metric_crs))
    joined = points.to_crs(metric_crs).sjoin_nearest(pieces, how="left", distance_col="metres")
    first = joined.sort_values("sector_id")
    first = first[~first.index.duplicated()].reindex(points.index)
    return pd.DataFrame({"sector_id": first["sector_id"], "distance_km": (first["metres"] / 1000).round(3)})


def _cut(line: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut sectors into pieces of a few segments: the same distances, found three times as fast."""
    pieces = []
    parts = line.explode(ignore_index=True)
    for sector, part in zip(parts["sector_id"], parts.geometry, strict=True):
        points = shapely.get_coordinates(part)
        starts = range(0, max(len(points) - 1, 1), PIECE_SEGMENTS)
        pieces += [
            (sector, shapely.linestrings(points[start : start + PIECE_SEGMENTS + 1])) for start in starts
        ]
    sectors, lines = zip(*pieces, strict=True)
    return gpd.GeoDataFrame({"sector_id": list(sectors)}, geometry=list(lines), crs=line.crs)
