"""Files of exactly what is shown, made when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.files import file_stem
from dashboard.map_view import listen_to_view
from geo import Dossier
from geo.briefing import Briefing
from layers.exports import make_export

# extension -> name, type of content, what it is good for
FORMATS = {
    ".csv": (
        "CSV",
        "text/csv",
        "The incidents shown, all columns. A cell that a spreadsheet would run gets an apostrophe.",
    ),
    ".geojson": ("GeoJSON", "application/geo+json", "The incidents shown, for the web and for any GIS."),
    ".xlsx": (
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Incidents, figures, accounts and sources, one sheet each.",
    ),
    ".gpkg": (
        "GeoPackage",
        "application/geopackage+sqlite3",
        "All layers with styles, for QGIS and other GIS.",
    ),
    ".kml": (
        "KML",
        "application/vnd.google-earth.kml+xml",
        "The layers for Google Earth and similar viewers.",
    ),
    ".parquet": ("GeoParquet", "application/vnd.apache.parquet", "The incidents shown, for notebooks."),
    ".png": ("PNG figure", "image/png", "The map on an A4 sheet, 300 dots per inch, for slides."),
    ".svg": ("SVG figure", "image/svg+xml", "The map on an A4 sheet, as vectors, to edit."),
    ".pdf": ("PDF figure", "application/pdf", "The map on an A4 sheet, as vectors, to print."),
    ".zip": ("Briefing (zip)", "application/zip", "The briefing page packed, where mail drops HTML."),
}
FIRST = (".csv", ".geojson")


@st.fragment
def draw_downloads(dossier: Dossier) -> None:
    """Draw the buttons; a fragment of its own, so that moving the map sends nothing but these buttons."""
    own = state.desk()
    listen_to_view(state.follow_view)
    with st.container(horizontal=True):
        st.download_button(
            "Briefing (HTML)",
            data=partial(make_briefing, dossier, own),
            file_name=f"{file_stem(dossier, 'briefing')}.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
            help="One file with this map as it stands. It opens and filters without a network.",
        )
        for suffix in FIRST:
            _draw_button(dossier, own, suffix, title=f"Incidents ({FORMATS[suffix][0]})")
        with st.popover("Other formats"):
            for suffix in FORMATS:
                if suffix not in FIRST:
                    _draw_button(dossier, own, suffix, title=FORMATS[suffix][0])


def make_briefing(dossier: Dossier, own: state.Desk) -> bytes:
    """Make the briefing page of what the visitor has before them at this moment."""
    return make_file(dossier, own, ".html")


def make_file(dossier: Dossier, own: state.Desk, suffix: str) -> bytes:
    """Make the file of a format of what is shown at this moment, as the command line would."""
    return make_export(dossier, Briefing(filters=own.filters, state=own.view), suffix).content


def _draw_button(dossier: Dossier, own: state.Desk, suffix: str, *, title: str) -> None:
    _, mime, use = FORMATS[suffix]
    st.download_button(
        title,
        data=partial(make_file, dossier, own, suffix),
        file_name=f"{file_stem(dossier, 'incidents')}{suffix}",
        mime=mime,
        on_click="ignore",
        key=f"download {suffix}",
        help=use,
    )
