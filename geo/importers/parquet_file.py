"""Read GeoParquet, or plain Parquet with columns of coordinates, batch by batch."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import IngestError, shorten
from geo.importers.contract import Batch, Note, Notes, Options, Table
from geo.importers.geometry import place_from_wkb
from geo.importers.header import name_columns
from geo.importers.limits import BATCH_ROWS, MAX_COLUMNS, MAX_RATIO, MAX_ROWS, MAX_UNPACKED_BYTES, MB
from geo.importers.records import cell_text

# texts of this size are never a bomb
_UNPACKED_FREE = 50 * MB
_ERRORS = (pa.ArrowException, OSError, ValueError, KeyError, TypeError)


def open_parquet(path: Path, _options: Options) -> Table:
    """Open a Parquet file.

    Raises
    ------
    IngestError
        When it is damaged, too large, or its geometry is kept in a way that is not known.
    """
    try:
        file = pq.ParquetFile(path, memory_map=False)
        _check_size(file.metadata)
        schema = file.schema_arrow
        geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        geometry, crs = _geometry(geo)
    except _ERRORS as error:
        raise IngestError("damaged-file", f"is a damaged Parquet file ({shorten(str(error))})") from None
    columns = [name for name in schema.names if name != geometry]
    names = name_columns(columns, width=len(columns))
    binary = [
        n
        for n in columns
        if pa.types.is_binary(schema.field(n).type) or pa.types.is_nested(schema.field(n).type)
    ]
    notes = (
        (Note("nested-column", f"Columns kept as JSON text: {shorten(', '.join(binary))}."),)
        if binary
        else ()
    )
    return Table(
        kind="Parquet",
        columns=names,
        batches=lambda: _batches(path, columns, geometry),
        assumed={"CRS": shorten(crs, limit=60) or "not stated"} if geometry else {},
        notes=notes,
        crs=crs,
        spatial=bool(geometry),
    )


def _check_size(metadata: pq.FileMetaData) -> None:
    if metadata.num_rows > MAX_ROWS:
        raise IngestError("too-many-rows", f"has {metadata.num_rows:,} rows: the limit is {MAX_ROWS:,}")
    if metadata.num_columns > MAX_COLUMNS:
        raise IngestError(
            "too-many-columns", f"has {metadata.num_columns:,} columns: the limit is {MAX_COLUMNS:,}"
        )
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if size > 4 * MAX_UNPACKED_BYTES:
        raise IngestError(
            "archive-size", f"unpacks to {size:,} bytes: the limit is {4 * MAX_UNPACKED_BYTES // MB:,} MB"
        )


def _geometry(geo: Any) -> tuple[str, str]:
    if not isinstance(geo, dict) or not geo:
        return "", ""
    column = str(geo["primary_column"])
    meta = geo["columns"][column]
    if str(meta.get("encoding", "WKB")).upper() != "WKB":
        raise IngestError("geometry", f"keeps its geometry as {shorten(str(meta['encoding']))}: expected WKB")
    crs = meta.get("crs", "OGC:CRS84")
    if crs is None:
        return column, ""
    identity = crs.get("id") if isinstance(crs, dict) else None
    if identity:
        return column, f"{identity['authority']}:{identity['code']}"
    return column, crs if isinstance(crs, str) else json.dumps(crs)


def _batches(path: Path, columns: Sequence[str], geometry: str) -> Iterator[Batch]:
    first = 2
    try:
        for block in _blocks(path):
            rows = list(range(first, first + block.num_rows))
            first += block.num_rows
            notes = Notes()
            cells = [[_text(value) for value in block.column(name).to_pylist()] for name in columns]
            places = None
            if geometry:
                shapes = block.column(geometry).to_pylist()
                places = [place_from_wkb(raw, notes, row) for raw, row in zip(shapes, rows, strict=True)]
            yield Batch(rows, cells, places, (), notes.freeze())
    except _ERRORS as error:
        raise IngestError("damaged-file", f"is a damaged Parquet file ({shorten(str(error))})") from None


def _blocks(path: Path) -> Iterator[pa.RecordBatch]:
    """Give the rows with texts still as dictionaries: a kilobyte of them can stand for gigabytes of text."""
    limit = max(MAX_RATIO * path.stat().st_size, _UNPACKED_FREE)
    texts = [field.name for field in pq.read_schema(path, memory_map=False) if _is_text(field.type)]
    unpacked = rows = 0
    with pq.ParquetFile(path, memory_map=False, read_dictionary=texts) as file:
        for block in file.iter_batches(batch_size=BATCH_ROWS // 5):
            unpacked += sum(map(_unpacked_bytes, block.columns))
            rows += block.num_rows
            if unpacked > limit:
                raise IngestError("archive-ratio", f"unpacks more than {MAX_RATIO} times, the limit")
            if rows > MAX_ROWS:
                raise IngestError("too-many-rows", f"has more than {MAX_ROWS:,} rows: the limit")
            yield block


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _unpacked_bytes(column: pa.Array) -> int:
    if not pa.types.is_dictionary(column.type) or not _is_text(column.type.value_type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return int(pc.sum(lengths.cast(pa.int64())).as_py() or 0)


def _text(value: Any) -> str:
    return "" if isinstance(value, float) and math.isnan(value) else cell_text(value)
