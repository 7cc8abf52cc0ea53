"""Read one written date: a day, a week, a month, a quarter or a year, never finer than what is written."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from geo.importers.contract import Fault
from geo.importers.limits import FIRST_YEAR, LAST_YEAR, MAX_DATE_CHARACTERS
from geo.importers.month_names import MONTHS, SEASONS

NO_DATE = "date-unreadable"
BAD_YEAR = "year-out-of-range"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as read: its first and last day, how precise it is, and a code of what was assumed."""

    first: date
    last: date
    precision: str
    note: str = ""


EXPECTED = Fault(NO_DATE, "is no date: expected a day such as 2022-09-14, or a month or year")
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?"
_TIME = rf"(?:(?:[T ]|, ){_CLOCK}(?: ?[AP]M)?(?: ?(?:Z|UTC|GMT|[+\-]\d{{2}}:?(?:\d{{2}})?))?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_QUARTER = re.compile(r"(?:Q([1-4])[ /\-]*(\d{4})|(\d{4})[ /\-]*Q([1-4]))", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:c\.?|ca\.?|circa|about|around|approx\.?|~|≈|около|прим\.)\s*(\d{4})(?:\s*г\.?)?", re.IGNORECASE
)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ \-./]*([^\W\d_]+)\.?[ \-./,]*(\d{{4}}|\d{{2}})(?:\s*г\.?)?{_TIME}",
    re.IGNORECASE,
)
_WORDS_US = re.compile(
    rf"([^\W\d_]+)\.?[ \-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(\d{{4}}){_TIME}", re.IGNORECASE
)
_WORD_YEAR = re.compile(r"([^\W\d_]+)\.?[ \-./,]*(\d{4}|\d{2})(?:\s*г\.?)?", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def read_day(text: str, *, order: str = "", epoch: int = 1900) -> Day | Fault:
    """Read one date.

    Parameters
    ----------
    order
        ``dmy`` or ``mdy`` for days written with numbers only, ``""`` while it is not known.
    epoch
        1900 or 1904: what a spreadsheet's day numbers count from.
    """
    if len(text) > MAX_DATE_CHARACTERS:
        return EXPECTED
    clean = " ".join(unicodedata.normalize("NFKC", text).split())
    for reader in (_iso, _partial, _worded):
        found = reader(clean)
        if found is not None:
            return found
    if match := _NUMBERS.fullmatch(clean):
        return _ordered(match, order)
    if match := _COMPACT.fullmatch(clean):
        return _day(int(match[1]), int(match[2]), int(match[3]), note="date-compact")
    if match := _SERIAL.fullmatch(clean):
        return _serial(int(match[1]), epoch)
    return EXPECTED


def numeric_parts(text: str) -> tuple[int, int, int] | None:
    """Give the three numbers of a day such as ``3/4/2024``, or None where it is written otherwise."""
    match = _NUMBERS.fullmatch(text)
    return None if match is None else (int(match[1]), int(match[3]), _long_year(match[4]))


def _iso(text: str) -> Day | Fault | None:
    match = _ISO.fullmatch(text)
    return None if match is None else _day(int(match[1]), int(match[2]), int(match[3]))


def _partial(text: str) -> Day | Fault | None:
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, 12, precision="year")
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _months(int(year), int(month), int(month))
    if match := _ABOUT.fullmatch(text):
        return _months(int(match[1]), 1, 12, precision="year", note="date-about")
    if match := _WEEK.fullmatch(text):
        return _week(int(match[1]), int(match[2]))
    if match := _QUARTER.fullmatch(text):
        quarter, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _months(int(year), 3 * int(quarter) - 2, 3 * int(quarter), note="date-quarter")
    return None


def _worded(text: str) -> Day | Fault | None:
    if (match := _WORDS.fullmatch(text)) and (month := MONTHS.get(match[2].lower())):
        return _day(_long_year(match[3]), month, int(match[1]), note=_short_year(match[3]))
    if (match := _WORDS_US.fullmatch(text)) and (month := MONTHS.get(match[1].lower())):
        return _day(int(match[3]), month, int(match[2]))
    if match := _WORD_YEAR.fullmatch(text):
        word = match[1].lower()
        if month := MONTHS.get(word):
            note = "" if len(match[2]) == 4 else "date-month-short-year"
            return _months(_long_year(match[2]), month, month, note=note)
        if word in SEASONS and len(match[2]) == 4:
            return _months(int(match[2]), 1, 12, precision="year", note="date-season")
    return None


def _long_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    # the rule of POSIX and of spreadsheets' neighbours: 69 to 99 are of the 20th century
    return year + (1900 if year >= 69 else 2000)


def _short_year(text: str) -> str:
    return "date-short-year" if len(text) == 2 else ""


def _ordered(match: re.Match[str], order: str) -> Day | Fault:
    one, two, year, note = int(match[1]), int(match[3]), _long_year(match[4]), _short_year(match[4])
    if one == two or order == "dmy":
        return _day(year, two, one, note=note)
    if order == "mdy":
        return _day(year, one, two, note=note)
    return Fault("date-order", "can be two days: state --date-order dmy or mdy")


def _serial(number: int, epoch: int) -> Day | Fault:
    start = date(1899, 12, 30) if epoch == 1900 else date(1904, 1, 1)
    day = start + timedelta(days=number)
    return _day(day.year, day.month, day.day, note="date-serial")


def _day(year: int, month: int, day: int, *, note: str = "") -> Day | Fault:
    if fault := _bad_year(year):
        return fault
    try:
        found = date(year, month, day)
    except ValueError:
        return Fault(NO_DATE, f"is no day of the calendar (year {year}, month {month}, day {day})")
    return Day(found, found, "day", note)


def _months(year: int, first: int, last: int, *, precision: str = "month", note: str = "") -> Day | Fault:
    if fault := _bad_year(year):
        return fault
    if not 1 <= first <= last <= 12:
        return Fault(NO_DATE, f"has no month {first}")
    return Day(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision, note)


def _week(year: int, week: int) -> Day | Fault:
    if fault := _bad_year(year):
        return fault
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return Fault(NO_DATE, f"has no week {week}")
    return Day(monday, monday + timedelta(days=6), "week", "date-week")


def _bad_year(year: int) -> Fault | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Fault(
        BAD_YEAR,
        f"year {year} is outside {FIRST_YEAR} to {LAST_YEAR}: another calendar, or a mistake",
    )
