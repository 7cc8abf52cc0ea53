"""Files of exactly what is shown, made when they are asked for."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.map_view import listen_to_view
from geo import Dossier, incidents_to_csv
from geo.escape import file_name
from layers import MapView, build_map, to_html


@st.fragment
def draw_downloads(dossier: Dossier) -> None:
    """Draw the buttons; a fragment of its own, so that moving the map sends nothing but these buttons."""
    own = state.desk()
    listen_to_view(state.follow_view)
    stem = file_name(dossier.descriptor.id, default="marchland")
    with st.container(horizontal=True):
        st.download_button(
            "Briefing (HTML)",
            data=lambda: make_briefing(dossier, own),
            file_name=f"{stem}-briefing.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
            help="One file with this map as it stands. It opens and filters without a network.",
        )
        st.download_button(
            "Incidents (CSV)",
            data=lambda: make_csv(dossier, own),
            file_name=f"{stem}-incidents.csv",
            mime="text/csv",
            on_click="ignore",
            help="The incidents shown, all columns. A cell that a spreadsheet would run gets an apostrophe.",
        )


def make_briefing(dossier: Dossier, own: state.Desk) -> str:
    """Make the briefing page of what the visitor has before them at this moment."""
    return to_html(build_map(dossier, view=MapView(filters=own.filters, state=own.view)))


def make_csv(dossier: Dossier, own: state.Desk) -> str:
    """Make the table of the incidents that pass at this moment."""
    return incidents_to_csv(own.filters.apply(dossier))
