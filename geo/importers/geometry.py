"""Turn a feature's geometry into the point and radius that hold all of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geo.errors import IngestError, shorten
from geo.importers.contract import Fault, Notes, Place
from geo.importers.coordinates import check_range

_SHAPE_ERRORS = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, shapely.errors.ShapelyError,
)  # fmt: skip
_METRES_PER_DEGREE = 111_320.0
WGS84 = ("EPSG:4326", "OGC:CRS84")


def place_from_geojson(raw: Any, notes: Notes, row: int) -> Place | None:
    """Give the place of a GeoJSON geometry; ``fault`` says why it has none."""
    if raw is None:
        return None
    try:
        if _has_truth(raw):
            return _fault("geometry", "has true or false among its coordinates")
        geometry = shape(raw)
    except _SHAPE_ERRORS as error:
        return _fault("geometry", f"is no geometry that can be read ({shorten(str(error))})")
    except RecursionError:
        return _fault("geometry", "is a geometry nested too deeply")
    return place_from_shape(geometry, notes, row)


def _leaves(raw: Any) -> Iterator[Any]:
    """Give the numbers of nested coordinates, whatever they really are."""
    waiting = [raw]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [value.get("coordinates"), value.get("geometries")]
        elif isinstance(value, list | tuple):
            waiting += value
        else:
            yield value


def _has_truth(raw: Any) -> bool:
    return any(isinstance(leaf, bool) for leaf in _leaves(raw))


def place_from_wkb(raw: bytes | None, notes: Notes, row: int) -> Place | None:
    """Give the place of a geometry in well-known binary."""
    if not raw:
        return None
    try:
        geometry = shapely.from_wkb(raw)
    except _SHAPE_ERRORS as error:
        return _fault("geometry", f"is a damaged geometry ({shorten(str(error))})")
    return place_from_shape(geometry, notes, row)


def place_from_wkt(text: str, notes: Notes, row: int) -> Place | None:
    """Give the place of a geometry in well-known text."""
    try:
        geometry = shapely.from_wkt(text)
    except _SHAPE_ERRORS as error:
        return _fault("geometry", f"is no well-known text ({shorten(str(error))})")
    return place_from_shape(geometry, notes, row)


def place_from_shape(geometry: Any, notes: Notes, row: int) -> Place | None:
    """Give a point as it is, anything larger as the middle of its box with half the diagonal as radius."""
    if geometry is None or geometry.is_empty:
        return None
    if geometry.has_z:
        notes.add("height-dropped", "Heights are left out.", row)
    if geometry.geom_type == "Point":
        return _place_of_point(float(geometry.x), float(geometry.y))
    coordinates = shapely.get_coordinates(geometry)
    if not np.isfinite(coordinates).all():
        return _fault("coordinate-unreadable", "has a coordinate that is no number")
    if not geometry.is_valid:
        reason = f"Shapes that are not valid: {shapely.is_valid_reason(geometry)}."
        notes.add("invalid-shape", reason, row)
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    if high[0] - low[0] > 180 and low[0] >= -180 and high[0] <= 180:
        notes.add("antimeridian", "Shapes across the antimeridian are placed on their narrow side.", row)
        lifted = np.where(coordinates[:, 0] < 0, coordinates[:, 0] + 360, coordinates[:, 0])
        low[0], high[0] = lifted.min(), lifted.max()
    middle = (low + high) / 2
    if len(np.unique(coordinates, axis=0)) > 1:
        text = (
            "Shapes larger than a point are placed at the middle of their box, with a radius that holds them."
        )
        notes.add("shape-as-point", text, row)
    x = middle[0] - 360 if middle[0] > 180 and low[0] <= 180 else middle[0]
    return Place(float(x), float(middle[1]), float(math.dist(low, high) / 2) or None)


def _place_of_point(x: float, y: float) -> Place:
    if math.isnan(x) and math.isnan(y):
        return _fault("coordinate-unreadable", "has coordinates that are no numbers")
    return Place(x, y)


def _fault(code: str, message: str) -> Place:
    return Place(math.nan, math.nan, None, Fault(code, message))


def to_degrees(places: Sequence[Place | None], crs: str) -> list[Place | None]:
    """Bring places from their reference system to longitude and latitude, EPSG:4326.

    Raises
    ------
    IngestError
        When the reference system is not known.
    """
    if is_degrees(crs):
        return [_radius_in_metres(place) for place in places]
    transform = transformer(crs)
    out: list[Place | None] = []
    for place in places:
        if place is None or place.fault:
            out.append(place)
            continue
        x, y = transform(place.x, place.y)
        out.append(Place(x, y, place.radius))
    return out


def _radius_in_metres(place: Place | None) -> Place | None:
    if place is None or place.radius is None:
        return place
    return Place(place.x, place.y, place.radius * _METRES_PER_DEGREE, place.fault)


def is_degrees(crs: str) -> bool:
    """Say whether a reference system is longitude and latitude as the map uses them."""
    return crs.upper() in WGS84


def transformer(crs: str) -> Any:
    """Give a function from a reference system's x and y to longitude and latitude.

    Raises
    ------
    IngestError
        When the reference system is not known.
    """
    from pyproj import CRS, Transformer  # noqa: PLC0415 - only files with another system need it
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - loaded only when a file needs it

    try:
        system = CRS.from_user_input(crs)
        if not (system.is_geographic or system.is_projected):
            raise IngestError("crs", f"has a reference system “{shorten(crs)}” that is not of a map")
        return Transformer.from_crs(system, "EPSG:4326", always_xy=True).transform
    except ProjError as error:
        raise IngestError(
            "crs", f"has a reference system “{shorten(crs)}” that is not known ({shorten(str(error))})"
        ) from None


def point_fault(longitude: float, latitude: float) -> tuple[str, str, Fault] | None:
    """Say why a point in degrees is none (axis, value, fault): not finite, out of range, or 0/0."""
    for axis, value in (("latitude", latitude), ("longitude", longitude)):
        if not math.isfinite(value):
            return axis, str(value), Fault("coordinate-unreadable", f"is no {axis}: expected a number")
        if fault := check_range(value, axis):
            return axis, f"{value:.12g}", fault
    if latitude == 0 and longitude == 0:
        said = "is 0/0, which tables write for an unknown place: leave it empty"
        return "latitude", "0/0", Fault("zero-position", said)
    return None
