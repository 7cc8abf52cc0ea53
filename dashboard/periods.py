"""Quick periods: everything, the last year of the data, each named event that has incidents, each year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.words import say
from geo import Dossier

ALL, LATEST = "all", "latest"
# years kept free before the first and after the last day of the data, so that a date can be typed there
MARGIN_YEARS = 1


@dataclass(frozen=True, slots=True)
class Period:
    """A named range of days; ``key`` is its value in the control, None leaves a side open."""

    key: str
    title: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and the last day that the date fields accept."""

    first: date
    last: date

    def clamp(self, day: date | None) -> date | None:
        """Move a day inside the limits; no incident lies outside them, so the same incidents pass."""
        return None if day is None else min(max(day, self.first), self.last)


def find_limits(dossier: Dossier) -> Limits:
    """Give whole years around the data's days and its data date."""
    days = [dossier.descriptor.data_date]
    for column in ("first_day", "last_day"):
        dated = dossier.incidents[column].dropna()
        days += [dated.min().date(), dated.max().date()] if len(dated) else []
    first = max(min(days).year - MARGIN_YEARS, date.min.year)
    last = min(max(days).year + MARGIN_YEARS, date.max.year)
    return Limits(date(first, 1, 1), date(last, 12, 31))


def list_periods(dossier: Dossier) -> list[Period]:
    """List everything, the last year, the named events with incidents (latest first), the years with any."""
    everything = Period(ALL, say("controls.all_dates"), None, None)
    return [everything, *_list_latest(dossier), *_list_events(dossier), *_list_years(dossier)]


def find_period(periods: list[Period], start: date | None, end: date | None) -> str | None:
    """Give the key of the period with exactly these days, or None when they are nobody's."""
    return next((p.key for p in periods if (p.start, p.end) == (start, end)), None)


def _list_latest(dossier: Dossier) -> list[Period]:
    """Give the twelve months that end with the last incident whose day is known; the data may end later."""
    dated = dossier.incidents["last_day"].dropna()
    if dated.empty:
        return []
    end = dated.max()
    start = end - pd.DateOffset(years=1) + pd.DateOffset(days=1)
    return [Period(LATEST, say("controls.latest"), start.date(), end.date())]


def _list_events(dossier: Dossier) -> list[Period]:
    events, used = dossier.tables["events"], set(dossier.incidents["event_id"].dropna())
    known = events[events["event_id"].isin(used) & events["date_start"].notna()]
    periods = []
    for row in known.sort_values("date_start", ascending=False, kind="stable").to_dict("records"):
        start = row["date_start"].date()
        end = start if pd.isna(row["date_end"]) else row["date_end"].date()
        periods.append(Period(f"event:{row['event_id']}", str(row["title"]), start, end))
    return periods


def _list_years(dossier: Dossier) -> list[Period]:
    dated = dossier.incidents.dropna(subset=["first_day", "last_day"])
    spans = zip(dated["first_day"].dt.year, dated["last_day"].dt.year, strict=True)
    years = sorted({year for first, last in set(spans) for year in (first, last)}, reverse=True)
    return [
        Period(f"year:{year}", str(year), date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1))
        for year in years
    ]
