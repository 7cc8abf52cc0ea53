"""Incidents and figures of an export as rows by id, whatever its format, to compare two of one format."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
from defusedxml import ElementTree

from geo.diff import Rows, Snapshot, compare_snapshots, count_changes
from geo.writers.kml_parts import NAMESPACE
from geo.writers.zipped import read_zip
from layers.snapshot import read_page_rows

Tables = tuple[Rows, Rows]


def count_row_changes(before: bytes, after: bytes, suffix: str) -> Mapping[str, int] | None:
    """Count the rows that came, went and changed, by kind; None where a format holds no rows."""
    if (reader := _READERS.get(suffix)) is None:
        return None
    states = [Snapshot("", *reader(content), {}) for content in (before, after)]
    return count_changes(compare_snapshots(*states))


def _by(rows: Iterable[Mapping[str, Any]], key: str) -> Rows:
    return {str(row[key]): {name: _plain(value) for name, value in row.items()} for row in rows}


def _plain(value: Any) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN


def _of_csv(content: bytes) -> Tables:
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    return _by(_records(frame), "incident_id"), {}


def _of_geojson(content: bytes) -> Tables:
    features = json.loads(content)["features"]
    return _by(({**f["properties"], "geometry": f["geometry"]} for f in features), "incident_id"), {}


def _of_kml(content: bytes) -> Tables:
    name = f"{{{NAMESPACE}}}"
    rows = []
    for mark in ElementTree.fromstring(content).iter(f"{name}Placemark"):
        row = {data.get("name"): data[0].text for data in mark.iter(f"{name}Data")}
        if "incident_id" in row:
            rows.append(row | {"point": "".join(e.text or "" for e in mark.iter(f"{name}coordinates"))})
    return _by(rows, "incident_id"), {}


def _of_xlsx(content: bytes) -> Tables:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)

    def rows(sheet: str) -> Iterable[dict[str, Any]]:
        header, *cells = book[sheet].iter_rows(values_only=True)
        return [dict(zip(map(str, header), row, strict=False)) for row in cells]

    return _by(rows("Incidents"), "incident_id"), _by(rows("Claims"), "claim_id")


def _of_gpkg(content: bytes) -> Tables:
    with tempfile.TemporaryDirectory(prefix="marchland-") as folder:
        # GDAL warns of a GeoPackage without its extension
        path = Path(folder) / "export.gpkg"
        path.write_bytes(content)
        incidents, claims = (
            _records(pyogrio.read_dataframe(path, layer=layer)) for layer in ("incidents", "claims")
        )
    return _by(incidents, "incident_id"), _by(claims, "claim_id")


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    names = list(map(str, frame.columns))
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _of_parquet(content: bytes) -> Tables:
    return _by(pq.read_table(io.BytesIO(content)).to_pylist(), "incident_id"), {}


def _of_zip(content: bytes) -> Tables:
    [page] = read_zip(content).values()
    return read_page_rows(page)


_READERS: Mapping[str, Callable[[bytes], Tables]] = MappingProxyType(
    {
        ".csv": _of_csv,
        ".geojson": _of_geojson,
        ".kml": _of_kml,
        ".xlsx": _of_xlsx,
        ".gpkg": _of_gpkg,
        ".parquet": _of_parquet,
        ".html": read_page_rows,
        ".zip": _of_zip,
    }
)
