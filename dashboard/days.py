"""Days and months in words, in the language of the page."""

from __future__ import annotations

from datetime import date

from dashboard.words import say_list
from geo import dates


def say_day(day: date) -> str:
    """Write a day: 14 September 2022."""
    return dates.say_day(day, months=say_list("days.months"))


def say_range(start: date, end: date) -> str:
    """Write a range of days, leaving out what both ends share: 14–20 September 2022."""
    return dates.say_range(start, end, months=say_list("days.months"))


def say_month(day: date) -> str:
    """Write the month of a day: September 2022."""
    return f"{say_list('days.months_alone')[day.month - 1]} {day.year}"
