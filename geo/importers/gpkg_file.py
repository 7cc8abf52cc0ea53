"""Read a GeoPackage as the SQLite file that it is: read only, tables only, no triggers, no views."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import IngestError, shorten
from geo.importers.contract import Batch, Fault, Note, Notes, Options, Place, Table
from geo.importers.geometry import place_from_wkb
from geo.importers.header import name_columns
from geo.importers.limits import BATCH_ROWS, MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, MB
from geo.importers.records import cell_text

# the layer of our own exports that is meant when none is named
OWN_LAYER = "incidents"
_STANDARD_TRIGGERS = ("rtree_", "gpkg_", "trigger_insert_feature_count", "trigger_delete_feature_count")
_ENVELOPES = (0, 32, 48, 48, 64)
_EMPTY_FLAG, _EXTENDED_FLAG = 0x10, 0x20
_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA,
     sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    geometry: str
    crs: str


def open_gpkg(path: Path, options: Options) -> Table:
    """Open a GeoPackage.

    Raises
    ------
    IngestError
        When it is damaged, holds no table of features, or the layer asked for is not there.
    """
    try:
        with closing(_connect(path)) as connection:
            layers = _layers(connection)
            layer, notes = _choose(layers, options.layer)
            columns = _columns(connection, layer)
            notes += _left_alone(path, connection)
    except sqlite3.Error as error:
        raise _damaged(error) from None
    names = name_columns(columns)
    return Table(
        kind="GeoPackage",
        columns=names,
        batches=lambda: _batches(path, layer, columns),
        assumed={"layer": layer.name, "CRS": layer.crs or "not stated"},
        notes=notes,
        crs=layer.crs,
        spatial=bool(layer.geometry),
        choices=tuple(one.name for one in layers) if len(layers) > 1 else (),
    )


def _connect(path: Path) -> sqlite3.Connection:
    # immutable: no journal is looked for and nothing is ever written
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MAX_CELL_CHARACTERS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    return connection


def _authorize(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _layers(connection: sqlite3.Connection) -> tuple[_Layer, ...]:
    """List the tables of features and of attributes; views and virtual tables are no layers."""
    real = {
        name
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if sql and not sql.upper().lstrip().startswith("CREATE VIRTUAL")
    }
    stated = connection.execute(
        "SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id "
        "FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name "
        "LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
        "WHERE c.data_type IN ('features', 'attributes') ORDER BY c.data_type DESC, c.table_name"
    )
    return tuple(_Layer(str(n), str(g or ""), _crs(o, i)) for n, g, o, i in stated if n in real)


def _crs(organization: Any, number: Any) -> str:
    return f"{organization}:{number}" if organization and isinstance(number, int) and number > 0 else ""


def _left_alone(path: Path, connection: sqlite3.Connection) -> tuple[Note, ...]:
    """Say what of the file is not used: changes kept in a missing journal, and triggers."""
    notes = []
    with path.open("rb") as file:
        head = file.read(20)
    if head[18:20] == b"\x02\x02":
        said = (
            "Changes that were not yet written into the file (its -wal journal) are missing: close it in the "
            "program that wrote it, and import it again."
        )
        notes.append(Note("journal-missing", said))
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    own = [str(name) for (name,) in found if not str(name).startswith(_STANDARD_TRIGGERS)]
    if own:
        said = f"Triggers are never run: {shorten(', '.join(own))}."
        notes.append(Note("triggers", said, len(own)))
    return tuple(notes)


def _damaged(error: sqlite3.Error) -> IngestError:
    if "too big" in str(error):
        limit = f"{4 * MAX_CELL_CHARACTERS // MB:,} MB"
        return IngestError("cell-too-large", f"has a cell of more than {limit}, the limit")
    return IngestError("damaged-file", f"is a damaged GeoPackage ({error})")


def _choose(layers: Sequence[_Layer], wanted: str) -> tuple[_Layer, tuple[Note, ...]]:
    names = ", ".join(layer.name for layer in layers)
    if not layers:
        raise IngestError("no-rows", "holds no table of features (views are not read)")
    if wanted:
        for layer in layers:
            if layer.name == wanted:
                return layer, ()
        raise IngestError(
            "layer", f"has no layer “{shorten(wanted)}”. Its layers: {shorten(names, limit=300)}"
        )
    if len(layers) == 1:
        return layers[0], ()
    chosen = next((layer for layer in layers if layer.name == OWN_LAYER), layers[0])
    said = f"The layer “{chosen.name}” is read, of {shorten(names, limit=300)}. Choose with --layer."
    return chosen, (Note("assumed-layer", said, len(layers) - 1),)


def _columns(connection: sqlite3.Connection, layer: _Layer) -> tuple[str, ...]:
    found = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(layer.name)})")]
    columns = tuple(name for name in found if name != layer.geometry)
    if len(columns) > MAX_COLUMNS:
        raise IngestError("too-many-columns", f"has {len(columns):,} columns: the limit is {MAX_COLUMNS:,}")
    return columns


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _batches(path: Path, layer: _Layer, columns: Sequence[str]) -> Iterator[Batch]:
    named = ", ".join(map(_quoted, [*columns, *([layer.geometry] if layer.geometry else [])]))
    statement = f"SELECT {named} FROM {_quoted(layer.name)} LIMIT {MAX_ROWS + 1}"  # noqa: S608 - quoted names
    first = 2
    try:
        with closing(_connect(path)) as connection:
            cursor = connection.execute(statement)
            while block := cursor.fetchmany(BATCH_ROWS):
                if first + len(block) > MAX_ROWS + 2:
                    raise IngestError("too-many-rows", f"has more than {MAX_ROWS:,} rows: the limit")
                yield _batch(block, first, len(columns), spatial=bool(layer.geometry))
                first += len(block)
    except sqlite3.Error as error:
        raise _damaged(error) from None


def _batch(block: Sequence[Sequence[Any]], first: int, width: int, *, spatial: bool) -> Batch:
    notes = Notes()
    rows = list(range(first, first + len(block)))
    cells = [[cell_text(row[column]) for row in block] for column in range(width)]
    places = (
        [_place(row[width], notes, number) for row, number in zip(block, rows, strict=True)]
        if spatial
        else None
    )
    return Batch(rows, cells, places, (), notes.freeze())


def _place(blob: Any, notes: Notes, row: int) -> Place | None:
    if blob is None:
        return None
    damaged = Place(0.0, 0.0, None, Fault("geometry", "is a damaged geometry"))
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return damaged
    flags = blob[3]
    envelope = (flags >> 1) & 7
    if flags & _EXTENDED_FLAG or envelope >= len(_ENVELOPES):
        return damaged
    if flags & _EMPTY_FLAG:
        return None
    return place_from_wkb(blob[8 + _ENVELOPES[envelope] :], notes, row)
