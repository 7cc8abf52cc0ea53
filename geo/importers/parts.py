"""The parts of an import: enriched one by one, one set of columns, ids distinct over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.importers.enrich import Layers, enrich
from geo.importers.read import Progress

Enrich = Callable[[Sequence[Path], Layers, Progress], Iterator[pa.Table]]


def enrich_here(parts: Sequence[Path], layers: Layers, progress: Progress) -> Iterator[pa.Table]:
    """Enrich parts one after the other in this process."""
    for part in parts:
        table = enrich(pq.read_table(part), layers)
        progress("joined", table.num_rows)
        yield table


def schema_of_parts(parts: Sequence[Path]) -> pa.Schema:
    """Give the columns of all parts together, in the order in which they are first met, once enriched."""
    fields: dict[str, pa.Field] = {}
    for part in parts:
        for one in pq.read_schema(part):
            fields.setdefault(one.name, one.remove_metadata() if one.metadata else one)
    added = [(name, pa.string()) for name in ("country", "enclave_id_in", "sector_id")]
    added += [("distance_km", pa.float64()), ("hotspot_km", pa.float64()), ("geometry", pa.binary())]
    kept = [one for name, one in fields.items() if name not in {"longitude", "latitude"}]
    return pa.schema([*kept, *(pa.field(name, kind) for name, kind in added)])


def distinct_ids(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Make ids distinct over files: each file's own are distinct already."""
    seen: set[str] = set()
    for table in tables:
        ids = table["incident_id"].to_pylist()
        fresh = []
        for one in ids:
            found, number = one, 1
            while found in seen:
                number += 1
                found = f"{one}#{number}"
            seen.add(found)
            fresh.append(found)
        yield table if fresh == ids else table.set_column(0, "incident_id", pa.array(fresh, pa.string()))
