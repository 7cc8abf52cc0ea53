"""Read GeoJSON feature by feature, so that one bad feature is named and the others are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.errors import IngestError, shorten
from geo.importers.contract import Fault, Note, Notes, Options, Rejected, Table, reject
from geo.importers.encodings import find_encoding
from geo.importers.geometry import place_from_geojson
from geo.importers.limits import MAX_DOCUMENT_BYTES, MB
from geo.importers.records import Record, cell_text, table_from_records

_GEOMETRIES = frozenset(
    {
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
        "GeometryCollection",
    }
)  # fmt: skip
_DIGITS = 300
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")


class _Object(dict[str, Any]):
    """A JSON object that remembers keys that stood in it twice."""

    repeated: tuple[str, ...] = ()


def open_geojson(path: Path, options: Options) -> Table:
    """Open a GeoJSON file.

    Raises
    ------
    IngestError
        When it is no GeoJSON: the sentence names what it is instead.
    """
    document = _load(path, options)
    notes = Notes()
    crs = _stated_crs(document, notes)
    features = _features(document)
    records: list[Record] = []
    rejected: list[Rejected] = []
    for row, feature in enumerate(features, start=2):
        if isinstance(feature, dict) and feature.get("type") == "Feature":
            records.append(_record(row, feature, notes))
        else:
            fault = Fault("feature-unreadable", "is no GeoJSON feature")
            rejected.append(reject(row, "", shorten(str(feature)), fault))
    _warn_of_ids(features, notes)
    head = Table("GeoJSON", (), lambda: iter(()), {"CRS": crs}, notes.freeze(), crs)
    return table_from_records(records, head, rejected=rejected)


def _load(path: Path, options: Options) -> Any:
    size = path.stat().st_size
    if size > MAX_DOCUMENT_BYTES:
        limit = f"{MAX_DOCUMENT_BYTES // MB:,} MB"
        raise IngestError(
            "file-too-large",
            f"has {size:,} bytes: the limit for this format is {limit}. Save it as GeoPackage",
        )
    text = path.read_text(encoding=find_encoding(path, stated=options.encoding))
    if text.startswith("\x1e") or _is_sequence(text):
        raise IngestError(
            "unsupported-format", "is a sequence of GeoJSON texts (GeoJSONSeq). Save it as GeoJSON"
        )
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole)
    except RecursionError:
        raise IngestError("nested", "is nested too deeply") from None
    except ValueError as error:
        raise IngestError("damaged-file", f"is no JSON ({error})") from None


def _whole(digits: str) -> int | str:
    # ids of any length stay what they are; Python reads no number of more than 4,300 digits
    return int(digits) if len(digits) < _DIGITS else digits


def _is_sequence(text: str) -> bool:
    first, _, rest = text.strip().partition("\n")
    if not (first.startswith("{") and rest.lstrip().startswith("{")):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _object(pairs: Sequence[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        found.repeated = tuple(dict.fromkeys(key for key in names if names.count(key) > 1))
    return found


def _features(document: Any) -> list[Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = document.get("features")
        if isinstance(features, list):
            return features
        raise IngestError("damaged-file", "is a FeatureCollection without a list of features")
    if kind == "Feature":
        return [document]
    if kind in _GEOMETRIES:
        return [_Object(type="Feature", properties={}, geometry=document)]
    raise IngestError("unsupported-format", f"is {_other(document)}. Expected a GeoJSON FeatureCollection")


def _other(document: Any) -> str:
    if not isinstance(document, dict):
        return "JSON without features"
    if document.get("type") == "Topology":
        return "TopoJSON"
    if "geometryType" in document or "spatialReference" in document or "rings" in document:
        return "Esri JSON"
    return "JSON without a GeoJSON type"


def _stated_crs(document: Any, notes: Notes) -> str:
    raw = document.get("crs") if isinstance(document, dict) else None
    if raw is None:
        return "EPSG:4326"
    stated = raw.get("properties") if isinstance(raw, dict) else None
    named = stated.get("name") if isinstance(stated, dict) else None
    if not isinstance(named, str):
        raise IngestError("crs", "has a “crs” member without a name. State the system with --crs")
    if named.endswith(_DEGREES):
        return "EPSG:4326"
    notes.add("legacy-crs", f"The file has a “crs” member, which GeoJSON no longer knows: {shorten(named)}.")
    return named


def _record(row: int, feature: dict[str, Any], notes: Notes) -> Record:
    properties = feature.get("properties")
    cells = {}
    if isinstance(properties, dict):
        cells = {key or "(empty)": cell_text(value) for key, value in properties.items()}
        for key in getattr(properties, "repeated", ()):
            said = f"The property “{shorten(key)}” stands twice in a feature; its last value is taken."
            notes.add("repeated-property", said, row)
    if "id" in feature and "id" not in {key.casefold() for key in cells}:
        cells = {"id": cell_text(feature["id"]), **cells}
    geometry = feature.get("geometry")
    return Record(row, cells, place_from_geojson(geometry, notes, row))


def _warn_of_ids(features: Sequence[Any], notes: Notes) -> None:
    kinds: dict[str, set[str]] = {}
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        for key, value in properties.items() if isinstance(properties, dict) else ():
            if value is not None:
                kinds.setdefault(key, set()).add(
                    "number" if isinstance(value, int | float) else type(value).__name__
                )
    mixed = [key for key, found in kinds.items() if len(found) > 1]
    if mixed:
        said = f"Properties with values of different types are read as text: {shorten(', '.join(mixed))}."
        notes.put(Note("mixed-types", said))
