"""What the steps of an import hand to each other: sniff, read rows, map, check, then accepted and rejected.

A reader (one module per file format) gives a :class:`Table`: its columns, and its rows in batches of plain
text. Everything after that is the same for every format. A row that cannot be read leaves as
:class:`Rejected`, what is worth knowing leaves as :class:`Note`; a file that cannot be read at all raises
:class:`geo.errors.IngestError`. Codes of all three are described in :mod:`geo.importers.codes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geo.errors import shorten
from geo.importers.limits import ROWS_NAMED


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a file; empty means: find out, and say so.

    Attributes
    ----------
    format
        ``auto``, ``acled``, ``ucdp`` or ``table``.
    columns
        Our column to theirs, as saved in a mapping file; ours to ``""`` is taken from no column.
    values
        Our column to (their value to ours), as saved in a mapping file.
    constants
        Our column to one value for every row.
    date_order
        ``dmy``, ``mdy`` or ``ymd`` for days written with numbers only.
    crs
        Reference system of the coordinates, such as ``EPSG:32642``.
    no_position
        Accept a file that has no column for positions.
    accessed
        Day on which the data was taken from its publisher, for the attribution.
    """

    format: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    layer: str = ""
    encoding: str = ""
    crs: str = ""
    date_order: str = ""
    no_position: bool = False
    accessed: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: a code, and what was expected."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out: the header is row 1; a file without a header counts from 1."""

    row: int
    column: str
    value: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """A warning: how often it applies, and the first rows that it applies to."""

    code: str
    message: str
    count: int = 1
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feature lies, in degrees of the table's CRS; ``fault`` is why it has none."""

    x: float
    y: float
    radius: float | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a table: their numbers, their cells column by column (``""`` is empty), their places.

    A column is a list of texts, or an Arrow array of texts.
    """

    rows: Any
    columns: Sequence[Any]
    places: Sequence[Place | None] | None = None
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One opened table of a file.

    Attributes
    ----------
    kind
        Name of the format in words.
    columns
        Names as they stand in the file.
    batches
        Gives the rows, once.
    assumed
        What was assumed about the file, by kind (separator, encoding, sheet …).
    crs
        Reference system that the file states for ``places``; empty when there are none or it is silent.
    spatial
        Whether rows have places of their own.
    serial_epoch
        What day numbers of a workbook count from, 1900 or 1904.
    choices
        Sheets or layers that could be read instead; empty where there is one only.
    """

    kind: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    assumed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    crs: str = ""
    spatial: bool = False
    serial_epoch: int = 1900
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """The outcome of one file, as ``--report`` writes it."""

    file: str
    sha256: str
    rows_in: int = 0
    accepted: int = 0
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[Note, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=dict)
    mapping: tuple[tuple[str, str, str], ...] = ()
    refused: tuple[str, str] | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the plain values of the report, with the keys that are promised and no others."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "rows_in": self.rows_in,
            "accepted": self.accepted,
            "rejected": [
                {
                    "row": r.row,
                    "column": r.column,
                    "value": r.value,
                    "code": r.code,
                    "message": r.message,
                }
                for r in self.rejected
            ],
            "warnings": [
                {"code": n.code, "message": n.message, "count": n.count, "rows": list(n.rows)}
                for n in self.warnings
            ],
        }


class Notes:
    """Gather warnings: the same code and message is one warning with a count."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        self._found: dict[tuple[str, str], tuple[int, list[int]]] = {}
        for note in notes:
            self.put(note)

    def add(self, code: str, message: str, *rows: int) -> None:
        """Add a warning about rows, or about the whole file when no row is given."""
        self.put(Note(code, message, max(len(rows), 1), rows))

    def put(self, note: Note) -> None:
        """Add a warning that may already stand for several rows."""
        count, rows = self._found.setdefault((note.code, note.message), (0, []))
        rows.extend(note.rows[: ROWS_NAMED - len(rows)])
        self._found[note.code, note.message] = (count + note.count, rows)

    def freeze(self) -> tuple[Note, ...]:
        """Give all warnings in the order in which they were first met."""
        return tuple(Note(c, m, count, tuple(rows)) for (c, m), (count, rows) in self._found.items())


def reject(row: int, column: str, value: str, fault: Fault) -> Rejected:
    """Make a rejected row whose sentence names row, column and value."""
    place = f"row {row}"
    if column:
        place += f", column “{shorten(column)}”"
    shown = f", value “{shorten(value)}”" if value else ""
    return Rejected(row, column, shorten(value, limit=500), fault.code, f"{place}{shown}: {fault.message}")
