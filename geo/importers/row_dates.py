"""Read the dates of a batch: first and last day, and a precision never finer than what is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.dates import DATE_PRECISIONS
from geo.importers.contract import Fault
from geo.importers.dates import Day, read_day
from geo.importers.row_words import read_code
from geo.importers.rows import Coded, Objects, Rows

_SAID = {
    "date-compact": "Numbers of eight digits are read as year, month, day.",
    "date-serial": "Numbers of five digits are read as day numbers of a spreadsheet.",
    "date-quarter": "A quarter is read as its three months, not as a day.",
    "date-week": "A week is read as Monday to Sunday, not as a day.",
    "date-about": "“About” a year is read as that year, not as a day.",
    "date-season": "A season is read as its year, not as a day.",
    "date-short-year": "Years of two digits are read as 1969 to 2068.",
    "date-month-short-year": "A month name with two digits is read as month and year, not as a day.",
}
_RANK = {word: rank for rank, word in enumerate(DATE_PRECISIONS)}
_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day (datetime64[D], NaT where undated) and the rank of the precision (-1 undated)."""

    start: Objects
    end: Objects
    rank: Objects


def read_dates(rows: Rows) -> Dates:
    """Read the dates of a batch; warn about undated rows and about what was read in a wider sense."""
    start, end = (rows.read(target, _reader(rows, target)) for target in ("date_start", "date_end"))
    first, last, written = _span(start)
    end_first, end_last, end_written = _span(end)
    for coded in (start, end):
        _say_assumed(rows, coded)
    first = np.where(np.isnat(first), end_first, first)
    last = np.where(np.isnat(end_last), last, end_last)
    _reject_backward(rows, first, last)
    rank = np.maximum(np.maximum(written, end_written), _stated(rows))
    # two different days are an interval, whatever the code says
    rank = np.where((first != last) & (rank == _RANK["day"]), _RANK["days"], rank)
    undated = np.isnat(first)
    rows.warn("undated", "Rows without a date: counted, never shown on a day.", undated)
    return Dates(first, last, np.where(undated, -1, rank))


def _reader(rows: Rows, target: str) -> Callable[[str], Day | Fault]:
    order, epoch = rows.plan.orders.get(target, ""), rows.plan.epoch
    return lambda text: read_day(text, order=order, epoch=epoch)


def _span(coded: Coded) -> tuple[Objects, Objects, Objects]:
    first = coded.spread(lambda day: np.datetime64(day.first), dtype="datetime64[D]", missing=_NAT)
    last = coded.spread(lambda day: np.datetime64(day.last), dtype="datetime64[D]", missing=_NAT)
    rank = coded.spread(lambda day: _RANK[day.precision], dtype="int8", missing=-1)
    return first, last, rank


def _say_assumed(rows: Rows, coded: Coded) -> None:
    notes = coded.spread(lambda day: day.note, dtype="U24", missing="")
    for code, said in _SAID.items():
        rows.warn(code, said, notes == code)


def _reject_backward(rows: Rows, first: Objects, last: Objects) -> None:
    for position in np.flatnonzero(last < first):
        fault = Fault("date-backward", f"ends before it starts ({first[position]})")
        rows.reject(int(position), rows.plan.columns["date_end"], str(last[position]), fault)


def _stated(rows: Rows) -> Objects:
    coded = rows.read("date_precision", read_code(rows.plan, "date_precision", DATE_PRECISIONS))
    constant = rows.plan.constants.get("date_precision", "")
    stated = coded.spread(lambda word: _RANK[word], dtype="int8", missing=-1)
    return np.where(stated < 0, _RANK.get(constant, -1), stated)
