"""Check rows against the Table Schema of their resource, through frictionless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionless import Checklist, FrictionlessException, Schema
from frictionless import Resource as TableResource

from geo.columns import KEY_COLUMNS
from geo.descriptor import DESCRIPTOR, Resource
from geo.errors import Problem
from geo.tables import RawTable

# a broken table is named by its first faults; nobody reads the ten thousandth
MAX_ERRORS = 200


def check_rows(resource: Resource, table: RawTable) -> tuple[Problem, ...]:
    """List everything in which a table differs from its schema.

    Raises nothing: a schema that frictionless cannot read is a problem of ``datapackage.json``.
    """
    if table.problems:
        return table.problems
    try:
        # keys to other tables are checked by geo.keys, which also reads lists inside a cell
        own = {key: value for key, value in resource.schema.items() if key != "foreignKeys"}
        schema = Schema.from_descriptor(own)
    except FrictionlessException as error:
        note = f"the Table Schema of “{resource.name}” cannot be read ({error.error.note})"
        return (Problem(DESCRIPTOR, None, "schema", "", note),)
    missing = [c for c in KEY_COLUMNS.get(resource.name, ()) if c not in table.header]
    if missing and table.rows:
        return tuple(Problem(table.file, None, c, "", "this column is missing") for c in missing)
    if not table.rows:
        return ()
    inline = TableResource(data=[list(table.header), *map(list, table.rows)], schema=schema)
    report = inline.validate(Checklist(), limit_errors=MAX_ERRORS)
    return tuple(_problems(report, table))


def _problems(report: Any, table: RawTable) -> Iterator[Problem]:
    # frictionless counts the header as row 1; a GeoJSON feature is counted from 1
    shift = 1 if table.geometries is not None else 0
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "row_number", None)
            yield Problem(
                file=table.file,
                row=None if row is None else row - shift,
                column=str(getattr(error, "field_name", "") or getattr(error, "label", "") or ""),
                value=str(getattr(error, "cell", "") or ""),
                message=f"{_sentence(error.title)}: {error.note}",
            )


def _sentence(title: str) -> str:
    return title.lower()
