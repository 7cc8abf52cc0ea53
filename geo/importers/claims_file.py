"""Write the claims of an import: those of the dossier that still apply, and those of casualty columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.columns import STANDARD_COLUMNS
from geo.importers.figures import CLAIMANT, FigureSource, claims_from_incidents
from geo.importers.limits import INCIDENTS

CLAIMS = "claims.parquet"
_SCHEMA = pa.schema(
    [(name, pa.float64() if name == "value" else pa.string()) for name in STANDARD_COLUMNS["claims"]]
)
# words of measures that the dossier at hand may not know, by language
MEASURES = MappingProxyType(
    {
        "": {
            "killed": "Killed",
            "injured": "Injured",
            "displaced": "Displaced",
            "killed_side_a": "Killed on side A",
            "killed_side_b": "Killed on side B",
            "killed_civilians": "Civilians killed",
            "killed_unknown_side": "Killed, side not known",
        },
        "_ru": {
            "killed": "Погибшие",
            "injured": "Раненые",
            "displaced": "Перемещённые",
            "killed_side_a": "Погибшие стороны A",
            "killed_side_b": "Погибшие стороны B",
            "killed_civilians": "Погибшие гражданские",
            "killed_unknown_side": "Погибшие, сторона неизвестна",
        },
    }
)


def write_claims(
    folder: Path, about: pd.DataFrame, given: Mapping[str, Any], figures: Mapping[str, FigureSource]
) -> dict[str, Any]:
    """Write claims as one Parquet file and give its resource.

    Parameters
    ----------
    folder
        Holds the incidents, which the casualty columns are read from.
    about
        Claims of the dossier that still apply.
    given
        The dossier's own resource of claims; may be empty.
    """
    path = folder / CLAIMS
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd", compression_level=3) as writer:
        for table in _tables(folder / INCIDENTS, about, figures):
            writer.write_table(table.select(_SCHEMA.names).cast(_SCHEMA))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": "claims",
        "path": CLAIMS,
        "title": given.get("title", "Claims"),
        "description": "Figures given by somebody; those of imported casualty columns are told by no side: "
        "their claimant is “reported”, their channel the publisher of the data.",
        "mediatype": "application/vnd.apache.parquet",
        "hash": f"sha256:{digest}",
        "licenses": [{"name": "several", "title": "several: that of each claim's incident or source"}],
        "attribution": "; ".join(
            dict.fromkeys(filter(None, (given.get("attribution"), *(s.publisher for s in figures.values()))))
        )
        or "The owners of the imported files",
        "schema": {
            "fields": _fields(given),
            "primaryKey": ["claim_id"],
            "missingValues": [""],
        },
    }


def _tables(incidents: Path, about: pd.DataFrame, figures: Mapping[str, FigureSource]) -> Iterator[pa.Table]:
    if len(about):
        plain = about[list(_SCHEMA.names)].astype(object)
        yield pa.Table.from_pandas(plain.where(plain.notna(), None), _SCHEMA, preserve_index=False)
    yield from claims_from_incidents(incidents, figures)


def _fields(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    described = {field["name"]: field for field in given.get("schema", {}).get("fields", ())}
    return [
        {
            "name": name,
            "type": "number" if name == "value" else "string",
            "title": described.get(name, {}).get("title", name),
            "description": described.get(name, {}).get("description", "Column of a claim."),
        }
        for name in _SCHEMA.names
    ]


def with_words(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give a dossier's own part with the claimant and the measures that casualty columns need."""
    out = dict(raw)
    claimants = list(raw.get("claimants") or ())
    if CLAIMANT not in {one.get("id") for one in claimants}:
        claimants.append({"id": CLAIMANT, "name": "Reported", "name_ru": "По сообщениям", "party": None})
    out["claimants"] = claimants
    for suffix, words in MEASURES.items():
        key = f"labels{suffix}"
        labels = raw.get(key) or {}
        if labels or not suffix:
            out[key] = {**labels, "measure": {**words, **labels.get("measure", {})}}
    return out
