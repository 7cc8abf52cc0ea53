"""Marchland's dashboard: ``streamlit run app.py [-- DOSSIER]``."""

from __future__ import annotations

import os
import sys
from functools import partial

import streamlit as st

from dashboard import state
from dashboard.about import draw_about
from dashboard.charts import chart_months, chart_types, has_shading
from dashboard.controls import draw_controls
from dashboard.counts import say_left_out, say_shown
from dashboard.coverage import draw_coverage
from dashboard.downloads import draw_downloads
from dashboard.load import locate_dossier, page_cached, read_cached, show_problems, stamp_folder, view_query
from dashboard.map_view import FRONTEND, send_filter, show_page
from dashboard.table import draw_table
from dashboard.text import literal
from geo import Dossier, DossierError, count_incidents

ICON = (FRONTEND / "icon.svg").read_text(encoding="utf-8")
st.set_page_config(page_title="Marchland", page_icon=ICON, layout="wide")

# the dossier, read once for all visitors
folder = locate_dossier(sys.argv[1:], os.environ)
stamp = stamp_folder(folder)
try:
    dossier = read_cached(str(folder), stamp)
except DossierError as error:
    show_problems(error, folder)
    st.stop()

# the address, the controls and the page agree on one choice
desk = state.open_desk(dossier)

# the page from top to bottom; what the fragment fills later has its place here
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.title(literal(dossier.descriptor.title), anchor=False, width="content")
    caption_place = st.container(width="stretch")
controls_place = st.container()
show_page(page_cached(str(folder), stamp, view_query(desk.opened)), title="Map of the incidents")
record_place = st.container()
draw_downloads(dossier)
draw_coverage(dossier)
draw_about(dossier)


@st.fragment
def explore(dossier: Dossier) -> None:
    """Send the filters first, then draw everything that depends on them."""
    own = state.desk()
    follow = partial(state.follow_page, dossier=dossier)
    send_filter(own.filters.to_query(), turn=own.turn, on_change=follow)
    with caption_place:
        st.text(own.filters.describe(dossier))
    with controls_place:
        draw_controls(dossier)
    with record_place:
        draw_record(dossier, own)


def draw_record(dossier: Dossier, own: state.Desk) -> None:
    """Draw counts, charts and table of the incidents that pass."""
    shown = own.filters.apply(dossier)
    counts = count_incidents(dossier, own.filters)
    st.header(say_shown(counts), anchor=False)
    st.text(" ".join(say_left_out(counts)))
    if not counts.shown:
        return
    by_month, by_type = st.columns([2, 1], gap="large")
    with by_month:
        draw_months(shown, own)
    with by_type:
        st.subheader("By type", anchor=False)
        if bars := chart_types(shown):
            st.altair_chart(bars, width="stretch")
    draw_table(shown, choice=own.filters.to_query())


def draw_months(shown: Dossier, own: state.Desk) -> None:
    """Draw the histogram, and say what its shading means."""
    st.subheader("By month", anchor=False)
    chart = chart_months(shown, own.filters)
    if chart is None:
        st.text("None of them has a date.")
        return
    st.altair_chart(chart, width="stretch")
    if has_shading(shown, own.filters):
        st.caption("Shaded years: searched, and no record found. That is no proof that nothing happened.")


explore(dossier)
