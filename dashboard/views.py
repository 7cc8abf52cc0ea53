"""The chooser of charts: one at a time, each with its words, its table and its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.chart_claims import figure_claims, list_measures, list_subjects
from dashboard.chart_distance import figure_distance
from dashboard.chart_ranks import figure_hotspots, figure_types
from dashboard.chart_time import figure_time
from dashboard.charts import figure_months
from dashboard.coverage import figure_coverage
from dashboard.figure import PICK, Figure
from dashboard.files import file_stem
from dashboard.saving import FileOnDemand, hand_over, offer_file
from dashboard.words import say
from geo import Dossier, Filters
from geo.escape import csv_cell

CHART, AS_TABLE, SUBJECT, MEASURE = "chart", "chart_as_table", "claims_about", "claims_measure"
# rows of a chart's table that are sent; its file has all
TABLE_ROWS = 100

Maker = Callable[[Dossier, Dossier, Filters], Figure]


def _claims(dossier: Dossier, shown: Dossier, _: Filters) -> Figure:
    subjects = list_subjects(shown)
    if not subjects:
        return Figure(None, say("claims.nobody_shown"), pd.DataFrame())
    left, right = st.columns([3, 1])
    subject = left.selectbox(
        say("claims.about"), list(subjects), key=SUBJECT, format_func=lambda key: subjects.get(key, key),
        help=say("claims.about_help"),
    )  # fmt: skip
    measures = list_measures(dossier, subject or "")
    measure = right.selectbox(
        say("claims.measure"), list(measures), key=MEASURE, format_func=lambda key: measures.get(key, key),
        help=say("claims.measure_help"),
    )  # fmt: skip
    return figure_claims(dossier, subject or "", measure or "")


# in the order of the chooser; their names are among the messages
VIEWS: dict[str, Maker] = {
    "months": lambda dossier, _, filters: figure_months(dossier, filters),
    "types": lambda dossier, _, filters: figure_types(dossier, filters),
    "hotspots": lambda dossier, _, filters: figure_hotspots(dossier, filters),
    "claims": _claims,
    "distance": lambda _, shown, __: figure_distance(shown),
    "time": lambda _, shown, filters: figure_time(shown, filters),
    "coverage": lambda dossier, _, __: figure_coverage(dossier),
}


def draw_views(dossier: Dossier, shown: Dossier, own: state.Desk) -> None:
    """Draw the chooser and the chart that is chosen; the others are neither made nor sent."""
    st.session_state.setdefault(CHART, "months")
    key = st.segmented_control(
        say("views.label"), list(VIEWS), key=CHART, required=True,
        format_func=lambda key: say(f"views.{key}"),
        label_visibility="collapsed",
        help=say("views.help"),
    )  # fmt: skip
    figure = VIEWS[key or "months"](dossier, shown, own.filters)
    _draw_chart(figure, key or "months", dossier, own)
    st.text(figure.says)
    if len(figure.table):
        _draw_table(figure, key or "months", dossier)


def _draw_chart(figure: Figure, name: str, dossier: Dossier, own: state.Desk) -> None:
    if figure.chart is None:
        return
    if not figure.picks:
        st.altair_chart(figure.chart, width="stretch", alt=figure.says)
        return
    # another choice is another chart, so that an older brush or click never stands in it
    key = f"chart {name} {own.filters.to_query()}"
    st.altair_chart(
        figure.chart,
        width="stretch",
        alt=figure.says,
        key=key,
        on_select=partial(follow_pick, key, figure.picks, dossier),
    )


def follow_pick(key: str, picks: str, dossier: Dossier) -> None:
    """Take over a brush or a click in the chart with this key."""
    picked = st.session_state[key].get("selection", {}).get(PICK)
    if picks == "days":
        if days := days_of_brush(picked):
            state.choose_days(dossier, *days)
    elif isinstance(picked, list) and picked and "code" in picked[0]:
        state.toggle(dossier, picks, str(picked[0]["code"]))


def days_of_brush(picked: Any) -> tuple[Any, Any] | None:
    """Give the first and last day of the months that a brush touches; None when it is empty."""
    ends = picked.get("from") if isinstance(picked, dict) else None
    if not isinstance(ends, list) or len(ends) < 2:
        return None
    low, high = (datetime.fromtimestamp(ms / 1000, tz=UTC) for ms in sorted(ends)[:: len(ends) - 1])
    if low == high:
        return None
    months = pd.PeriodIndex([low.date(), high.date()], freq="M")
    return months[0].start_time.date(), months[1].end_time.date()


def _draw_table(figure: Figure, name: str, dossier: Dossier) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = st.toggle(say("views.as_table"), key=AS_TABLE, help=say("views.as_table_help"))
        file = FileOnDemand(
            f"{file_stem(dossier, name)}.csv", "text/csv", lambda: table_to_csv(figure.table, dossier)
        )
        offer_file(say("views.csv"), file, key=f"csv {name}", help=say("views.csv_help"))
    hand_over()
    if not as_table:
        return
    st.dataframe(figure.table.head(TABLE_ROWS), hide_index=True)
    if len(figure.table) > TABLE_ROWS:
        st.text(say("views.first_rows", shown=TABLE_ROWS, rows=say("n.rows", n=len(figure.table))))


def table_to_csv(table: pd.DataFrame, dossier: Dossier) -> str:
    """Write a table as CSV that a spreadsheet opens without running a cell, with where it comes from."""
    descriptor = dossier.descriptor
    resource = dossier.resource("incidents")
    out = table.assign(
        **{
            say("views.source"): descriptor.cite
            or say("views.cited", title=descriptor.title, version=descriptor.version),
            say("views.licence"): resource.licence if resource else "",
        }
    )
    for column in out.columns:
        if not pd.api.types.is_numeric_dtype(out[column]):
            out[column] = out[column].astype(str).map(csv_cell)
    return out.to_csv(index=False, lineterminator="\n")
