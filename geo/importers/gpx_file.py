"""Read GPX: waypoints, or the points of routes or tracks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from geo.errors import IngestError, shorten
from geo.importers.contract import Fault, Note, Notes, Options, Place, Table
from geo.importers.records import Record, table_from_records
from geo.importers.xml_file import child_text, children, descendants, parse_xml, read_document

# layers in the order of preference: element of a point, element that holds it
_LAYERS = {"waypoints": ("wpt", ""), "route_points": ("rtept", "rte"), "track_points": ("trkpt", "trk")}
_CELLS = ("name", "time", "desc", "cmt", "type", "sym")


def open_gpx(path: Path, options: Options) -> Table:
    """Open a GPX file.

    Raises
    ------
    IngestError
        When it is damaged, holds no points, or the layer asked for is not there.
    """
    root = parse_xml(read_document(path))
    filled = {name: list(_points(root, *parts)) for name, parts in _LAYERS.items()}
    filled = {name: points for name, points in filled.items() if points}
    chosen = options.layer or next(iter(filled), "")
    if not filled:
        raise IngestError("no-rows", "holds no points")
    if chosen not in filled:
        raise IngestError("layer", f"has no layer “{shorten(chosen)}”. Its layers: {', '.join(filled)}")
    notes = Notes()
    if len(filled) > 1 and not options.layer:
        counts = ", ".join(f"{name} ({len(points):,})" for name, points in filled.items())
        said = f"The layer {chosen} is read, of {counts}. Choose with --layer."
        notes.put(Note("assumed-layer", said, len(filled) - 1))
    records = [_record(row, *found) for row, found in enumerate(filled[chosen], start=2)]
    head = Table(
        "GPX",
        (),
        lambda: iter(()),
        {"layer": chosen, "CRS": "EPSG:4326"},
        notes.freeze(),
        "EPSG:4326",
        choices=tuple(filled) if len(filled) > 1 else (),
    )
    return table_from_records(records, head)


def _points(root: Element, point: str, holder: str) -> Iterator[tuple[Element, str]]:
    for parent in children(root, holder) if holder else (root,):
        name = child_text(parent, "name") if holder else ""
        yield from ((element, name) for element in descendants(parent, point))


def _record(row: int, point: Element, name: str) -> Record:
    cells = {key: child_text(point, key) for key in _CELLS}
    cells["date"] = cells.pop("time")
    cells["track"] = name
    return Record(row, {key: value for key, value in cells.items() if value}, _place(point))


def _place(point: Element) -> Place:
    latitude, longitude = point.get("lat", ""), point.get("lon", "")
    try:
        place = Place(float(longitude), float(latitude))
    except ValueError:
        place = Place(math.nan, math.nan)
    if math.isfinite(place.x) and math.isfinite(place.y):
        return place
    fault = Fault("coordinate-unreadable", f"has a point “{shorten(latitude)} / {shorten(longitude)}”")
    return Place(math.nan, math.nan, None, fault)
