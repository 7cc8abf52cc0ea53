"""Look at the first rows of a file, as they stand and as they would be read; runs in the reading process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import IngestError, shorten
from geo.importers.contract import Batch, Options, Table
from geo.importers.mapping import map_columns
from geo.importers.profiles import choose_profile
from geo.importers.read import INPUT, Job, Outcome, Progress, in_words, job_of, open_file, read_table

# rows that are looked at, and rows of them that are shown
PEEK_ROWS, SHOWN_ROWS = 200, 8
_CELL_CHARACTERS = 120
# columns of an incident that a mapping decides about
READ_AS = (
    "incident_id", "date_start", "date_end", "date_precision", "latitude", "longitude", "geo_precision",
    "place", "incident_type", "title", "summary",
)  # fmt: skip


def run_job(folder: Path, raw: Mapping[str, Any], *, progress: Progress) -> str:
    """Look at the file of a job and give what is found as JSON; whatever goes wrong becomes a refusal."""
    return in_words(_peek, folder, raw, progress)


def _peek(folder: Path, raw: Mapping[str, Any], _progress: Progress) -> str:
    options, job = job_of(folder, raw)
    return json.dumps(peek_table(open_file(folder / INPUT, options, name=job.name), options, job))


def peek_table(table: Table, options: Options, job: Job) -> dict[str, Any]:
    """Read the first rows of a table.

    Returns
    -------
    dict
        Columns and first rows as they stand; mapping, first rows as read and rejected rows, or, in
        ``problem``, why the rows cannot be read like this.
    """
    first = next(_first(table))
    profile = choose_profile(table.columns, stated=options.format)
    found: dict[str, Any] = {
        "kind": table.kind,
        "columns": list(table.columns),
        "choices": list(table.choices),
        "spatial": table.spatial,
        "assumed": dict(table.assumed),
        "notes": [asdict(note) for note in table.notes],
        "before": _rows_of(first),
        "profile": profile.name,
        "guesses": [],
        "after": [],
        "rejected": [],
        "looked_at": len(first.rows) + len(first.rejected),
        "problem": None,
    }
    try:
        found["guesses"] = [asdict(one) for one in map_columns(table.columns, profile, options)]
        outcome = read_table(replace(table, batches=lambda: iter((first,))), options, job)
    except IngestError as error:
        return found | {"problem": [error.code, str(error)]}
    return found | _as_read(outcome)


def _first(table: Table) -> Iterator[Batch]:
    """Give the first rows of a table as one batch; an empty one when there are none."""
    for batch in table.batches():
        rows = batch.rows[:PEEK_ROWS]
        places = batch.places[:PEEK_ROWS] if batch.places is not None else None
        last = rows[-1] if len(rows) == PEEK_ROWS else None
        rejected = tuple(one for one in batch.rejected if last is None or one.row <= last)
        yield Batch(rows, [column[:PEEK_ROWS] for column in batch.columns], places, rejected, batch.notes)
    yield Batch([], [[] for _ in table.columns])


def _rows_of(batch: Batch) -> list[list[str]]:
    columns = [_texts(column[:SHOWN_ROWS]) for column in batch.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _texts(cells: Any) -> list[str]:
    plain = cells.to_pylist() if isinstance(cells, pa.Array | pa.ChunkedArray) else cells
    return [shorten(str(cell), limit=_CELL_CHARACTERS) if cell is not None else "" for cell in plain]


def _as_read(outcome: Outcome) -> dict[str, Any]:
    rows: list[list[str]] = []
    for part in outcome.parts[:1]:
        table = pq.read_table(part, columns=list(READ_AS)).slice(0, SHOWN_ROWS)
        rows = [list(row) for row in zip(*(_texts(table[name]) for name in READ_AS), strict=True)]
    return {
        "after": rows,
        "rejected": [asdict(one) for one in outcome.rejected],
        "notes": [asdict(note) for note in outcome.notes.freeze()],
        "guesses": [asdict(guess) for guess in outcome.guesses],
        "problem": None,
    }
