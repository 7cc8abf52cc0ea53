"""Read one table of a dossier, CSV or GeoJSON, into checked rows and then into a frame."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import shape

from geo.columns import GEOMETRY_TABLES, STANDARD_COLUMNS
from geo.descriptor import Resource
from geo.errors import Problem
from geo.parquet import parquet_cells, read_parquet

CRS = "EPSG:4326"
_SHAPE_ERRORS = (ValueError, TypeError, KeyError, AttributeError, IndexError, shapely.errors.ShapelyError)
# a cell may hold a long account, never a whole file
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows as they stand in a file: a header, cells, and a geometry (or None) per row."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    geometries: tuple[Any, ...] | None
    problems: tuple[Problem, ...]


def read_raw(folder: Path, resource: Resource) -> RawTable:
    """Read a resource's rows without interpreting them; what cannot be read is a problem, not an error."""
    path = folder / resource.path
    if not path.is_file():
        return _unreadable(resource, "this file is named in datapackage.json but is missing")
    if resource.path.endswith(".parquet"):
        return read_parquet_rows(path, resource)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if resource.path.endswith(".geojson"):
            return _read_geojson(resource.path, text)
        return _read_csv(resource.path, text)
    except UnicodeDecodeError as error:
        return _unreadable(resource, f"is not UTF-8 (byte {error.start})")
    except (json.JSONDecodeError, csv.Error, RecursionError) as error:
        return _unreadable(resource, f"cannot be read ({error})")


def _unreadable(resource: Resource, message: str) -> RawTable:
    return RawTable(resource.path, (), (), None, (Problem(resource.path, None, "", "", message),))


def read_parquet_rows(path: Path, resource: Resource) -> RawTable:
    """Read the rows of a Parquet file whose digest nobody stated, to be checked like any other."""
    frame, fault = read_parquet(path)
    if frame is None:
        return _unreadable(resource, fault)
    header, rows, geometries = parquet_cells(frame)
    if geometries is None:
        return RawTable(resource.path, header, rows, None, ())
    found = [_check_shape(geometry) for geometry in geometries]
    problems = [
        Problem(resource.path, number, "geometry", "", fault)
        for number, (_, fault) in enumerate(found, start=2)
        if fault
    ]
    return RawTable(resource.path, header, rows, tuple(shape for shape, _ in found), tuple(problems))


def _read_csv(file: str, text: str) -> RawTable:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = tuple(next(reader, ()))
    rows, problems = [], []
    for number, cells in enumerate(reader, start=2):
        if len(cells) == len(header):
            rows.append(tuple(cells))
        elif any(cells):
            expected = f"expected {len(header)} cells, found {len(cells)}"
            problems.append(Problem(file, number, "", ",".join(cells), expected))
    return RawTable(file, header, tuple(rows), None, tuple(problems))


def _read_geojson(file: str, text: str) -> RawTable:
    document = json.loads(text)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        problem = Problem(file, None, "", "", "expected a GeoJSON FeatureCollection")
        return RawTable(file, (), (), None, (problem,))
    if "crs" in document:
        problem = Problem(
            file, None, "crs", "", "RFC 7946 knows no crs member; coordinates must be EPSG:4326"
        )
        return RawTable(file, (), (), None, (problem,))
    properties = [feature.get("properties") or {} for feature in features]
    header = tuple(dict.fromkeys(key for row in properties for key in row))
    rows = tuple(tuple(_plain(row.get(key)) for key in header) for row in properties)
    shapes, problems = _read_shapes(file, features)
    return RawTable(file, header, rows, shapes, problems)


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _read_shapes(
    file: str, features: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    shapes: list[Any] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        geometry, fault = _read_shape(feature.get("geometry"))
        shapes.append(geometry)
        if fault:
            problems.append(Problem(file, number, "geometry", "", fault))
    return tuple(shapes), tuple(problems)


def _read_shape(raw: Any) -> tuple[Any, str]:
    if raw is None:
        return None, ""
    try:
        geometry = shapely.force_2d(shape(raw))
    except _SHAPE_ERRORS as error:
        return None, f"is not a GeoJSON geometry ({error})"
    return _check_shape(geometry)


def _check_shape(geometry: Any) -> tuple[Any, str]:
    if geometry is None:
        return None, ""
    if geometry.is_empty:
        return None, "is empty; write null where there is no place"
    if not shapely.is_valid(geometry):
        return None, f"is not valid: {shapely.is_valid_reason(geometry)}"
    west, south, east, north = geometry.bounds
    inside = west >= -180 and east <= 180 and south >= -90 and north <= 90
    if not inside:
        return None, "lies outside longitude ±180, latitude ±90 (longitude comes first)"
    return geometry, ""


def frame_from_rows(name: str, resource: Resource, table: RawTable) -> pd.DataFrame:
    """Turn checked rows into a frame with the types of the resource's Table Schema.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        All columns of the file, then standard columns that it lacks (missing throughout); a GeoDataFrame in
        EPSG:4326 for GeoJSON.
    """
    frame = pd.DataFrame(list(table.rows), columns=list(table.header), dtype=object)
    kinds = {field["name"]: field.get("type", "string") for field in resource.schema.get("fields", ())}
    typed = {column: _typed(frame[column], kinds.get(column, "string")) for column in frame.columns}
    out = pd.DataFrame(typed, index=frame.index)
    for column in STANDARD_COLUMNS.get(name, ()):
        if column not in out.columns:
            out[column] = _typed(pd.Series([None] * len(out), dtype=object), kinds.get(column, _kind(column)))
    if table.geometries is None:
        return out
    return _with_geometry(out, table.geometries)


def empty_frame(name: str) -> pd.DataFrame:
    """Give a table that a dossier does not have: the standard columns and no rows."""
    columns = STANDARD_COLUMNS[name]
    data = {column: _typed(pd.Series([], dtype=object), _kind(column)) for column in columns}
    frame = pd.DataFrame(data)
    if name not in GEOMETRY_TABLES:
        return frame
    return _with_geometry(frame, ())


def _with_geometry(frame: pd.DataFrame, geometries: Sequence[Any]) -> pd.DataFrame:
    series = gpd.GeoSeries(list(geometries), crs=CRS, index=frame.index)
    out: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=series)
    return out


def _kind(column: str) -> str:
    if column in {"date_start", "date_end", "date", "valid_from", "ceasefire"}:
        return "date"
    if column == "stand_in":
        return "boolean"
    numeric = {"uncertainty_m", "population", "rank", "value", "km", "of_km", "length_km", "buildings"}
    return "number" if column in numeric else "string"


def _typed(values: pd.Series[Any], kind: str) -> pd.Series[Any]:
    filled = values.where(values.notna() & (values != ""), None)
    if kind == "date":
        return pd.to_datetime(filled, format="%Y-%m-%d").astype("datetime64[s]")
    if kind in {"integer", "year"}:
        return pd.to_numeric(filled).astype("Int64")
    if kind == "number":
        return pd.to_numeric(filled).astype("float64")
    if kind == "boolean":
        return filled.map(lambda value: str(value).lower() == "true").astype(bool)
    return filled.map(lambda value: value if value is None else str(value)).astype("str")
