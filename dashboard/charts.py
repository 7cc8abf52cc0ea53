"""The histogram by month and the bars by type."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from geo import Dossier, Filters, count_by, count_by_month

ACCENT, FAINT, QUIET = "#b4471f", "#e0ab95", "#8b8d91"
SURE, MAYBE = "in this month", "from this month on"
HEIGHT = 240
BAR_HEIGHT = 26
# days left white between the bars of two months
GAP_DAYS = 3
# an axis of so many years or more names years only
MANY_YEARS = 3


def chart_months(dossier: Dossier, filters: Filters) -> alt.LayerChart | None:
    """Draw incidents by month over shaded years in which no record was found.

    Parameters
    ----------
    dossier
        Filtered; its coverage table is the whole one.
    filters
        The choice, whose years are the axis.

    Returns
    -------
    altair.LayerChart or None
        None when no incident has a date.
    """
    months = count_by_month(dossier.incidents)
    if months.empty:
        return None
    first, last = span_years(months, filters)
    time = _time_axis(last.year - first.year + 1)
    # two invisible points stretch the axis; a stated domain makes Vega warn about itself
    days = pd.DataFrame({"from": pd.to_datetime([first, last])})
    ends = alt.Chart(days).mark_point(opacity=0).encode(x=time)
    bars = (
        alt.Chart(stack_months(months))
        .mark_rect()
        .encode(
            x=time,
            x2="until",
            y=alt.Y("low:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=4, format="d")),
            y2="high",
            color=alt.Color(
                "date:N",
                scale=alt.Scale(domain=[SURE, MAYBE], range=[ACCENT, FAINT]),
                legend=alt.Legend(title=None, orient="top", symbolType="square"),
            ),
            tooltip=[
                alt.Tooltip("from", type="temporal", timeUnit="utcyearmonth", title="Month"),
                alt.Tooltip("incidents:Q", title="Incidents"),
                alt.Tooltip("date:N", title="Date known"),
            ],
        )
    )
    layers = [ends, *_shade(dossier, first, last, time), bars]
    return alt.LayerChart(layer=layers, height=HEIGHT)


def chart_types(dossier: Dossier) -> alt.LayerChart | None:
    """Draw incidents by type, most first, with the figure at the bar; None without incidents."""
    counts = count_by(dossier.incidents, "incident_type")
    if counts.empty:
        return None
    labels = [dossier.descriptor.label("incident_type", str(code)) for code in counts.index]
    frame = pd.DataFrame({"type": labels, "incidents": counts.to_numpy()})
    base = alt.Chart(frame).encode(
        x=alt.X("incidents:Q", axis=None, scale=alt.Scale(domainMin=0)),
        y=alt.Y("type:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False)),
    )
    bars = base.mark_bar(color=ACCENT, height=12, cornerRadiusEnd=2)
    figures = base.mark_text(align="left", dx=5, color=QUIET).encode(text=alt.Text("incidents:Q", format=","))
    return alt.LayerChart(layer=[bars, figures], height=BAR_HEIGHT * len(frame))


def stack_months(months: pd.DataFrame) -> pd.DataFrame:
    """Stack the two counts of each month.

    Returns
    -------
    pandas.DataFrame
        ``from`` and ``until`` (days of the month), ``low`` and ``high`` (of the bar), ``date`` (how well the
        date is known) and ``incidents``; no row for an empty month.
    """
    sure = months.assign(date=SURE, low=0, high=months["certain"], incidents=months["certain"])
    maybe = months.assign(
        date=MAYBE,
        low=months["certain"],
        high=months["certain"] + months["possible"],
        incidents=months["possible"],
    )
    rows = pd.concat([sure, maybe], ignore_index=True)
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


def has_shading(dossier: Dossier, filters: Filters) -> bool:
    """Tell whether the histogram shows a year in which nothing was found."""
    months = count_by_month(dossier.incidents)
    return not months.empty and bool(find_empty_years(dossier, *span_years(months, filters)))


def _shade(dossier: Dossier, first: date, last: date, time: alt.X) -> list[alt.Chart]:
    bands = shade_years(find_empty_years(dossier, first, last))
    if bands.empty:
        return []
    marks = alt.Chart(bands).mark_rect(color=QUIET, opacity=0.16)
    return [marks.encode(x=time, x2="until", y=alt.value("height"), y2=alt.value(0))]


def _time_axis(years: int) -> alt.X:
    many = years >= MANY_YEARS
    axis = alt.Axis(
        title=None,
        grid=False,
        labelOverlap=True,
        format="%Y" if many else "%b %Y",
        tickCount="year" if many else 6,
    )
    return alt.X("from", type="temporal", axis=axis, scale=alt.Scale(type="utc", nice=False))
