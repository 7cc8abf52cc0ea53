"""Read a GeoParquet file of points column by column, in order of its days: never the whole table twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from geo.dates import widen_span
from geo.ordered import day_order

_SPAN = ("date_start", "date_end", "date_precision")
_CRS = "EPSG:4326"
# a point in well-known binary: byte order (1 is little-endian), type (1 is a point), longitude, latitude
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def read_by_columns(path: Path) -> gpd.GeoDataFrame | None:
    """Read incidents sorted by their first day; None when the file is not such a one as an import writes."""
    with pq.ParquetFile(path) as file:
        geometry = _plain_points(file.schema_arrow.metadata or {})
        names = file.schema_arrow.names
        if geometry not in names or not set(_SPAN) <= set(names):
            return None
        order = day_order(_first_days(file))
        columns = {name: _column(file, name, order) for name in names if name != geometry}
        columns = _share_empty(columns)
        points = _points(_ordered(file.read(columns=[geometry]).column(0), order))
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(points, crs=_CRS, name="geometry"), copy=False)


def _plain_points(metadata: Mapping[bytes, bytes]) -> str:
    """Name the geometry column where it is well-known binary in longitude and latitude; else nothing."""
    said = json.loads(metadata.get(b"geo", b"{}"))
    name = said.get("primary_column", "")
    column = said.get("columns", {}).get(name, {})
    plain = column.get("encoding") == "WKB" and "crs" not in column
    return str(name) if plain and len(said["columns"]) == 1 else ""


def _first_days(file: pq.ParquetFile) -> npt.NDArray[np.datetime64]:
    span = file.read(columns=list(_SPAN)).to_pandas()
    for column in _SPAN[:2]:
        span[column] = _days(span[column])
    first: npt.NDArray[np.datetime64] = widen_span(span)["first_day"].to_numpy()
    return first


def _column(file: pq.ParquetFile, name: str, order: npt.NDArray[np.intp] | None) -> pd.Series[Any]:
    values = _ordered(file.read(columns=[name]).column(0), order)
    if pa.types.is_string(values.type):
        values = values.cast(pa.large_string())
    series = pa.table({name: values}).to_pandas()[name]
    return _days(series) if name.startswith(("date", "valid")) else series


def _share_empty(columns: Mapping[str, pd.Series[Any]]) -> dict[str, pd.Series[Any]]:
    """Let columns of text without any value be the same memory: pandas copies it when one is written to."""
    empty: dict[str, pd.Series[Any]] = {}
    return {
        name: empty.setdefault(str(values.dtype), values)
        if str(values.dtype) == "str" and not values.notna().any()
        else values
        for name, values in columns.items()
    }


def _points(column: pa.ChunkedArray | pa.Array) -> npt.NDArray[Any]:
    """Make points of well-known binary; plain ones of their numbers, without a value of Python for each."""
    wkb = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    filled = wkb.drop_null().cast(pa.large_binary())
    content = filled.buffers()[2].to_pybytes() if len(filled) else b""
    sizes = pc.binary_length(filled).to_numpy()
    plain = len(content) == _POINT.itemsize * len(filled) and bool((sizes == _POINT.itemsize).all())
    parts = np.frombuffer(content if plain else b"", dtype=_POINT)
    if not plain or ((parts["order"] != 1) | (parts["kind"] != 1)).any():
        read: npt.NDArray[Any] = shapely.from_wkb(wkb.to_numpy(zero_copy_only=False))
        return read
    points = np.full(len(wkb), None, dtype=object)
    points[wkb.is_valid().to_numpy(zero_copy_only=False)] = shapely.points(parts["x"], parts["y"])
    return points


def _ordered(column: pa.ChunkedArray, order: npt.NDArray[np.intp] | None) -> pa.ChunkedArray:
    return column if order is None else column.combine_chunks().take(pa.array(order))


def _days(values: pd.Series[Any]) -> pd.Series[Any]:
    if str(values.dtype).startswith(("date", "object")):
        return pd.to_datetime(values).astype("datetime64[s]")
    return values
