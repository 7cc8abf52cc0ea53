"""Files of exactly what is shown, made when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.files import file_stem
from dashboard.map_view import listen_to_view
from dashboard.words import say
from geo import Dossier
from geo.briefing import Briefing
from layers.exports import make_export

# extension -> type of content; names and uses are among the messages
FORMATS = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gpkg": "application/geopackage+sqlite3",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
FIRST = (".csv", ".geojson")


@st.fragment
def draw_downloads(dossier: Dossier) -> None:
    """Draw the buttons; a fragment of its own, so that moving the map sends nothing but these buttons."""
    own = state.desk()
    listen_to_view(state.follow_view)
    if own.stale:
        # the map page speaks another language or compares: the whole page follows
        st.rerun(scope="app")
    with st.container(horizontal=True):
        st.download_button(
            say("files.briefing"),
            data=partial(make_briefing, dossier, own),
            file_name=f"{file_stem(dossier, 'briefing')}.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
            help=say("files.briefing_help"),
        )
        for suffix in FIRST:
            _draw_button(dossier, own, suffix, title=say("files.incidents", format=name_format(suffix)))
        with st.popover(say("files.more"), help=say("files.more_help")):
            for suffix in FORMATS:
                if suffix not in FIRST:
                    _draw_button(dossier, own, suffix, title=name_format(suffix))


def make_briefing(dossier: Dossier, own: state.Desk) -> bytes:
    """Make the briefing page of what the visitor has before them at this moment."""
    return make_file(dossier, own, ".html")


def make_file(dossier: Dossier, own: state.Desk, suffix: str) -> bytes:
    """Make the file of a format of what is shown at this moment, as the command line would."""
    return make_export(dossier, Briefing(filters=own.filters, state=own.view), suffix).content


def name_format(suffix: str) -> str:
    """Name a format by the ending of its files."""
    return say(f"files.formats.{suffix[1:]}")


def _draw_button(dossier: Dossier, own: state.Desk, suffix: str, *, title: str) -> None:
    st.download_button(
        title,
        data=partial(make_file, dossier, own, suffix),
        file_name=f"{file_stem(dossier, 'incidents')}{suffix}",
        mime=FORMATS[suffix],
        on_click="ignore",
        key=f"download {suffix}",
        help=say(f"files.use.{suffix[1:]}"),
    )
