"""Find the header of a table: its row, its names, and what makes it unusable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import IngestError, shorten
from geo.importers.contract import Note
from geo.importers.limits import MAX_COLUMNS, MAX_NAME_CHARACTERS
from geo.importers.names import KNOWN_NAMES, UCDP_COLUMNS

LINES_SEARCHED = 20
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# a cell that is data rather than a name: a number or a day
_DATUM = re.compile(
    r"[+\-]?\d+([.,]\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\D.*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
)
# control characters and halves of characters have no place in a name
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns; ``skipped`` lines stand above them; rows begin with number ``first_row``."""

    columns: tuple[str, ...]
    skipped: int
    first_row: int
    notes: tuple[Note, ...] = ()


def fold_name(name: str) -> str:
    """Reduce a column's name to letters and digits in lower case, so that variants are the same."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if c.isalnum())


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """Choose the header among the first rows: the first that names known columns, else the first filled.

    Raises
    ------
    IngestError
        When there is no header, a name stands twice, or there are too many columns.
    """
    filled = [number for number, row in enumerate(rows[:LINES_SEARCHED]) if any(map(str.strip, row))]
    if not filled:
        raise IngestError(
            "no-header", f"has nothing that can be read in its first {LINES_SEARCHED} rows: expected a header"
        )
    if _is_headless_ucdp(rows[filled[0]]):
        note = Note("assumed-header", "There is no header: the columns are taken to be the 49 of UCDP GED.")
        return Header(UCDP_COLUMNS, 0, 1, (note,))
    known = [number for number in filled if _names_known(rows[number]) >= 2]
    wide = [number for number in filled if sum(map(bool, map(str.strip, rows[number]))) > 1]
    chosen = (known or wide or filled)[0]
    if not known:
        _refuse_data(rows[chosen])
    below = rows[chosen + 1 :]
    columns = name_columns(rows[chosen], width=max(map(_last_filled, below), default=0))
    notes = _notes(chosen, columns, rows[chosen])
    return Header(columns, chosen, 2, notes)


def _refuse_data(cells: Sequence[str]) -> None:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) > 2 and sum(bool(_DATUM.fullmatch(cell)) for cell in filled) * 2 >= len(filled):
        raise IngestError(
            "no-header",
            f"has data in its first row, “{shorten(', '.join(filled))}”: expected a header with the names of "
            "columns",
        )


def _last_filled(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)


def name_columns(cells: Sequence[str], *, width: int = 0) -> tuple[str, ...]:
    """Check names and give unnamed columns a name.

    Parameters
    ----------
    width
        How many cells of the first rows hold anything: empty names at the end beyond it are no columns.

    Raises
    ------
    IngestError
        When a name stands twice or is too long, or there are too many columns.
    """
    names = [cell.strip() for cell in cells]
    while len(names) > width and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise IngestError("too-many-columns", f"has {len(names):,} columns: the limit is {MAX_COLUMNS:,}")
    names = [name or f"column_{number}" for number, name in enumerate(names, start=1)]
    long = next((name for name in names if len(name) > MAX_NAME_CHARACTERS), None)
    if long:
        raise IngestError(
            "column-name",
            f"has a column name of {len(long):,} characters, “{shorten(long)}”: the limit is "
            f"{MAX_NAME_CHARACTERS:,}",
        )
    names = [_UNFIT.sub("\ufffd", name) for name in names]
    folded: dict[str, str] = {}
    for name in names:
        first = folded.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first is not name or names.count(name) > 1:
            raise IngestError(
                "duplicate-column",
                f"has two columns “{shorten(first)}” and “{shorten(name)}”: rename one",
            )
    return tuple(names)


def _names_known(row: Sequence[str]) -> int:
    return sum(fold_name(cell) in KNOWN_NAMES for cell in row if len(cell) < 60)


def _is_headless_ucdp(row: Sequence[str]) -> bool:
    if len(row) != len(UCDP_COLUMNS):
        return False
    numeric = ("id", "year", "type_of_violence", "where_prec", "latitude", "longitude", "date_prec", "best")
    return all(_NUMBER.fullmatch(row[UCDP_COLUMNS.index(name)].strip()) for name in numeric)


def _notes(chosen: int, columns: Sequence[str], cells: Sequence[str]) -> tuple[Note, ...]:
    notes = []
    if chosen:
        text = (
            f"The header is taken from line {chosen + 1}, “{shorten(', '.join(columns), limit=60)}”: it is "
            "row 1."
        )
        notes.append(Note("assumed-header", text, chosen))
    unnamed = [n for n, cell in zip(columns, cells, strict=False) if not cell.strip()]
    if unnamed:
        notes.append(Note("unnamed-column", f"Columns without a name: {shorten(', '.join(unnamed))}."))
    return tuple(notes)
