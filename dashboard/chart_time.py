"""Milestones and incidents on one axis of time, one row for each kind of milestone."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts import time_axis
from dashboard.figure import ACCENT, QUIET, Figure, layer
from dashboard.text import shorten
from dashboard.words import say
from geo import Dossier, Filters, count_by_month
from geo.dates import widen_span

ROW_HEIGHT = 26
LONGEST = 90


def figure_time(shown: Dossier, filters: Filters) -> Figure:
    """Make the axis for the incidents that are shown and the milestones of the same days."""
    milestones = list_milestones(shown, filters)
    months = count_by_month(shown.incidents)
    months = months.assign(incidents=months["certain"] + months["possible"])
    months = months[months["incidents"] > 0]
    table = pd.DataFrame(
        {
            say("time.date"): [*milestones["date"], *months["month"].dt.strftime("%Y-%m")],
            say("time.what"): [*milestones["kind"], *[say("time.incidents")] * len(months)],
            say("time.title"): [*milestones["title"], *months["incidents"].astype(str)],
        }
    ).sort_values(say("time.date"), ignore_index=True)
    if not len(table):
        return Figure(None, say("time.none"), table)
    says = say(
        "time.says",
        milestones=say("n.milestones", n=len(milestones)),
        kinds=say("n.kinds", n=int(milestones["kind"].nunique())),
        incidents=say("n.dated", n=int(months["incidents"].sum())),
        months=say("n.months", n=len(months)),
    )
    return Figure(_draw(milestones, months), says, table)


def list_milestones(dossier: Dossier, filters: Filters) -> pd.DataFrame:
    """Give the milestones that overlap the dates: ``from``, ``date`` (text), ``kind`` (words), ``title``."""
    rows = dossier.milestones
    chosen = rows[filters.passes_dates(rows.assign(**widen_span(rows)))]
    chosen = chosen.sort_values(["date_start", "milestone_id"])
    forms = {"year": "%Y", "month": "%Y-%m"}
    days = zip(chosen["date_start"], chosen["date_precision"], strict=True)
    label = dossier.descriptor.label
    return pd.DataFrame(
        {
            "from": chosen["date_start"].to_numpy(),
            "date": ["" if pd.isna(day) else f"{day:{forms.get(p, '%Y-%m-%d')}}" for day, p in days],
            "kind": [label("kind", str(kind)) for kind in chosen["kind"]],
            "title": [str(title) for title in chosen["title"]],
        }
    )


def _draw(milestones: pd.DataFrame, months: pd.DataFrame) -> alt.LayerChart:
    kinds = list(milestones["kind"].value_counts().index)
    years = [*milestones["from"].dt.year, *months["month"].dt.year]
    x = time_axis(max(years) - min(years) + 1)
    y = alt.Y(
        "kind:N", sort=[say("time.incidents"), *kinds], title=None, axis=alt.Axis(labelLimit=220, grid=True)
    )
    drawn = []
    if len(months):
        data = months.rename(columns={"month": "from"}).assign(kind=say("time.incidents"))[
            ["from", "kind", "incidents"]
        ]
        circles = alt.Chart(data.astype({"incidents": "int32"})).mark_circle(color=ACCENT, opacity=0.6)
        size = alt.Size("incidents:Q", scale=alt.Scale(range=[20, 400]), legend=None)
        month = alt.Tooltip("from", type="temporal", timeUnit="utcyearmonth", title=say("months.month"))
        drawn.append(
            circles.encode(
                x=x,
                y=y,
                size=size,
                tooltip=[month, alt.Tooltip("incidents:Q", title=say("months.incidents"))],
            )
        )
    if len(milestones):
        data = milestones.assign(title=[shorten(title, LONGEST) for title in milestones["title"]])
        ticks = alt.Chart(data).mark_tick(color=QUIET, thickness=2, height=14)
        drawn.append(
            ticks.encode(
                x=x,
                y=y,
                tooltip=[
                    alt.Tooltip("date:N", title=say("time.date")),
                    alt.Tooltip("title:N", title=say("time.what")),
                ],
            )
        )
    return layer(drawn, height=ROW_HEIGHT * (len(kinds) + 1) + 40)
