"""What the dossier found in each year beside what others counted; a gap is no calm."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.figure import ACCENT, QUIET, Figure, layer, top_legend
from dashboard.text import UNKNOWN
from dashboard.words import say
from geo import Dossier

HEADS = {
    "year": "coverage.year", "found": "coverage.found_here", "published": "coverage.published_head",
    "published_by": "coverage.published_by", "searched": "coverage.searched",
}  # fmt: skip


def figure_coverage(dossier: Dossier) -> Figure:
    """Make found and published counts by year, whatever the filters."""
    years = dossier.coverage.sort_values("year")
    table = list_years(years).rename(columns={column: say(key) for column, key in HEADS.items()})
    if years.empty:
        return Figure(None, say("coverage.no_table"), table)
    return Figure(chart_coverage(years), summarise_coverage(years), table)


def list_years(years: pd.DataFrame) -> pd.DataFrame:
    """Give the table of years as text where a figure may be unknown, which is a dash."""
    table = years[["year", "found", "published", "published_by", "searched"]]
    words = {c: table[c].astype("string").fillna(UNKNOWN) for c in ("published", "published_by", "searched")}
    return table.assign(year=table["year"].astype(str), **words)


def summarise_coverage(years: pd.DataFrame) -> str:
    """Say in words what the chart shows, for those who do not see it."""
    empty = int((years["found"] == 0).sum())
    compared = years.dropna(subset=["published"])
    behind = compared[compared["found"] < compared["published"]]["year"]
    named = ", ".join(str(int(year)) for year in behind)
    published = "coverage.behind" if named else "coverage.compared"
    said = say("coverage.empty", n=len(years), empty=empty), say(published, n=len(compared), years=named)
    return " ".join(said)


def chart_coverage(years: pd.DataFrame) -> alt.LayerChart:
    """Draw a bar for what was found in a year and a tick for what was published."""
    frame = years[["year", "found", "published", "published_by"]].astype(
        {"year": "int32", "found": "int32", "published": "float64", "published_by": "object"}
    )
    x = alt.X("year:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=0))
    here, others = say("coverage.found"), say("coverage.published")
    key = alt.Scale(domain=[here, others], range=[ACCENT, QUIET])
    color = alt.Color("series:N", scale=key, legend=top_legend())
    y = alt.Y("count:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d"))
    found = frame.assign(series=here, count=frame["found"])
    published = frame.assign(series=others, count=frame["published"]).dropna(subset=["count"])
    bars = alt.Chart(found).mark_bar().encode(x=x, y=y, color=color, tooltip=_tips("year:O", "found:Q"))
    ticks = alt.Chart(published).mark_tick(thickness=3)
    ticks = ticks.encode(x=x, y=y, color=color, tooltip=_tips("year:O", "published:Q", "published_by:N"))
    return layer([bars, ticks])


def _tips(*fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(field, title=say(HEADS[field.partition(":")[0]])) for field in fields]
