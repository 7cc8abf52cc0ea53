"""Incidents in order of their days, so that a range of days is found by bisection."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def order_by_day(incidents: Any) -> Any:
    """Sort by the first day; undated rows come last, rows of one day keep the order of the file.

    Returns
    -------
    geopandas.GeoDataFrame
        The frame itself where it is in order already.
    """
    order = day_order(_days(incidents["first_day"]))
    return incidents if order is None else incidents.iloc[order].reset_index(drop=True)


def day_order(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.intp] | None:
    """Give the rows in order of their days, missing ones last; None where they are in order already."""
    return None if _is_ordered(days) else np.argsort(days, kind="stable")


def days_between(incidents: pd.DataFrame, start: date | None, end: date | None) -> slice:
    """Find the stretch of rows outside of which no row overlaps a range of days.

    Parameters
    ----------
    incidents
        With ``first_day`` and ``last_day``; where the rows are not in order of their first day, or no day is
        given, the stretch is all rows.
    """
    first = _days(incidents["first_day"])
    if not _is_ordered(first):
        return slice(0, len(first))
    dated = int(np.searchsorted(np.isnat(first), True))
    low, high = 0, dated
    if end is not None:
        high = int(np.searchsorted(first[:dated], np.datetime64(end), side="right"))
    if start is not None:
        # the latest end so far only grows: before it reaches the start, no row can overlap the range
        latest = np.maximum.accumulate(_days(incidents["last_day"])[:high])
        low = int(np.searchsorted(latest, np.datetime64(start)))
    return slice(low, high)


def _days(column: pd.Series[Any]) -> npt.NDArray[np.datetime64]:
    days: npt.NDArray[np.datetime64] = column.to_numpy()
    return days


def _is_ordered(days: npt.NDArray[np.datetime64]) -> bool:
    missing = np.isnat(days)
    dated = days[: int(np.argmax(missing))] if missing.any() else days
    return bool(missing[len(dated) :].all() and (dated[1:] >= dated[:-1]).all())
