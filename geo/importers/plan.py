"""Decide, once for a whole file, how its columns are read: orders of dates, axes, units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.descriptor import Bounds
from geo.errors import IngestError, shorten
from geo.importers.contract import Notes, Options, Table
from geo.importers.date_order import find_order, settle_orders
from geo.importers.geometry import is_degrees
from geo.importers.mapping import Guess
from geo.importers.point_sample import check_units, sample_points, suspect_swap
from geo.importers.profiles import Profile
from geo.importers.spool import ROW, Spool


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one file are read."""

    profile: Profile
    columns: Mapping[str, str]
    orders: Mapping[str, str] = field(default_factory=dict)
    crs: str = "EPSG:4326"
    position: str = "none"
    epoch: int = 1900
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    own_csv: bool = False
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """An opened table with the meaning of its columns, and where its positions come from."""

    table: Table
    profile: Profile
    guesses: tuple[Guess, ...]
    position: str


def check_position(guesses: Sequence[Guess], table: Table, options: Options) -> str:
    """Say where positions come from: ``columns``, ``geometry`` (text), ``places`` or ``none``.

    Raises
    ------
    IngestError
        When there are none and the user did not say that this is meant.
    """
    targets = {guess.target for guess in guesses}
    if {"latitude", "longitude"} <= targets:
        return "columns"
    if table.spatial:
        return "places"
    if "geometry" in targets:
        return "geometry"
    if options.no_position:
        return "none"
    half = targets & {"latitude", "longitude"}
    lacks = f"only a column for {half.pop()}" if half else "no column for positions"
    raise IngestError(
        "no-position",
        f"has {lacks} among {shorten(', '.join(table.columns), limit=200)}. Name them with --mapping, or "
        "accept it "
        "without places with --no-position",
    )


def make_plan(  # noqa: PLR0913 - all of it is decided together
    layout: Layout,
    spool: Spool,
    options: Options,
    *,
    area: Bounds | None,
    known: Mapping[str, Sequence[str]],
    notes: Notes,
) -> Plan:
    """Look at whole columns and settle how they are read; what is assumed becomes a warning.

    Raises
    ------
    IngestError
        When the order of dates or the reference system cannot be told.
    """
    table, position = layout.table, layout.position
    columns = {guess.target: guess.column for guess in layout.guesses}
    orders = _orders(spool, columns, options, notes)
    crs = _crs(table, options, position, notes)
    points = sample_points(spool, columns, position)
    if is_degrees(crs):
        check_units(points, stated=bool(options.crs or table.crs))
        suspect_swap(points, area, notes)
    return Plan(
        profile=layout.profile,
        columns=columns,
        orders=orders,
        crs=crs,
        position=position,
        epoch=table.serial_epoch,
        values=options.values,
        constants=options.constants,
        own_csv=layout.profile.name == "own" and table.kind == "CSV",
        known=known,
        unknown=_unknown_keys(spool, columns, known),
    )


def _orders(spool: Spool, columns: Mapping[str, str], options: Options, notes: Notes) -> dict[str, str]:
    found = {}
    for target in ("date_start", "date_end"):
        if target in columns:
            texts = _distinct(spool, columns[target])
            found[columns[target]] = find_order(columns[target], texts.items(), stated=options.date_order)
    settled = settle_orders(found, stated=options.date_order)
    for _, said in settled.values():
        if said:
            notes.add("assumed-date-order", said)
    return {target: settled[columns[target]][0] for target in ("date_start", "date_end") if target in columns}


def _unknown_keys(
    spool: Spool, columns: Mapping[str, str], known: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Give our columns in which the file names events or hotspots that the dossier does not have."""
    return frozenset(
        target
        for target, ids in known.items()
        if target in columns
        and {text.strip() for text in _distinct(spool, columns[target]).values()} - {"", *ids}
    )


def _distinct(spool: Spool, column: str) -> dict[int, str]:
    """Give each distinct cell under the first row that has it."""
    seen: dict[str, int] = {}
    for batch in spool.batches([column]):
        coded = batch.column(column).dictionary_encode()
        first: dict[int, int] = {}
        rows = batch.column(ROW).to_pylist()
        for position, code in enumerate(coded.indices.to_pylist()):
            first.setdefault(code, position)
        for code, text in enumerate(coded.dictionary.to_pylist()):
            if text:
                seen.setdefault(text, rows[first[code]])
    return {row: text for text, row in seen.items()}


def _crs(table: Table, options: Options, position: str, notes: Notes) -> str:
    if options.crs:
        notes.add("assumed-crs", f"The coordinates are in {options.crs}, as stated.")
        return options.crs
    if position != "places" or is_degrees(table.crs):
        return "EPSG:4326"
    if table.crs:
        notes.add("assumed-crs", f"The coordinates are in {shorten(table.crs, limit=60)}, as the file says.")
        return table.crs
    raise IngestError(
        "crs",
        "does not say its reference system. State it, such as --crs EPSG:4326 for longitude and latitude",
    )
