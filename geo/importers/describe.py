"""Describe imported incidents by a Table Schema, column by column, for the descriptor of a dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_OWN = {
    "country": "Country that the point lies in, in the drawing in force on its day.",
    "enclave_id_in": "Exclave that the point lies in.",
    "sector_id": "Nearest sector of the line.",
    "distance_km": "Distance to the line in kilometres.",
    "hotspot_km": "Distance in kilometres to the hotspot that was joined by nearness; else empty.",
    "attribution": "Who has to be named with this row.",
    "licence": "Licence of this row.",
    "restricted": "True where this row may not be passed on.",
    "import_file": "File that this row was read from.",
    "import_row": "Row of that file; its header is row 1.",
}


def describe_incidents(path: Path, given: Mapping[str, Any], resource: Mapping[str, Any]) -> dict[str, Any]:
    """Give the resource of an incidents file: fields with types, key, licence, and the digest of the file."""
    schema = pq.read_schema(path)
    known = {field["name"]: field for field in given.get("schema", {}).get("fields", ())}
    fields = [_field(field, known) for field in schema if field.name != "geometry"]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": "incidents",
        "path": path.name,
        "title": given.get("title", "Incidents"),
        "geometry": "point",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        **resource,
        "schema": {
            "fields": fields,
            "primaryKey": ["incident_id"],
            "missingValues": [""],
            "foreignKeys": given.get("schema", {}).get("foreignKeys", []),
        },
    }


def _field(field: pa.Field, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    described = known.get(field.name, {})
    return {
        "name": field.name,
        "type": _kind(field),
        "title": described.get("title", field.name),
        "description": described.get("description")
        or _OWN.get(field.name, "Column of the imported file, as it was."),
        **({"constraints": {"required": True, "unique": True}} if field.name == "incident_id" else {}),
    }


def _kind(field: pa.Field) -> str:
    if pa.types.is_date(field.type):
        return "date"
    if pa.types.is_boolean(field.type):
        return "boolean"
    if pa.types.is_integer(field.type):
        return "integer"
    return "number" if pa.types.is_floating(field.type) else "string"
