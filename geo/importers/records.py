"""Turn features that are in memory already (GeoJSON, KML, GPX, shapefile) into a table of text cells."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from geo.errors import IngestError
from geo.importers.contract import Batch, Place, Rejected, Table
from geo.importers.header import name_columns
from geo.importers.limits import BATCH_ROWS, MAX_ROWS


@dataclass(frozen=True, slots=True)
class Record:
    """One feature: its row number (the first is row 2, as under a header), its cells, its place."""

    row: int
    cells: Mapping[str, str]
    place: Place | None


def table_from_records(records: Sequence[Record], head: Table, *, rejected: Sequence[Rejected] = ()) -> Table:
    """Give a table like ``head`` with the columns and rows of records.

    Raises
    ------
    IngestError
        When there are none, or more than the limit.
    """
    if not records and not rejected:
        raise IngestError("no-rows", "holds no features")
    if len(records) > MAX_ROWS:
        raise IngestError("too-many-rows", f"has {len(records):,} rows: the limit is {MAX_ROWS:,}")
    keys = list(dict.fromkeys(key for record in records for key in record.cells))
    columns = name_columns(keys, width=len(keys))

    def batches() -> Iterator[Batch]:
        refused = tuple(rejected)
        for start in range(0, max(len(records), 1), BATCH_ROWS):
            block = records[start : start + BATCH_ROWS]
            cells = [[record.cells.get(key, "") for record in block] for key in keys]
            places = [record.place for record in block]
            yield Batch([record.row for record in block], cells, places, refused)
            refused = ()

    return replace(head, columns=columns, batches=batches, spatial=True)


def cell_text(value: Any) -> str:
    """Write a value of any type as the text that a cell would have; nothing is empty."""
    if value is None or isinstance(value, str):
        return value or ""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _float_text(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _moment_text(value: datetime) -> str:
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_WRITERS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, lambda value: "true" if value else "false"),
    (float, _float_text),
    (datetime, _moment_text),
    (date, date.isoformat),
    ((dict, list, tuple), _json_text),
    (bytes, lambda value: f"({len(value):,} bytes)"),
)
