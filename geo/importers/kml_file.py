"""Read KML and KMZ: placemarks with their data; links, overlays and styles are ignored, and that is said."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
import shapely

from geo.errors import IngestError, shorten
from geo.importers.archives import check_archive, is_litter, read_member
from geo.importers.contract import Fault, Note, Notes, Options, Place, Table
from geo.importers.geometry import place_from_shape
from geo.importers.limits import MAX_DOCUMENT_BYTES
from geo.importers.records import Record, table_from_records
from geo.importers.xml_file import child_text, children, descendants, local_name, parse_xml, read_document

_IGNORED = {
    "NetworkLink": "Links to other files (NetworkLink) are not followed.",
    "GroundOverlay": "Pictures laid over the ground are not read.",
    "ScreenOverlay": "Pictures laid over the screen are not read.",
    "PhotoOverlay": "Photographs are not read.",
    "Track": "Tracks (gx:Track) are not read.",
    "MultiTrack": "Tracks (gx:MultiTrack) are not read.",
    "Model": "Models are not read.",
}
_GEOMETRIES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry")


def open_kml(path: Path, options: Options) -> Table:
    """Open a KML file.

    Raises
    ------
    IngestError
        When it is damaged or holds no placemarks.
    """
    return _table(read_document(path), options, (), "KML")


def open_kmz(path: Path, options: Options) -> Table:
    """Open the first KML document of a KMZ archive.

    Raises
    ------
    IngestError
        When the archive is harmful or damaged, or holds no placemarks.
    """
    members = [member.filename for member in check_archive(path) if not is_litter(member.filename)]
    documents = sorted(name for name in members if name.lower().endswith(".kml"))
    chosen = next((name for name in documents if name.lower() == "doc.kml"), documents[0])
    with zipfile.ZipFile(path) as archive:
        content = read_member(archive, chosen, limit=MAX_DOCUMENT_BYTES)
    others = [name for name in members if name != chosen and not name.endswith("/")]
    said = (
        f"“{shorten(chosen)}” is read; the archive's other files are not: "
        f"{shorten(', '.join(others), limit=200)}."
    )
    notes = (Note("assumed-member", said, len(others)),) if others else ()
    return _table(content, options, notes, "KMZ")


def _table(content: bytes, options: Options, found: tuple[Note, ...], kind: str) -> Table:
    root = parse_xml(content)
    notes = Notes(found)
    for name, said in _IGNORED.items():
        count = sum(1 for _ in descendants(root, name))
        if count:
            notes.put(Note("ignored", said, count))
    if any(
        (element.text or "").strip().lower().startswith(("http:", "https:"))
        for element in descendants(root, "href", "styleUrl")
    ):
        notes.put(Note("ignored", "Pictures and styles from other addresses are not fetched."))
    records = [
        _record(row, placemark, folder, notes)
        for row, (placemark, folder) in enumerate(_placemarks(root, ""), start=2)
    ]
    if not records:
        said = " ".join(note.message for note in notes.freeze())
        raise IngestError("no-rows", f"holds no features of its own. {said}".strip(" ."))
    folders = tuple(dict.fromkeys(folder for record in records if (folder := record.cells.get("folder"))))
    if options.layer:
        records = [record for record in records if record.cells.get("folder") == options.layer]
        if not records:
            raise IngestError("layer", f"has no folder “{shorten(options.layer)}” with placemarks")
    head = Table(
        kind, (), lambda: iter(()), {"CRS": "EPSG:4326"}, notes.freeze(), "EPSG:4326",
        choices=folders if len(folders) > 1 else (),
    )  # fmt: skip
    return table_from_records(records, head)


def _placemarks(element: Element, folder: str) -> Iterator[tuple[Element, str]]:
    for child in element:
        name = local_name(child)
        if name == "Placemark":
            yield child, folder
        elif name in {"Folder", "Document", "kml"}:
            yield from _placemarks(child, child_text(child, "name") if name == "Folder" else folder)


def _record(row: int, placemark: Element, folder: str, notes: Notes) -> Record:
    cells = {"id": placemark.get("id", ""), "name": child_text(placemark, "name")}
    cells["description"] = child_text(placemark, "description")
    cells["folder"] = folder
    for stamp in children(placemark, "TimeStamp"):
        cells["date"] = child_text(stamp, "when")
    for span in children(placemark, "TimeSpan"):
        cells["date"], cells["date_end"] = child_text(span, "begin"), child_text(span, "end")
    for data in descendants(placemark, "Data", "SimpleData"):
        name = data.get("name", "")
        value = child_text(data, "value") if local_name(data) == "Data" else (data.text or "").strip()
        if name and name.casefold() in {"id", "name", "description", "folder", "date", "date_end"}:
            cells[name.casefold()] = cells.get(name.casefold()) or value
        elif name:
            cells[name] = value
    return Record(row, {key: value for key, value in cells.items() if value}, _place(placemark, notes, row))


def _place(placemark: Element, notes: Notes, row: int) -> Place | None:
    shapes = []
    for geometry in children(placemark, *_GEOMETRIES):
        for coordinates in descendants(geometry, "coordinates"):
            points = _points(coordinates.text or "")
            if points is None:
                fault = Fault("coordinate-unreadable", "has coordinates that cannot be read")
                return Place(0.0, 0.0, None, fault)
            shapes.extend(points)
    if not shapes:
        return None
    if len(shapes) == 1:
        return Place(*shapes[0])
    return place_from_shape(shapely.multipoints(np.array(shapes)), notes, row)


def _points(text: str) -> list[tuple[float, float]] | None:
    points = []
    for triple in text.split():
        parts = triple.split(",")
        try:
            point = (float(parts[0]), float(parts[1]))
        except (ValueError, IndexError):
            return None
        if not all(map(math.isfinite, point)):
            return None
        points.append(point)
    return points
