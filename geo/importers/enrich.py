"""Join accepted incidents to the dossier's areas, line and hotspots, exactly as reading a dossier does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.dates import widen_span
from geo.descriptor import Descriptor
from geo.dossier import Dossier
from geo.importers.limits import HOTSPOT_KM
from geo.position import POSITION_COLUMNS, locate_incidents

_DAYS = ["date_start", "date_end", "date_precision"]
# a point of a district or province is no evidence for a village
_TOO_COARSE = ("district", "province", "region", "country")


@dataclass(frozen=True, slots=True)
class Layers:
    """What incidents are joined to; small, and the same for every part."""

    countries: gpd.GeoDataFrame
    enclaves: gpd.GeoDataFrame
    boundaries: gpd.GeoDataFrame
    hotspots: gpd.GeoDataFrame
    descriptor: Descriptor


def layers_of(dossier: Dossier) -> Layers:
    """Take from a dossier what incidents are joined to, in a form that can travel to other processes."""
    tables = dossier.tables
    descriptor = replace(dossier.descriptor, labels={}, uncertainty_m={}, resources=(), translations={})
    return Layers(
        tables["countries"], tables["enclaves"], tables["boundaries"], tables["hotspots"], descriptor
    )


def enrich(incidents: pa.Table, layers: Layers) -> pa.Table:
    """Add country, exclave, nearest sector and its distance, and the hotspot to accepted incidents.

    Parameters
    ----------
    incidents
        With ``longitude`` and ``latitude`` (EPSG:4326) and the columns of a date.

    Returns
    -------
    pyarrow.Table
        The same rows in the same order, with ``country``, ``enclave_id_in``, ``sector_id``, ``distance_km``,
        ``hotspot_km`` and ``geometry`` (well-known binary) instead of longitude and latitude; ``hotspot_id``
        is filled where a hotspot lies within 5 km of a point that is known that well.
    """
    days = incidents.select(_DAYS).to_pandas()
    for column in _DAYS[:2]:
        days[column] = pd.to_datetime(days[column]).astype("datetime64[s]")
    x, y = (incidents[name].to_numpy() for name in ("longitude", "latitude"))
    located = np.isfinite(x) & np.isfinite(y)
    last_day = widen_span(days)["last_day"]
    position = _locate(x, y, located, last_day, layers)
    hotspot = _nearest_hotspot(x, y, located, layers)
    near = hotspot["hotspot_km"].le(HOTSPOT_KM) & ~incidents["geo_precision"].to_pandas().isin(_TOO_COARSE)
    given = incidents["hotspot_id"].to_pandas()
    filled = given.where(given.notna(), hotspot["hotspot_id"].where(near, None))
    out = incidents.drop_columns(["longitude", "latitude"])
    out = out.set_column(out.schema.get_field_index("hotspot_id"), "hotspot_id", _text(filled))
    for column in POSITION_COLUMNS[:3]:
        out = out.append_column(column, _text(position[column]))
    out = out.append_column("distance_km", pa.array(position["distance_km"], pa.float64(), from_pandas=True))
    kilometres = hotspot["hotspot_km"].where(near)
    out = out.append_column("hotspot_km", pa.array(kilometres, pa.float64(), from_pandas=True))
    return out.append_column("geometry", _points(x, y, located))


def _text(values: pd.Series[Any]) -> pa.Array:
    return pa.array(values.astype("object").where(values.notna(), None).tolist(), pa.string())


def _points(x: Any, y: Any, located: Any) -> pa.Array:
    points = np.full(len(x), None, dtype=object)
    points[located] = shapely.to_wkb(shapely.points(x[located], y[located]))
    return pa.array(points, pa.binary())


def _locate(x: Any, y: Any, located: Any, last_day: pd.Series[Any], layers: Layers) -> pd.DataFrame:
    """Locate each distinct point and drawing once: event data repeats the points of its gazetteer."""
    drawing = _drawings(last_day, layers.descriptor)
    keys = pd.DataFrame({"x": x, "y": y, "drawing": drawing})[located]
    distinct = keys.drop_duplicates(ignore_index=True)
    day = dict(zip(drawing, last_day, strict=True))
    frame = gpd.GeoDataFrame(
        {"last_day": pd.Series([day[d] for d in distinct["drawing"]], dtype="datetime64[s]")},
        geometry=gpd.points_from_xy(distinct["x"], distinct["y"]),
        crs="EPSG:4326",
    )
    found = locate_incidents(
        frame,
        countries=layers.countries,
        enclaves=layers.enclaves,
        boundaries=layers.boundaries,
        descriptor=layers.descriptor,
    )
    codes = keys.merge(distinct.reset_index(names="point"), on=["x", "y", "drawing"], how="left")["point"]
    out = found.iloc[codes.to_numpy()].set_axis(keys.index)
    located_rows: pd.DataFrame = out.reindex(range(len(x)))
    return located_rows


def _drawings(last_day: pd.Series[Any], descriptor: Descriptor) -> Any:
    codes, days = pd.factorize(last_day, use_na_sentinel=False)
    found = [descriptor.drawing_at(None if pd.isna(day) else day.date()) for day in days]
    return np.array([drawing.id if drawing else "" for drawing in found], dtype=object)[codes]


def _nearest_hotspot(x: Any, y: Any, located: Any, layers: Layers) -> pd.DataFrame:
    out = pd.DataFrame({"hotspot_id": pd.Series([None] * len(x), dtype=object), "hotspot_km": np.nan})
    known = layers.hotspots[layers.hotspots.geometry.notna()].sort_values("hotspot_id")
    if known.empty or not located.any():
        return out
    metric = layers.descriptor.metric_crs
    distinct, codes = np.unique(np.column_stack([x[located], y[located]]), axis=0, return_inverse=True)
    points = gpd.GeoSeries(gpd.points_from_xy(distinct[:, 0], distinct[:, 1]), crs="EPSG:4326").to_crs(metric)
    tree = shapely.STRtree(known.geometry.to_crs(metric).to_numpy())
    pairs, metres = tree.query_nearest(points.to_numpy(), return_distance=True, all_matches=False)
    ids, km = np.full(len(distinct), None, dtype=object), np.full(len(distinct), np.nan)
    ids[pairs[0]], km[pairs[0]] = known["hotspot_id"].to_numpy()[pairs[1]], (metres / 1000).round(3)
    codes = codes.ravel()
    out.loc[located, "hotspot_id"], out.loc[located, "hotspot_km"] = ids[codes], km[codes]
    return out
