"""Incidents by month: the histogram, in which a range of days can be brushed."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from dashboard.days import say_day, say_month, say_range
from dashboard.facets import pass_without
from dashboard.figure import ACCENT, FAINT, PICK, QUIET, Figure, layer, top_legend
from dashboard.words import say
from geo import Dossier, Filters, count_by_month

# how the bars of a month are known; their words are those of the messages
SURE, MAYBE, OUTSIDE = "sure", "maybe", "outside"
# days left white between the bars of two months
GAP_DAYS = 3
# an axis of so many years or more names years only
MANY_YEARS = 3


def figure_months(dossier: Dossier, filters: Filters) -> Figure:
    """Make the histogram of the incidents that pass everything but the dates; those outside are pale."""
    months = count_by_month(pass_without(dossier, filters, "start", "end"))
    table = months[months["certain"] + months["possible"] > 0].assign(
        month=months["month"].dt.strftime("%Y-%m")
    )
    heads = {"month": say("months.month"), "certain": _head(SURE), "possible": _head(MAYBE)}
    return Figure(
        chart=chart_months(dossier, months, filters),
        says=say_months(dossier, months, filters),
        table=table.rename(columns=heads),
        picks="days",
    )


def say_months(dossier: Dossier, months: pd.DataFrame, filters: Filters) -> str:
    """Say which month has most, how many have any, and what the shading means."""
    inside = months[_inside(months["month"], filters)]
    sums = inside["certain"] + inside["possible"]
    if not sums.sum():
        return say("months.none_dated") if months.empty else say("months.none_inside")
    top = inside["month"].iloc[int(sums.to_numpy().argmax())]
    most = int(sums.max())
    said = say("months.says", n=int((sums > 0).sum()), top=say_month(top), most=most)
    if filters.start or filters.end:
        said += say("months.dates", days=_say_dates(filters))
    if find_empty_years(dossier, *span_years(months, filters)):
        said += say("months.shaded")
    return said


def chart_months(dossier: Dossier, months: pd.DataFrame, filters: Filters) -> alt.LayerChart | None:
    """Draw incidents by month over shaded years in which no record was found.

    Parameters
    ----------
    dossier
        Its coverage table says which years are empty.
    months
        Counts by month, as :func:`geo.count_by_month` gives them.
    filters
        The choice, whose days are drawn strong.

    Returns
    -------
    altair.LayerChart or None
        None when no incident has a date.
    """
    if months.empty:
        return None
    first, last = span_years(months, filters)
    time = time_axis(last.year - first.year + 1)
    # two invisible points stretch the axis; a stated domain makes Vega warn about itself
    days = pd.DataFrame({"from": pd.to_datetime([first, last])})
    ends = alt.Chart(days).mark_point(opacity=0).encode(x=time)
    rows = stack_months(months, filters)
    kinds = [kind for kind in (SURE, MAYBE, OUTSIDE) if kind in set(rows["date"])]
    colors = {SURE: ACCENT, MAYBE: FAINT, OUTSIDE: QUIET}
    words = {kind: say(f"months.{kind}") for kind in kinds}
    rows = rows.assign(date=rows["date"].astype(str).map(words).astype("category"))
    bars = (
        alt.Chart(rows)
        .mark_rect()
        .encode(
            x=time,
            x2="until",
            y=alt.Y("low:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=4, format="d")),
            y2="high",
            color=alt.Color(
                "date:N",
                scale=alt.Scale(domain=list(words.values()), range=[colors[kind] for kind in kinds]),
                legend=top_legend(symbolType="square"),
            ),
            tooltip=[
                alt.Tooltip("from", type="temporal", timeUnit="utcyearmonth", title=say("months.month")),
                alt.Tooltip("incidents:Q", title=say("months.incidents")),
                alt.Tooltip("date:N", title=say("months.known")),
            ],
        )
        .add_params(alt.selection_interval(name=PICK, encodings=["x"]))
    )
    return layer([ends, *_shade(dossier, first, last, time), bars])


def stack_months(months: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Stack the two counts of each month; a month outside the dates has one pale bar.

    Returns
    -------
    pandas.DataFrame
        ``from`` and ``until`` (days of the month), ``low`` and ``high`` (of the bar), ``date`` (how well the
        date is known) and ``incidents``; no row for an empty month.
    """
    inside = _inside(months["month"], filters)
    sure = months.assign(date=SURE, low=0, high=months["certain"], incidents=months["certain"])[inside]
    both = months["certain"] + months["possible"]
    maybe = months.assign(date=MAYBE, low=months["certain"], high=both, incidents=months["possible"])[inside]
    pale = months.assign(date=OUTSIDE, low=0, high=both, incidents=both)[~inside]
    rows = pd.concat([sure, maybe, pale], ignore_index=True)
    rows = rows[rows["incidents"] > 0].rename(columns={"month": "from"}).reset_index(drop=True)
    until = rows["from"] + pd.offsets.MonthBegin(1) - pd.Timedelta(days=GAP_DAYS)
    small = dict.fromkeys(("low", "high", "incidents"), "int32") | {"date": "category"}
    return rows.assign(until=until).astype(small)[["from", "until", "low", "high", "date", "incidents"]]


def span_years(months: pd.DataFrame, filters: Filters) -> tuple[date, date]:
    """Give the axis: whole years around the chosen days and around every incident that is shown."""
    first, last = months["month"].min().date(), months["month"].max().date()
    start, end = min(filters.start or first, first), max(filters.end or last, last)
    return date(start.year, 1, 1), date(end.year, 12, 31)


def find_empty_years(dossier: Dossier, first: date, last: date) -> list[int]:
    """List the years between two days in which the dossier's search found no incident."""
    coverage = dossier.coverage
    empty = coverage[coverage["found"] == 0]["year"]
    return sorted(int(year) for year in empty if first.year <= int(year) <= last.year)


def shade_years(years: list[int]) -> pd.DataFrame:
    """Give the bands that shade years, one for years in a row: columns ``from`` and ``until``."""
    firsts = [year for year in years if year - 1 not in years]
    ends = [year + 1 for year in years if year + 1 not in years]
    bands = {"from": [date(y, 1, 1) for y in firsts], "until": [date(y, 1, 1) for y in ends]}
    return pd.DataFrame(bands).astype("datetime64[ms]")


def time_axis(years: int) -> alt.X:
    """Give the axis of time for the field ``from``; many years are named by year only."""
    many = years >= MANY_YEARS
    axis = alt.Axis(
        title=None,
        grid=False,
        labelOverlap=True,
        format="%Y" if many else "%b %Y",
        tickCount="year" if many else 6,
    )
    return alt.X("from", type="temporal", axis=axis, scale=alt.Scale(type="utc", nice=False))


def _inside(months: pd.Series[pd.Timestamp], filters: Filters) -> pd.Series[bool]:
    """Tell which months touch the dates."""
    inside = pd.Series(data=True, index=months.index)
    if filters.start:
        inside &= months + pd.offsets.MonthEnd(1) >= pd.Timestamp(filters.start)
    if filters.end:
        inside &= months <= pd.Timestamp(filters.end)
    return inside


def _head(kind: str) -> str:
    words = say(f"months.{kind}")
    return words[:1].upper() + words[1:]


def _say_dates(filters: Filters) -> str:
    if filters.start and filters.end:
        return say_range(filters.start, filters.end)
    if filters.start:
        return say("months.from", day=say_day(filters.start))
    return say("months.until", day=say_day(filters.end)) if filters.end else ""


def _shade(dossier: Dossier, first: date, last: date, time: alt.X) -> list[alt.Chart]:
    bands = shade_years(find_empty_years(dossier, first, last))
    if bands.empty:
        return []
    marks = alt.Chart(bands).mark_rect(color=QUIET, opacity=0.16)
    return [marks.encode(x=time, x2="until", y=alt.value("height"), y2=alt.value(0))]
