"""Write what was imported as a dossier: incidents, the layers of another dossier, sources, descriptor."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.descriptor import DESCRIPTOR
from geo.dossier import Dossier
from geo.escape import csv_cell
from geo.importers.claims_file import with_words, write_claims
from geo.importers.contract import FileReport
from geo.importers.describe import describe_incidents
from geo.importers.figures import FigureSource
from geo.importers.limits import INCIDENTS
from geo.text import split_list

# everything of a dossier that stays true whatever incidents it shows
CARRIED = (
    "countries", "boundaries", "boundary_status", "enclaves", "crossings", "crossing_status", "hotspots",
    "places",
    "lakes", "relief", "events", "milestones", "damage", "delimitation",
)  # fmt: skip
_ABOUT = ("claims", "accounts")
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_incidents(tables: Iterable[pa.Table], path: Path, schema: pa.Schema) -> None:
    """Write enriched parts as one GeoParquet file; a column that a part lacks is empty there."""
    schema = schema.with_metadata({"geo": json.dumps(_GEO)})
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3) as writer:
        for table in tables:
            arrays = [
                table[f.name].cast(f.type) if f.name in table.column_names else pa.nulls(len(table), f.type)
                for f in schema
            ]
            writer.write_table(pa.table(arrays, schema=schema))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import adds to the layers of a dossier.

    Attributes
    ----------
    sources
        One row of ``sources`` per imported file.
    own_ids
        Ids of rows that are the dossier's own incidents come back: its claims and accounts follow them.
    resource
        Licence, attribution and description of the incidents.
    labels
        Words for the codes of types.
    figures
        Casualty columns by file.
    """

    reports: Sequence[FileReport]
    sources: Sequence[Mapping[str, str]]
    own_ids: frozenset[str]
    resource: Mapping[str, Any]
    labels: Mapping[str, str]
    figures: Mapping[str, FigureSource] = field(default_factory=dict)


def write_dossier(folder: Path, base: Dossier, imported: Imported) -> None:
    """Write layers, sources and descriptor beside the incidents."""
    package = json.loads((base.path / DESCRIPTOR).read_text(encoding="utf-8"))
    given = {raw["name"]: raw for raw in package["resources"]}
    used: set[str] = set()
    resources: list[Mapping[str, Any]] = [
        describe_incidents(folder / INCIDENTS, given.get("incidents", {}), imported.resource)
    ]
    for name in CARRIED:
        if name in given:
            shutil.copyfile(base.path / given[name]["path"], folder / given[name]["path"])
            resources.append(given[name])
            used |= _sources_of(base.tables[name]) if name in base.tables else set()
    subjects = imported.own_ids | set(base.events["event_id"]) | set(base.milestones["milestone_id"])
    for name in _ABOUT:
        about = base.tables[name][base.tables[name]["subject_id"].isin(subjects)]
        if name == "claims" and imported.figures:
            resources.append(write_claims(folder, about, given.get(name, {}), imported.figures))
        elif len(about):
            write_rows(folder / f"{name}.csv", about[_fields(given[name])])
            resources.append({**given[name], "path": f"{name}.csv"})
        used |= _sources_of(about)
    carried = base.sources[base.sources["source_id"].isin(used)]
    added = pd.DataFrame(imported.sources, columns=carried.columns)
    sources = pd.concat([carried, added.astype(object)]).sort_values("source_id")
    write_rows(folder / "sources.csv", sources[_fields(given["sources"])])
    resources.append({**given["sources"], "path": "sources.csv"})
    package |= {"resources": resources, "dossier": _dossier(package["dossier"], imported)}
    (folder / DESCRIPTOR).write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")


def _fields(resource: Mapping[str, Any]) -> list[str]:
    """Give the columns that a resource's own schema describes; reading it has added those that it lacks."""
    return [field["name"] for field in resource["schema"]["fields"]]


def _sources_of(frame: pd.DataFrame) -> set[str]:
    columns = [column for column in ("source_ids", "source_id") if column in frame.columns]
    return {key for column in columns for cell in frame[column] for key in split_list(cell)}


def _dossier(raw: Mapping[str, Any], imported: Imported) -> dict[str, Any]:
    raw = with_words(raw) if imported.figures else raw
    words = raw.get("labels") or {}
    types = {**imported.labels, **words.get("incident_type", {})}
    # the base's own sentence about itself is in no language one about these rows
    kept = {key: value for key, value in raw.items() if not key.startswith("subtitle_")}
    return {
        **kept,
        "subtitle": " ".join(describe_report(report) for report in imported.reports),
        "dates": {"start": None, "end": None},
        "labels": {**words, "incident_type": types},
        "imports": [
            {
                "file": report.file,
                "sha256": report.sha256,
                "rows_in": report.rows_in,
                "accepted": report.accepted,
                "rejected": len(report.rejected),
            }
            for report in imported.reports
        ],
    }


def describe_report(report: FileReport) -> str:
    """Say in a sentence what became of a file."""
    if report.refused:
        return f"{report.file}: refused, {report.refused[1]}."
    counts = {note.code: note.count for note in report.warnings}
    return (
        f"{report.file}: {report.accepted:,} of {report.rows_in:,} rows accepted, {len(report.rejected):,} "
        "rejected; "
        f"{counts.get('undated', 0):,} without a date, {counts.get('unlocated', 0):,} without a place."
    )


def write_rows(path: Path, frame: pd.DataFrame) -> None:
    """Write a table of a dossier as CSV: dates as ISO days, unknown as empty."""
    out = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    for column in out.columns:
        if pd.api.types.is_datetime64_any_dtype(out[column]):
            out[column] = out[column].dt.strftime("%Y-%m-%d")
    out.to_csv(path, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)


def write_rejected(file: TextIO, reports: Sequence[FileReport]) -> None:
    """Write every rejected row with file, row, column, value, code and sentence; no cell is a formula."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["file", "row", "column", "value", "code", "message"])
    for report in reports:
        for one in report.rejected:
            cells = (report.file, str(one.row), one.column, one.value, one.code, one.message)
            writer.writerow([csv_cell(cell) for cell in cells])
