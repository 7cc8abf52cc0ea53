"""Read a workbook: values of one sheet, dates in either epoch; macros, links, formulas are never run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geo.errors import IngestError, shorten
from geo.importers.archives import DAMAGED, check_archive, read_member
from geo.importers.contract import Batch, Fault, Note, Options, Rejected, Table, reject
from geo.importers.header import LINES_SEARCHED, Header, find_header
from geo.importers.limits import BATCH_ROWS, MAX_COLUMNS, MAX_ROWS
from geo.importers.records import cell_text

# the sheet of our own exports that is meant when none is named
OWN_SHEET = "incidents"
_PROLOGUE = 4_096
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="([A-Z]{1,4}\d{1,9})(?::([A-Z]{1,4})(\d{1,9}))?"')
_DAMAGED = (*DAMAGED, TypeError, AttributeError, IndexError, SyntaxError, AssertionError, OverflowError)


def open_xlsx(path: Path, options: Options) -> Table:
    """Open a workbook.

    Raises
    ------
    IngestError
        When it is damaged or harmful, too large, or the sheet asked for is not there.
    """
    members = [member.filename for member in check_archive(path)]
    _check_members(path, members)
    try:
        with _opened(path) as book:
            title, visible, notes = _choose(book, options.sheet)
            sheet = book[title]
            notes += _contents(path, members, sheet)
            head = [row for _, row in zip(range(LINES_SEARCHED + 5), _rows(sheet), strict=False)]
            epoch = 1904 if book.epoch.year == 1904 else 1900
    except _DAMAGED as error:
        raise IngestError("damaged-file", f"is a damaged workbook ({shorten(str(error))})") from None
    header = find_header(head)
    return Table(
        kind="XLSX",
        columns=header.columns,
        batches=lambda: _batches(path, title, header),
        assumed={"sheet": title, "dates": f"from {epoch}"},
        notes=(*notes, *header.notes),
        serial_epoch=epoch,
        choices=visible if len(visible) > 1 else (),
    )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import openpyxl  # noqa: PLC0415 - only workbooks need it

    # by its content: the copy that is read has no extension
    with (
        path.open("rb") as file,
        closing(openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)) as book,
    ):
        yield book


def _check_members(path: Path, members: Sequence[str]) -> None:
    """Read the head of every XML part: no entities, and no sheet that says it is too large."""
    with zipfile.ZipFile(path) as archive:
        for name in members:
            if not name.lower().endswith((".xml", ".rels", ".vml")):
                continue
            try:
                with archive.open(name) as file:
                    head = file.read(_PROLOGUE)
            except DAMAGED as error:
                raise IngestError(
                    "damaged-archive", f"holds “{shorten(name)}”, which is damaged ({error})"
                ) from None
            plain = head.replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise IngestError("entities", f"declares entities in “{shorten(name)}”: no workbook does")
            _check_dimension(head)


def _check_dimension(head: bytes) -> None:
    match = _DIMENSION.search(head)
    if match is None or match[2] is None:
        return
    columns = 0
    for letter in match[2].decode("ascii"):
        columns = 26 * columns + ord(letter) - 64
    if columns > MAX_COLUMNS:
        raise IngestError(
            "too-many-columns", f"has a sheet of {columns:,} columns: the limit is {MAX_COLUMNS:,}"
        )
    if int(match[3]) > MAX_ROWS + LINES_SEARCHED:
        raise IngestError(
            "too-many-rows", f"has a sheet of {int(match[3]):,} rows: the limit is {MAX_ROWS:,}"
        )


def _choose(book: Any, wanted: str) -> tuple[str, tuple[str, ...], tuple[Note, ...]]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    names = [sheet.title for sheet in sheets]
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    visible = [name for name in names if name not in hidden]
    if wanted and wanted not in names:
        raise IngestError(
            "sheet", f"has no sheet “{shorten(wanted)}”. Its sheets: {shorten(', '.join(names))}"
        )
    if not names:
        raise IngestError("no-rows", "has no sheet")
    chosen = wanted or next((n for n in visible if n.casefold() == OWN_SHEET), (visible or names)[0])
    notes = []
    if hidden:
        notes.append(
            Note("hidden-sheet", f"Hidden sheets are not read: {shorten(', '.join(hidden))}.", len(hidden))
        )
    if len(visible) > 1 and not wanted:
        said = f"The sheet “{chosen}” is read, of {shorten(', '.join(visible))}. Choose with --sheet."
        notes.append(Note("assumed-sheet", said, len(visible) - 1))
    return chosen, tuple(visible), tuple(notes)


def _contents(path: Path, members: Sequence[str], sheet: Any) -> tuple[Note, ...]:
    """Say what of the workbook is not read: macros, links, merged cells, formulas without a value."""
    lower = [name.lower() for name in members]
    notes = []
    if any(name.endswith("vbaproject.bin") for name in lower):
        notes.append(Note("macros", "Macros are in the workbook; they are never run."))
    if any("externallinks/" in name for name in lower):
        notes.append(
            Note("external-link", "Links to other workbooks are not followed; stored values are read.")
        )
    part = sheet._worksheet_path  # noqa: SLF001 - openpyxl has no other way to the part's name
    with zipfile.ZipFile(path) as archive:
        content = read_member(archive, part.lstrip("/"), limit=400_000_000)
    merged = content.count(b"<mergeCell ")
    if merged:
        notes.append(Note("merged-cells", "Merged cells hold a value in their first cell only.", merged))
    if b"<f" in content:
        empty = len(re.findall(rb"<f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v></v>|</c>)", content))
        said = "Formulas are read by their stored values"
        if empty:
            notes.append(Note("formula-without-value", f"{said}; some have none and count as empty.", empty))
        else:
            notes.append(Note("formulas", f"{said}."))
    return tuple(notes)


def _rows(sheet: Any) -> Iterator[list[str]]:
    # the stated dimension may lie: rows come as they are
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_ROWS + LINES_SEARCHED + 1:
            raise IngestError("too-many-rows", f"has more than {MAX_ROWS:,} rows: the limit")
        if len(row) > MAX_COLUMNS and any(value is not None for value in row[MAX_COLUMNS:]):
            raise IngestError(
                "too-many-columns", f"has a cell in column {len(row):,}: the limit is {MAX_COLUMNS:,}"
            )
        yield [cell_text(value) for value in row]


def _batches(path: Path, title: str, header: Header) -> Iterator[Batch]:
    try:
        with _opened(path) as book:
            block: list[tuple[int, list[str]]] = []
            for line, row in enumerate(_rows(book[title])):
                number = line - header.skipped + 1
                if number >= header.first_row:
                    block.append((number, row))
                if len(block) == BATCH_ROWS:
                    yield _batch(block, header)
                    block = []
            if block:
                yield _batch(block, header)
    except _DAMAGED as error:
        raise IngestError("damaged-file", f"is a damaged workbook ({shorten(str(error))})") from None


def _batch(block: Sequence[tuple[int, list[str]]], header: Header) -> Batch:
    width = len(header.columns)
    good: list[tuple[int, list[str]]] = []
    rejected: list[Rejected] = []
    blank: list[int] = []
    for number, row in block:
        cells = [*row, *[""] * (width - len(row))]
        if any(cells[width:]):
            fault = Fault("cell-count", f"has values beyond the {width} columns of the header")
            rejected.append(reject(number, "", ",".join(filter(None, cells[width:])), fault))
        elif cells[:width] == list(header.columns):
            rejected.append(reject(number, "", "", Fault("repeated-header", "repeats the header")))
        elif any(map(str.strip, cells)):
            good.append((number, cells[:width]))
        else:
            blank.append(number)
    notes = (Note("blank-rows", "Blank rows are left out.", len(blank), tuple(blank)),) if blank else ()
    columns = list(zip(*(cells for _, cells in good), strict=True)) or [()] * width
    return Batch([number for number, _ in good], columns, None, tuple(rejected), notes)
