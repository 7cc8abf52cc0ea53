"""Days, and the span of days that a date of known precision covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

DATE_PRECISIONS = ("day", "days", "week", "month", "year")
EPOCH = pd.Timestamp("1970-01-01")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def widen_span(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the first and last day that each row may lie on.

    Parameters
    ----------
    frame
        Columns ``date_start``, ``date_end`` (datetime64, may be missing) and ``date_precision``.

    Returns
    -------
    pandas.DataFrame
        Columns ``first_day`` and ``last_day`` on the same index: the stated days, widened to the week
        (Monday to Sunday), the calendar month or the calendar year where the precision is no
        finer; NaT without a date.
    """
    start = frame["date_start"].fillna(frame["date_end"])
    end = frame["date_end"].fillna(frame["date_start"])
    first, last = start.copy(), end.copy()
    for precision, freq in (("week", "W-SUN"), ("month", "M"), ("year", "Y")):
        rows = (frame["date_precision"] == precision) & start.notna()
        first[rows] = start[rows].dt.to_period(freq).dt.start_time
        last[rows] = end[rows].dt.to_period(freq).dt.end_time.dt.normalize()
    return pd.DataFrame({"first_day": first, "last_day": last})


def day_number(days: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    """Count days since 1970-01-01; missing stays missing (Int64)."""
    return (days - EPOCH).dt.days.astype("Int64")


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        When the text is not a day of the calendar in exactly this form.
    """
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(f"“{text}” is not a day written YYYY-MM-DD")
    return date.fromisoformat(text)


def say_day(day: date, *, months: Sequence[str] = ENGLISH_MONTHS) -> str:
    """Write a day in words: 14 September 2022."""
    return f"{day.day} {months[day.month - 1]} {day.year}"


def say_range(start: date, end: date, *, months: Sequence[str] = ENGLISH_MONTHS) -> str:
    """Write a range of days, leaving out what both ends share: 14–20 September 2022."""
    last = say_day(end, months=months)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    if start.year == end.year:
        return f"{start.day} {months[start.month - 1]} – {last}"
    return f"{say_day(start, months=months)} – {last}"
