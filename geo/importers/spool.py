"""Keep the rows of a file in an Arrow file of the worker's own folder, so that columns can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from geo.importers.contract import Batch, Fault, Notes, Place, Rejected

ROW, X, Y, RADIUS, FAULT, MESSAGE = "\0row", "\0x", "\0y", "\0radius", "\0fault", "\0message"


@dataclass(frozen=True, slots=True)
class Spool:
    """Rows on disk; ``rejected`` and ``notes`` are what the reader found already."""

    path: Path
    columns: tuple[str, ...]
    rows: int
    spatial: bool
    rejected: tuple[Rejected, ...]
    notes: Notes

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Give the rows again, all columns or some."""
        with (
            pa.OSFile(str(self.path)) as source,
            pa.ipc.open_file(source, options=self._only(columns)) as reader,
        ):
            for number in range(reader.num_record_batches):
                yield reader.get_batch(number)

    def _only(self, columns: Sequence[str] | None) -> Any:
        """Have some columns only read from disk; a memory map would count in full against the limit."""
        if columns is None:
            return pa.ipc.IpcReadOptions()
        names = [ROW, *self.columns, *([X, Y, RADIUS, FAULT, MESSAGE] if self.spatial else [])]
        return pa.ipc.IpcReadOptions(included_fields=[names.index(name) for name in (ROW, *columns)])


def spool_rows(path: Path, columns: tuple[str, ...], batches: Iterable[Batch], *, spatial: bool) -> Spool:
    """Write the rows of a table to an Arrow file, as text."""
    notes = Notes()
    rejected: list[Rejected] = []
    rows = 0
    schema = pa.schema([(ROW, pa.int64()), *((c, pa.string()) for c in columns)])
    if spatial:
        for name, kind in ((X, pa.float64()), (Y, pa.float64()), (RADIUS, pa.float64())):
            schema = schema.append(pa.field(name, kind))
        schema = schema.append(pa.field(FAULT, pa.string())).append(pa.field(MESSAGE, pa.string()))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for batch in batches:
            rejected.extend(batch.rejected)
            for note in batch.notes:
                notes.put(note)
            if len(batch.rows):
                writer.write_batch(_record_batch(batch, schema, notes, spatial=spatial))
                rows += len(batch.rows)
    return Spool(path, columns, rows, spatial, tuple(rejected), notes)


def _record_batch(batch: Batch, schema: pa.Schema, notes: Notes, *, spatial: bool) -> pa.RecordBatch:
    texts = [_text_array(column, batch.rows, notes) for column in batch.columns]
    arrays = [pa.array(batch.rows, pa.int64()), *texts]
    if spatial:
        arrays.extend(_place_arrays(batch.places or [None] * len(batch.rows)))
    return pa.record_batch(arrays, schema=schema)


def _text_array(cells: Sequence[str], rows: Sequence[int], notes: Notes) -> pa.Array:
    if isinstance(cells, pa.Array):
        return cells
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        bad = [row for row, cell in zip(rows, cells, strict=True) if _clean(cell) != cell]
        notes.add("half-character", "Half characters (lone surrogates) are shown as “\ufffd”.", *bad)
        return pa.array([_clean(cell) for cell in cells], pa.string())


def _clean(cell: str) -> str:
    return cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _place_arrays(places: Sequence[Place | None]) -> list[Any]:
    return [
        pa.array([None if p is None or p.fault else p.x for p in places], pa.float64()),
        pa.array([None if p is None or p.fault else p.y for p in places], pa.float64()),
        pa.array([None if p is None else p.radius for p in places], pa.float64()),
        pa.array([p.fault.code if p and p.fault else None for p in places], pa.string()),
        pa.array([p.fault.message if p and p.fault else None for p in places], pa.string()),
    ]


def place_faults(batch: pa.RecordBatch) -> dict[int, Fault]:
    """Give the faults of places that a reader found, by position in the batch."""
    codes = batch.column(FAULT)
    found = np.flatnonzero(codes.is_valid().to_numpy(zero_copy_only=False))
    messages = batch.column(MESSAGE)
    return {int(i): Fault(codes[int(i)].as_py(), messages[int(i)].as_py()) for i in found}
