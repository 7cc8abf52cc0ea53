"""Small dossiers written to a folder, for tests that need one they can break."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

LICENCE = [
    {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
]
SQUARE_A = [[[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 51.0], [10.0, 50.0]]]
SQUARE_B = [[[11.0, 50.0], [12.0, 50.0], [12.0, 51.0], [11.0, 51.0], [11.0, 50.0]]]
TYPES = {
    "uncertainty_m": "integer",
    "value": "number",
    "stand_in": "boolean",
    "length_km": "number",
    "population": "integer",
    "rank": "integer",
    "area_km2_measured": "number",
}
DATES = {"date_start", "date_end", "valid_from", "ceasefire"}


def small_tables() -> dict[str, list[dict[str, Any]]]:
    """Give the rows of a dossier with four incidents: dated, month only, undated, without a place."""
    return {
        "incidents": [
            incident("i1", "2022-09-14", lat=50.5, lon=10.9, event_id="e1", hotspot_id="h1"),
            incident("i2", "2022-09-01", lat=50.5, lon=11.2, date_end="2022-09-30", date_precision="month"),
            incident("i3", None, lat=50.6, lon=10.5),
            incident("i4", "2022-09-16", incident_type="arson", geo_precision="unknown"),
        ],
        "events": [
            {
                "event_id": "e1",
                "title": "Autumn clash",
                "date_start": "2022-09-14",
                "date_end": "2022-09-16",
                "kind": "clash",
                "summary": "",
                "ceasefire": None,
                "source_ids": "s1",
            },
        ],
        "hotspots": [
            {
                "hotspot_id": "h1",
                "name": "Kök-Taş",
                "name_xx": "Көк-Таш",
                "variants": "Kok-Tash;Koktash",
                "kind": "village",
                "geo_precision": "place",
                "stand_in": False,
                "source_ids": "s1",
                "lat": 50.5,
                "lon": 10.9,
            },
        ],
        "claims": [
            {
                "claim_id": "c1",
                "subject_id": "i1",
                "claimant": "a-min",
                "measure": "killed",
                "of_party": "AAA",
                "qualifier": "exact",
                "value": "3",
                "as_published": "3",
                "as_of": "2022-09-15",
                "source_id": "s1",
            },
            {
                "claim_id": "c2",
                "subject_id": "i1",
                "claimant": "b-min",
                "measure": "killed",
                "of_party": "AAA",
                "qualifier": "at_least",
                "value": "1",
                "as_published": "at least 1",
                "as_of": "",
                "source_id": "s1",
            },
        ],
        "accounts": [
            {
                "subject_id": "i1",
                "party": "AAA",
                "account": "Says fire came from the east.",
                "source_ids": "s1",
            },
        ],
        "countries": [
            {"iso3": "AAA", "drawing": "2020", "name": "Aland", "polygon": SQUARE_A},
            {"iso3": "BBB", "drawing": "2020", "name": "Bland", "polygon": SQUARE_B},
        ],
        "boundaries": [
            {
                "sector_id": "S1",
                "drawing": "2020",
                "parties": "AAA;BBB",
                "name": "The line",
                "length_km": 111.3,
                "line": [[11.0, 50.0], [11.0, 51.0]],
            },
        ],
        "boundary_status": [
            {"sector_id": "S1", "valid_from": "", "status": "disputed", "note": "", "source_ids": "s1"},
        ],
        "sources": [
            {
                "source_id": "s1",
                "publisher": "The Paper",
                "title": "A report",
                "date": "2022-09-17",
                "url": "https://example.org/a",
                "language": "en",
                "side": "",
                "dated": "stated",
            },
        ],
    }


def incident(incident_id: str, date_start: str | None, **changes: Any) -> dict[str, Any]:
    """Give one incident row; ``lat`` and ``lon`` make its point."""
    row: dict[str, Any] = {
        "incident_id": incident_id,
        "event_id": None,
        "hotspot_id": None,
        "place": "Somewhere",
        "date_start": date_start,
        "date_end": date_start,
        "date_precision": "day" if date_start else None,
        "geo_precision": "place",
        "uncertainty_m": None,
        "stand_in": False,
        "coord_source": None,
        "incident_type": "shooting",
        "trigger": None,
        "title": f"Shooting {incident_id}",
        "summary": "Shots were reported.",
        "confidence": "medium",
        "source_ids": "s1",
    }
    return row | changes


def small_descriptor() -> dict[str, Any]:
    """Give the package-level part of a descriptor, without resources."""
    return {
        "name": "small",
        "version": "1.0.0",
        "created": "2026-01-01",
        "licenses": LICENCE,
        "dossier": {
            "id": "small",
            "title": "Aland–Bland border",
            "subtitle": "A border for tests.",
            "parties": [
                {"id": "AAA", "name": "Aland", "adjective": "Alandic", "color": "#2f7f79"},
                {"id": "BBB", "name": "Bland", "adjective": "Blandic", "color": "#7a5699"},
            ],
            "claimants": [
                {"id": "a-min", "name": "Alandic ministry", "party": "AAA"},
                {"id": "b-min", "name": "Blandic ministry", "party": "BBB"},
            ],
            "centre": [50.5, 11.0],
            "zoom": 9,
            "bounds": [10.0, 50.0, 12.0, 51.0],
            "metric_crs": "EPSG:32632",
            "dates": {"start": None, "end": None},
            "data_date": "2026-01-01",
            "languages": ["en", "xx"],
            "drawings": [{"id": "2020", "title": "drawing of 2020", "date": "2020", "in_force_from": None}],
            "uncertainty_m": {"exact": 100, "place": 1000, "near": 3000, "district": 20000, "unknown": None},
            "labels": {"incident_type": {"shooting": "Shooting", "arson": "Arson"}},
            "disclaimer": "Lines and names take no position.",
        },
    }


def write_dossier(
    folder: Path,
    *,
    tables: dict[str, list[dict[str, Any]]] | None = None,
    descriptor: dict[str, Any] | None = None,
) -> Path:
    """Write a dossier; rows with ``lat``/``lon``, ``line`` or ``polygon`` make a GeoJSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    package = deepcopy(descriptor or small_descriptor())
    package["resources"] = []
    for name, rows in (tables or small_tables()).items():
        spatial = any({"lat", "line", "polygon"} & set(row) for row in rows) or name == "incidents"
        columns = list(
            dict.fromkeys(c for row in rows for c in row if c not in {"lat", "lon", "line", "polygon"})
        )
        path = f"{name}.geojson" if spatial else f"{name}.csv"
        _write_features(folder / path, rows, columns) if spatial else _write_rows(
            folder / path, rows, columns
        )
        package["resources"].append(_resource(name, path, columns))
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return folder


def _resource(name: str, path: str, columns: list[str]) -> dict[str, Any]:
    fields = [
        {"name": c, "type": "date" if c in DATES else TYPES.get(c, "string"), "description": c}
        for c in columns
    ]
    return {
        "name": name,
        "path": path,
        "title": name.title(),
        "schema": {"fields": fields},
        "licenses": LICENCE,
        "attribution": "The tests",
    }


def _write_rows(path: Path, rows: list[dict[str, Any]], columns: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if row.get(c) is None else row.get(c) for c in columns] for row in rows])


def _write_features(path: Path, rows: list[dict[str, Any]], columns: list[str]) -> None:
    features = [
        {"type": "Feature", "properties": {c: row.get(c) for c in columns}, "geometry": _geometry(row)}
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _geometry(row: dict[str, Any]) -> dict[str, Any] | None:
    if "polygon" in row:
        return {"type": "MultiPolygon", "coordinates": [row["polygon"]]}
    if "line" in row:
        return {"type": "MultiLineString", "coordinates": [row["line"]]}
    if row.get("lat") is None:
        return None
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
