"""Where incidents lie: the quick ways give what the plain joins give."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.position import locate_incidents


def test_sectors_cut_into_pieces_give_the_same_sector_and_distance(shipped):
    random = np.random.default_rng(1)
    west, south, east, north = 69.0, 39.2, 72.0, 40.6
    points = gpd.GeoDataFrame(
        {"last_day": pd.Series(pd.NaT, index=range(300), dtype="datetime64[s]")},
        geometry=gpd.points_from_xy(random.uniform(west, east, 300), random.uniform(south, north, 300)),
        crs="EPSG:4326",
    )
    tables, metric = shipped.tables, shipped.descriptor.metric_crs
    found = locate_incidents(
        points,
        countries=tables["countries"],
        enclaves=tables["enclaves"],
        boundaries=tables["boundaries"],
        descriptor=shipped.descriptor,
    )
    drawing = shipped.descriptor.drawing_at(None).id
    line = tables["boundaries"][tables["boundaries"]["drawing"] == drawing].to_crs(metric)
    plain = points.to_crs(metric).sjoin_nearest(line[["sector_id", "geometry"]], distance_col="metres")
    plain = plain.sort_values("sector_id")
    plain = plain[~plain.index.duplicated()].sort_index()
    assert found["sector_id"].tolist() == plain["sector_id"].tolist()
    assert np.abs(found["distance_km"] * 1000 - plain["metres"]).max() <= 0.5 + 1e-6
