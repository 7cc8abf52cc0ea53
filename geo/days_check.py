"""Check that dates of a dossier are in order and say how precise they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from geo.dates import DATE_PRECISIONS
from geo.descriptor import Descriptor
from geo.errors import Problem

_SPANS = ("incidents", "events", "milestones")


def check_days(
    descriptor: Descriptor, tables: Mapping[str, pd.DataFrame], *, offsets: Mapping[str, int]
) -> tuple[Problem, ...]:
    """List rows that end before they start, and dated incidents without a precision.

    Parameters
    ----------
    offsets
        Number of the first row of each table in its file (2 for CSV, 1 for GeoJSON).
    """
    paths = {r.name: r.path for r in descriptor.resources}
    found = [
        Problem(paths[name], row + offsets[name], "date_end", end, f"ends before it starts ({start})")
        for name in _SPANS
        for row, start, end in _backward(tables[name])
    ]
    for row, value in _imprecise(tables["incidents"]):
        note = f"a dated incident needs one of {', '.join(DATE_PRECISIONS)}"
        found.append(Problem(paths["incidents"], row + offsets["incidents"], "date_precision", value, note))
    return tuple(found)


def _backward(frame: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    days = frame.loc[frame["date_end"] < frame["date_start"], ["date_start", "date_end"]]
    texts = days.apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    for row, start, end in texts.itertuples():
        yield int(row), start, end


def _imprecise(incidents: pd.DataFrame) -> Iterator[tuple[int, str]]:
    bare = incidents["date_start"].notna() & ~incidents["date_precision"].isin(DATE_PRECISIONS)
    for row, value in incidents.loc[bare, "date_precision"].fillna("").items():
        yield int(str(row)), str(value)
