"""Read CSV of any dialect: separator, quotes and header are found out and said."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from geo.errors import IngestError, shorten
from geo.importers.contract import Batch, Fault, Note, Options, Rejected, Table, reject
from geo.importers.csv_regular import is_regular, regular_batches
from geo.importers.encodings import find_encoding
from geo.importers.header import Header, find_header
from geo.importers.limits import BATCH_ROWS, MAX_CELL_CHARACTERS, MAX_ROWS

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 2_000_000


def open_csv(path: Path, options: Options) -> Table:
    """Open a CSV file.

    Raises
    ------
    IngestError
        When its encoding cannot be told, it has one column only, or its header is unusable.
    """
    encoding = find_encoding(path, stated=options.encoding)
    separator, skipped = _find_separator(path, encoding)
    with _reading(path, encoding, separator, skipped) as reader:
        head = [row for _, row in zip(range(30), _tolerant(reader), strict=False)]
    header = find_header(head)
    if len(header.columns) < 2:
        raise IngestError(
            "one-column",
            f"has one column only, “{shorten(header.columns[0])}”: expected columns separated by "
            "comma, semicolon, tab or vertical bar",
        )
    notes = list(header.notes)
    if separator != ",":
        named = f"The separator is a {SEPARATORS.get(separator, separator)}"
        notes.append(Note("assumed-separator", named + (", as its “sep=” line says." if skipped else ".")))
    if encoding not in {"utf-8", "utf-8-sig"}:
        notes.append(Note("assumed-encoding", f"The encoding is {encoding}."))
    return Table(
        kind="CSV",
        columns=header.columns,
        batches=lambda: _choose_way(path, encoding, separator, skipped, header),
        assumed={"separator": SEPARATORS.get(separator, separator), "encoding": encoding},
        notes=tuple(notes),
    )


@contextmanager
def _reading(path: Path, encoding: str, separator: str, skipped: int) -> Iterator[Iterator[list[str]]]:
    limit = csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        with path.open(encoding=encoding, newline="") as file:
            for _ in range(skipped):
                file.readline(_SAMPLE_CHARACTERS)
            yield csv.reader(file, delimiter=separator, strict=True)
    finally:
        csv.field_size_limit(limit)


def _tolerant(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield []


def _find_separator(path: Path, encoding: str) -> tuple[str, int]:
    with path.open(encoding=encoding, newline="") as file:
        lines = _sample(file)
    first = lines[0].strip("\r\n\"' ") if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(SEPARATORS, key=lambda separator: _fit(lines, separator)), 0


def _sample(file: TextIO) -> list[str]:
    text = file.read(_SAMPLE_CHARACTERS)
    return text.splitlines(keepends=True)[:_SAMPLE_LINES]


def _fit(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """Say how well a separator cuts lines into rows alike: rows of the commonest width, that width."""
    rows = list(_tolerant(csv.reader(lines, delimiter=separator)))
    widths = [len(row) for row in rows if any(row)]
    if not widths:
        return 0, 0
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(common) * (common > 1), common)


def _choose_way(path: Path, encoding: str, separator: str, skipped: int, header: Header) -> Iterator[Batch]:
    if encoding in {"utf-8", "utf-8-sig"} and not skipped and is_regular(path, separator, header):
        return regular_batches(path, separator, header)
    return _batches(path, encoding, separator, skipped, header)


def _batches(path: Path, encoding: str, separator: str, skipped: int, header: Header) -> Iterator[Batch]:
    with _reading(path, encoding, separator, skipped) as reader:
        rows = _numbered(reader, header)
        while True:
            block = list(itertools.islice(rows, BATCH_ROWS))
            if not block:
                return
            yield _batch(block, header)


def _numbered(reader: Iterator[list[str]], header: Header) -> Iterator[tuple[int, list[str] | csv.Error]]:
    for number in itertools.count(1 - header.skipped):
        try:
            row: list[str] | csv.Error = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                fault = f"has a quotation mark in row {number} that is never closed, up to its last line"
                raise IngestError("open-quote", fault) from None
            row = error
        if number > MAX_ROWS + 1:
            raise IngestError(
                "too-many-rows", f"has more than {MAX_ROWS:,} rows: split it into several files"
            )
        if number >= header.first_row:
            yield number, row


def _batch(block: Sequence[tuple[int, list[str] | csv.Error]], header: Header) -> Batch:
    width = len(header.columns)
    names = list(header.columns)
    good: list[tuple[int, list[str]]] = []
    rejected: list[Rejected] = []
    blank: list[int] = []
    for number, row in block:
        if isinstance(row, csv.Error):
            rejected.append(reject(number, "", "", Fault("row-unreadable", f"cannot be read as CSV ({row})")))
            continue
        cells = row if len(row) == width else _fitted(row, width)
        if len(cells) != width:
            fault = Fault("cell-count", f"expected {width} cells as in the header, found {len(row)}")
            rejected.append(reject(number, "", ",".join(row), fault))
        elif cells == names:
            rejected.append(reject(number, "", "", Fault("repeated-header", "repeats the header")))
        elif any(map(str.strip, cells)):
            good.append((number, cells))
        else:
            blank.append(number)
    notes = (Note("blank-rows", "Blank rows are left out.", len(blank), tuple(blank)),) if blank else ()
    columns = list(zip(*(cells for _, cells in good), strict=True)) or [()] * width
    return Batch([number for number, _ in good], columns, None, tuple(rejected), notes)


def _fitted(row: list[str], width: int) -> list[str]:
    """Take empty cells off the end of a row that a spreadsheet padded; a blank row gets the full width."""
    if not any(row):
        return [""] * width
    end = len(row)
    while end > width and not row[end - 1]:
        end -= 1
    return row[:end]
