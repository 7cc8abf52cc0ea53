"""Put together the folder of an import: rows, claims, layers, sources, and lists of what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.dossier import Dossier
from geo.importers.contract import Options
from geo.importers.duplicates import Duplicate, write_duplicates
from geo.importers.figures import FigureSource
from geo.importers.intake import ReadFile
from geo.importers.limits import INCIDENTS
from geo.importers.terms import NO_TERMS, attribution
from geo.importers.write import Imported, write_dossier, write_rejected


def write_rest(
    staging: Path, base: Dossier, read: Sequence[ReadFile], duplicates: Sequence[Duplicate]
) -> None:
    """Write everything beside the incidents, which lie in the folder already."""
    used = [one for one in read if one.parts]
    own_files = {one.report.file for one in used if one.profile.name == "own"}
    labels = {code: label for one in used for code, label in one.labels.items()}
    columns = pq.read_table(staging / INCIDENTS, columns=["incident_id", "import_file", "source_ids"])
    own = columns.filter(pc.is_in(columns["import_file"], pa.array(sorted(own_files), pa.string())))
    imported = Imported(
        reports=[one.report for one in read],
        sources=[one.source for one in used],
        own_ids=frozenset(own["incident_id"].to_pylist()) & frozenset(base.incidents["incident_id"]),
        resource=_terms(used),
        labels=labels,
        figures={one.report.file: _figures(one) for one in used if one.figures},
    )
    write_dossier(staging, base, imported)
    with (staging / "rejected.csv").open("w", encoding="utf-8", newline="") as file:
        write_rejected(file, [one.report for one in read])
    write_duplicates(staging / "duplicates.csv", duplicates)


def _figures(read: ReadFile) -> FigureSource:
    source = read.source
    return FigureSource(read.figures, source["source_id"], read.profile.publisher, source["date"])


def _terms(read: Sequence[ReadFile]) -> dict[str, Any]:
    """Give licence and attribution of all incidents: one file's, or a pointer to each row's own."""
    profiles = {one.profile.name: one.profile for one in read}
    named = sorted({_attribution(one) for one in read})
    one = next(iter(profiles.values()))
    licence = one.licence or NO_TERMS if len(profiles) == 1 else "several: see the column licence of each row"
    said = re.sub(r"[^A-Za-z0-9.]+", "-", licence).strip("-")
    path = {"path": one.licence_url} if len(profiles) == 1 and one.licence_url else {}
    described = " ".join(
        f"{r.report.file}: {r.report.accepted:,} of {r.report.rows_in:,} rows." for r in read
    )
    terms = {
        "description": f"Imported rows. {described} What was left out is listed in rejected.csv.",
        "licenses": [{"name": said, "title": licence, **path}],
        "attribution": "; ".join(named),
    }
    return {**terms, "restricted": True} if all(p.restricted for p in profiles.values()) else terms


def _attribution(read: ReadFile) -> str:
    return attribution(read.profile, Options(accessed=read.source.get("date", "")))
