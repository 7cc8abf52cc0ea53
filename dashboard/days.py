"""Days and months in words, in the language of the page."""

from __future__ import annotations

from datetime import date

from dashboard.words import say_list


def say_day(day: date) -> str:
    """Write a day: 14 September 2022."""
    return f"{day.day} {_month(day)} {day.year}"


def say_range(start: date, end: date) -> str:
    """Write a range of days, leaving out what both ends share: 14–20 September 2022."""
    if start == end:
        return say_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{say_day(end)}"
    if start.year == end.year:
        return f"{start.day} {_month(start)} – {say_day(end)}"
    return f"{say_day(start)} – {say_day(end)}"


def say_month(day: date) -> str:
    """Write the month of a day: September 2022."""
    return f"{say_list('days.months_alone')[day.month - 1]} {day.year}"


def _month(day: date) -> str:
    return say_list("days.months")[day.month - 1]
