"""Read a CSV file whose every row is regular at the speed of Arrow; any other goes the row-by-row way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from geo.errors import IngestError
from geo.importers.contract import Batch, Fault, Note, reject
from geo.importers.header import Header
from geo.importers.limits import BATCH_ROWS, MAX_ROWS

# small files gain nothing
WORTH_BYTES = 2_000_000
_SCANNED = 16_000_000
# Arrow reads dozens of blocks ahead: small ones keep that within the memory limit
_BLOCK = 2_000_000
_QUOTE, _RETURN, _LINE = b'"\r\n'


def is_regular(path: Path, separator: str, header: Header) -> bool:
    """Say whether both ways of reading give the same rows: plain quoting, one width, header in row 1."""
    if path.stat().st_size < WORTH_BYTES or header.skipped or header.first_row != 2:
        return False
    return _quotes_are_plain(path, ord(separator)) and _has_one_width(path, separator, header)


def _quotes_are_plain(path: Path, separator: int) -> bool:
    """Check that quotation marks open at the start of a cell, close at its end, and are doubled inside."""
    quotes, before = 0, np.array([_LINE], dtype=np.uint8)
    with path.open("rb") as file:
        block = file.read(_SCANNED)
        while block:
            ahead = file.read(_SCANNED)
            after = np.frombuffer(ahead[:1] or b"\n", dtype=np.uint8)
            data = np.concatenate([before, np.frombuffer(block, dtype=np.uint8), after])
            marks = np.flatnonzero(data[1:-1] == _QUOTE) + 1
            opening = (quotes + np.arange(len(marks))) % 2 == 0
            beside = np.where(opening, data[marks - 1], data[marks + 1])
            plain = (beside == separator) | (beside == _LINE) | (beside == _RETURN) | (beside == _QUOTE)
            # the mark of UTF-8 may stand before the first cell
            plain |= (marks == 4) & (quotes + np.arange(len(marks)) == 0)
            returns = np.flatnonzero(data[1:-1] == _RETURN) + 1
            if not plain.all() or (data[returns + 1] != _LINE).any() or (data == 0).any():
                return False
            quotes += len(marks)
            before, block = data[-2:-1], ahead
    return quotes % 2 == 0


def _has_one_width(path: Path, separator: str, header: Header) -> bool:
    try:
        with _reader(path, separator, header, [header.columns[0]]) as reader:
            return all(block.num_rows >= 0 for block in reader)
    except pa.ArrowException:
        return False


def _reader(path: Path, separator: str, header: Header, columns: list[str]) -> Any:
    return pa_csv.open_csv(
        path,
        pa_csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=list(header.columns)),
        pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True, ignore_empty_lines=False),
        pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header.columns, pa.string()),
            strings_can_be_null=False,
            include_columns=columns,
        ),
    )


def regular_batches(path: Path, separator: str, header: Header) -> Iterator[Batch]:
    """Give the rows of a regular file; blank rows and repeated headers are taken out and said.

    Raises
    ------
    IngestError
        When there are more rows than the limit.
    """
    first = 1
    with _reader(path, separator, header, list(header.columns)) as reader:
        for block in _gathered(reader):
            numbers = np.arange(first, first + block.num_rows)
            first += block.num_rows
            if first > MAX_ROWS + 2:
                raise IngestError(
                    "too-many-rows", f"has more than {MAX_ROWS:,} rows: split it into several files"
                )
            yield _batch(block, numbers, header)


def _gathered(reader: Any) -> Iterator[pa.RecordBatch]:
    """Join small blocks to batches of the size that the other steps work with."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for block in reader:
        waiting.append(block)
        rows += block.num_rows
        if rows >= BATCH_ROWS:
            yield pa.concat_batches(waiting)
            waiting, rows = [], 0
    if waiting:
        yield pa.concat_batches(waiting)


def _batch(block: pa.RecordBatch, numbers: Any, header: Header) -> Batch:
    blank = _all_columns(block, [""] * block.num_columns)
    repeated = _all_columns(block, header.columns)
    rejected = tuple(
        reject(int(number), "", "", Fault("repeated-header", "repeats the header"))
        for number in numbers[repeated]
        if number > 1
    )
    lost = tuple(int(number) for number in numbers[blank])
    notes = (Note("blank-rows", "Blank rows are left out.", len(lost), lost),) if lost else ()
    kept = ~(blank | repeated)
    if not kept.all():
        block = block.filter(pa.array(kept))
        numbers = numbers[kept]
    return Batch(numbers, block.columns, None, rejected, notes)


def _all_columns(block: pa.RecordBatch, texts: Any) -> Any:
    """Give the mask of rows whose every cell, without white space around it, is the text of its column."""
    mask = np.ones(block.num_rows, dtype=bool)
    for column, text in zip(block.columns, texts, strict=True):
        mask &= pc.equal(pc.utf8_trim_whitespace(column), text).to_numpy(zero_copy_only=False)
        if not mask.any():
            break
    return mask
