"""Join accepted incidents to the dossier's areas, line and hotspots, exactly as reading a dossier does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.dates import widen_span
from geo.descriptor import Descriptor
from geo.dossier import Dossier
from geo.importers.known_places import KnownPlaces
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
    known: KnownPlaces = field(default_factory=KnownPlaces, compare=False, repr=False)


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
    x, y = (incidents[name].to_numpy() for name in ("longitude", "latitude"))
    found, codes = _locate(x, y, incidents, layers)
    position = {name: _taken(found[name], codes) for name in (*POSITION_COLUMNS, "hotspot_id", "hotspot_km")}
    near = pc.less_equal(position["hotspot_km"], HOTSPOT_KM)
    near = pc.and_(near, pc.invert(pc.is_in(incidents["geo_precision"], pa.array(_TOO_COARSE))))
    near = pc.fill_null(near, False)
    out = incidents.drop_columns(["longitude", "latitude"])
    hotspot = pc.coalesce(incidents["hotspot_id"], pc.if_else(near, position["hotspot_id"], None))
    out = out.set_column(out.schema.get_field_index("hotspot_id"), "hotspot_id", hotspot.cast(pa.string()))
    for column in POSITION_COLUMNS:
        out = out.append_column(column, position[column])
    out = out.append_column("hotspot_km", pc.if_else(near, position["hotspot_km"], None).cast(pa.float64()))
    return out.append_column("geometry", _points(x, y))


def _taken(values: pd.Series[Any], codes: pa.Array) -> pa.Array:
    numeric = pd.api.types.is_float_dtype(values)
    kind = pa.float64() if numeric else pa.string()
    return pa.array(values.astype("float64" if numeric else "object"), kind, from_pandas=True).take(codes)


def _points(x: Any, y: Any) -> pa.Array:
    located = np.isfinite(x) & np.isfinite(y)
    # little-endian well-known binary of a point: order 1, type 1, longitude, latitude
    records = np.empty(len(x), dtype=[("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    records["order"], records["type"], records["x"], records["y"] = 1, 1, x, y
    fixed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(records.itemsize), len(x), [None, pa.py_buffer(records)]
    )
    return pc.if_else(pa.array(located), fixed.cast(pa.binary()), pa.scalar(None, pa.binary()))


def _locate(x: Any, y: Any, incidents: pa.Table, layers: Layers) -> tuple[pd.DataFrame, pa.Array]:
    """Give what is found for the distinct points, and for each row its point's number (none: no place)."""
    located = np.isfinite(x) & np.isfinite(y)
    drawings, days = _drawings(incidents, layers.descriptor)
    keys = pd.DataFrame({"x": x[located], "y": y[located], "drawing": drawings[located]})
    numbers = keys.groupby(["x", "y", "drawing"], sort=False).ngroup().to_numpy()
    found = layers.known.look_up(
        keys.drop_duplicates(ignore_index=True), lambda fresh: _locate_points(fresh, days, layers)
    )
    codes = np.zeros(len(x), dtype="int64")
    codes[located] = numbers
    return found, pa.array(codes, mask=~located)


def _locate_points(keys: pd.DataFrame, days: Mapping[str, pd.Timestamp], layers: Layers) -> pd.DataFrame:
    frame = gpd.GeoDataFrame(
        {"last_day": pd.Series([days[key] for key in keys["drawing"]], dtype="datetime64[s]")},
        geometry=gpd.points_from_xy(keys["x"], keys["y"]),
        crs="EPSG:4326",
    )
    found = locate_incidents(
        frame,
        countries=layers.countries,
        enclaves=layers.enclaves,
        boundaries=layers.boundaries,
        descriptor=layers.descriptor,
    )
    return found.join(_nearest_hotspot(frame.geometry, layers))


def _drawings(incidents: pa.Table, descriptor: Descriptor) -> tuple[Any, dict[str, pd.Timestamp]]:
    """Give for each row the id of the drawing in force on its last day, and for each drawing such a day."""
    days = incidents.select(_DAYS).to_pandas(date_as_object=False)
    codes, distinct = pd.factorize(widen_span(days)["last_day"], use_na_sentinel=False)
    found = [descriptor.drawing_at(None if pd.isna(day) else day.date()) for day in distinct]
    ids = [drawing.id if drawing else "" for drawing in found]
    return np.array(ids, dtype=object)[codes], dict(zip(ids, distinct, strict=True))


def _nearest_hotspot(points: gpd.GeoSeries, layers: Layers) -> pd.DataFrame:
    ids, km = np.full(len(points), None, dtype=object), np.full(len(points), np.nan)
    known = layers.hotspots[layers.hotspots.geometry.notna()].sort_values("hotspot_id")
    if len(known) and len(points):
        metric = layers.descriptor.metric_crs
        tree = shapely.STRtree(known.geometry.to_crs(metric).to_numpy())
        pairs, metres = tree.query_nearest(
            points.to_crs(metric).to_numpy(), return_distance=True, all_matches=False
        )
        ids[pairs[0]], km[pairs[0]] = known["hotspot_id"].to_numpy()[pairs[1]], (metres / 1000).round(3)
    return pd.DataFrame({"hotspot_id": ids, "hotspot_km": km}, index=points.index)
