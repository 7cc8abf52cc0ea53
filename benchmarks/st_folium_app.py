"""The same incidents as a Streamlit app with st_folium, for ``date_in_dashboard.py`` beside this file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import streamlit as st

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from contestants import folium_map, take_points  # noqa: E402 - the root is on the path only now
from streamlit_folium import st_folium  # noqa: E402 - as above


@st.cache_resource
def points_of(folder: str) -> object:
    """Read the incidents once for all runs."""
    return take_points(Path(folder), 0)


st.set_page_config(layout="wide")
points = points_of(sys.argv[1])
start = st.date_input("From", date(2010, 1, 1), min_value=date(2000, 1, 1), max_value=date(2030, 1, 1))
chosen = points[points["event_date"] >= start.isoformat()]
st_folium(folium_map(chosen), key="map", returned_objects=[], width=1200, height=600)
