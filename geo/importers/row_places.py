"""Read the places of a batch: points in EPSG:4326, their precision, and what speaks against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.filters import GEO_PRECISIONS
from geo.importers.contract import Fault, Place
from geo.importers.coordinates import read_coordinate
from geo.importers.geometry import is_degrees, place_from_wkt, point_fault, to_degrees, transformer
from geo.importers.row_words import read_code
from geo.importers.rows import Objects, Rows
from geo.importers.spool import RADIUS, X, Y, place_faults

_PLAIN = r"^[+\-]?[0-9]+(\.[0-9]+)?$"


@dataclass(frozen=True, slots=True)
class Places:
    """Longitude and latitude (NaN where there is none), radius in metres, precision, note on the source."""

    longitude: Objects
    latitude: Objects
    radius: Objects
    precision: pa.Array
    source: pa.Array


def read_places(rows: Rows) -> Places:
    """Read where the rows of a batch lie; warn about those without a place."""
    reader = {"columns": _from_columns, "places": _from_places, "geometry": _from_texts}.get(
        rows.plan.position
    )
    if reader is None:
        x = y = radius = np.full(len(rows), np.nan)
    else:
        x, y, radius = reader(rows)
        _reject_faulty(rows, x, y)
    located = np.isfinite(x) & np.isfinite(y)
    rows.warn("unlocated", "Rows without a place: counted, in tables only.", ~located)
    radius = _uncertainty(rows, radius)
    return Places(x, y, radius, _precision(rows, located), _sources(rows))


def _from_columns(rows: Rows) -> tuple[Objects, Objects, Objects]:
    axes = {}
    for axis in ("latitude", "longitude"):
        coded = rows.read(axis, lambda text, axis=axis: read_coordinate(text, axis))  # type: ignore[misc]
        axes[axis] = coded.spread(float, dtype="float64", missing=np.nan)
        commas = coded.spread(bool, dtype="bool", missing=False)
        if commas.any():
            _say_commas(rows, axis, commas)
    latitude, longitude = axes["latitude"], axes["longitude"]
    for axis, other in (("latitude", "longitude"), ("longitude", "latitude")):
        half = np.isnan(axes[axis]) & ~np.isnan(axes[other])
        for position in np.flatnonzero(half):
            fault = Fault("half-position", f"is empty although {other} is filled: a place needs both")
            rows.reject(int(position), rows.plan.columns[axis], "", fault)
    if not is_degrees(rows.plan.crs):
        longitude, latitude = transformer(rows.plan.crs)(longitude, latitude)
        empty = np.isnan(axes["latitude"]) | np.isnan(axes["longitude"])
        longitude, latitude = np.where(empty, np.nan, longitude), np.where(empty, np.nan, latitude)
    return longitude, latitude, np.full(len(rows), np.nan)


def _say_commas(rows: Rows, axis: str, filled: Objects) -> None:
    texts = rows.texts(axis).to_pylist()
    commas = np.array([text is not None and "," in text for text in texts]) & filled
    rows.warn("decimal-comma", "Coordinates are written with a decimal comma.", commas)


def _from_places(rows: Rows) -> tuple[Objects, Objects, Objects]:
    for position, fault in place_faults(rows.batch).items():
        rows.reject(position, "geometry", "", fault)
    x, y, radius = (_floats(rows.batch.column(name)) for name in (X, Y, RADIUS))
    if is_degrees(rows.plan.crs):
        return x, y, radius * 111_320.0
    longitude, latitude = transformer(rows.plan.crs)(x, y)
    empty = np.isnan(x)
    return np.where(empty, np.nan, longitude), np.where(empty, np.nan, latitude), radius


def _from_texts(rows: Rows) -> tuple[Objects, Objects, Objects]:
    def parse(text: str) -> Place | Fault | None:
        place = place_from_wkt(text, rows.notes, int(rows.numbers[0]))
        if place is None or place.fault:
            return place.fault if place else None
        return to_degrees([place], rows.plan.crs)[0]

    coded = rows.read("geometry", parse)
    return (
        coded.spread(lambda place: place.x, dtype="float64", missing=np.nan),
        coded.spread(lambda place: place.y, dtype="float64", missing=np.nan),
        coded.spread(lambda place: place.radius or np.nan, dtype="float64", missing=np.nan),
    )


def _floats(array: pa.Array) -> Objects:
    values: Objects = array.to_numpy(zero_copy_only=False)
    return values.astype("float64")


def _reject_faulty(rows: Rows, x: Objects, y: Objects) -> None:
    with np.errstate(invalid="ignore"):
        inside = (np.abs(x) <= 180) & (np.abs(y) <= 90) & ~((x == 0) & (y == 0))
    for position in np.flatnonzero(~inside & ~(np.isnan(x) & np.isnan(y))):
        found = point_fault(float(x[position]), float(y[position]))
        if found:
            axis, value, fault = found
            column = rows.plan.columns.get(axis) or rows.plan.columns.get("geometry", "geometry")
            cell = _cell(rows, column, int(position)) or value
            rows.reject(int(position), column, cell, fault)


def _cell(rows: Rows, column: str, position: int) -> str:
    if column not in rows.batch.schema.names:
        return ""
    return str(rows.batch.column(column)[position].as_py() or "")


def _uncertainty(rows: Rows, radius: Objects) -> Objects:
    def parse(text: str) -> float | Fault:
        try:
            metres = float(text.replace(",", "."))
        except ValueError:
            metres = -1.0
        return metres if 0 <= metres < 1e8 else Fault("number-unreadable", "is no radius in metres")

    stated = rows.read("uncertainty_m", parse).spread(float, dtype="float64", missing=np.nan)
    return np.where(np.isnan(stated), radius, stated)


def _precision(rows: Rows, located: Objects) -> pa.Array:
    coded = rows.read("geo_precision", read_code(rows.plan, "geo_precision", GEO_PRECISIONS))
    constant = rows.plan.constants.get("geo_precision", "unknown")
    words: Any = coded.spread(str, dtype="U12", missing=constant)
    if rows.plan.position != "none":
        said = (
            "How precisely places are known is not said: “unknown”. State it with --mapping (constants: "
            "geo_precision)."
        )
        rows.warn(
            "precision-unknown", said, located & (words == "unknown") & ~np.array(rows.has("geo_precision"))
        )
    return pa.array(words.tolist(), pa.string())


def _sources(rows: Rows) -> pa.Array:
    """Keep how a point was written, where it was not plain degrees."""
    given = rows.texts("coord_source")
    if rows.plan.position != "columns":
        return given
    latitudes, longitudes = rows.texts("latitude"), rows.texts("longitude")
    degrees = is_degrees(rows.plan.crs)
    plain = pc.and_(*(pc.match_substring_regex(texts, _PLAIN) for texts in (latitudes, longitudes)))
    if degrees and pc.all(pc.fill_null(plain, True)).as_py():
        return given
    system = "" if degrees else f" in {rows.plan.crs}"
    said = pc.binary_join_element_wise("given as ", latitudes, " / ", longitudes, system, "")
    odd = pc.or_(pc.invert(plain), pa.scalar(not degrees))
    return pc.coalesce(given, pc.if_else(odd, said, pa.scalar(None, pa.string())))
