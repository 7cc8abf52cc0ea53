"""The filter controls above the map."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.periods import find_limits, list_periods
from dashboard.text import literal
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, count_by

# two of the short ones stand side by side on a screen 360 px wide
SHORT, LONG, LONGER = 157, 180, 250


def draw_controls(dossier: Dossier) -> None:
    """Draw every control in one wrapping row, and below it the reason when a wish could not be followed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _draw_dates(dossier)
        _draw_choices(dossier)
        st.text_input(
            "Search",
            key=state.SEARCH,
            placeholder="Place or word, any script",
            max_chars=200,
            width=LONG,
            on_change=partial(state.follow_controls, dossier),
        )
        with st.popover("More", width="content"):
            _draw_more(dossier)
    if problem := state.desk().problem:
        with st.container(border=True):
            st.text(problem)


def _draw_dates(dossier: Dossier) -> None:
    periods = {period.key: period.title for period in list_periods(dossier)}
    limits = find_limits(dossier)
    st.selectbox(
        "Period",
        list(periods),
        key=state.PERIOD,
        index=None,
        format_func=lambda key: periods.get(key, key),
        placeholder="Own dates",
        width=LONGER,
        on_change=partial(state.follow_period, dossier),
    )
    for label, key in (("From", state.FROM), ("To", state.TO)):
        st.date_input(
            label,
            value=None,
            key=key,
            min_value=limits.first,
            max_value=limits.last,
            format="YYYY-MM-DD",
            width=SHORT,
            on_change=partial(state.follow_controls, dossier),
        )


def _draw_choices(dossier: Dossier) -> None:
    names = dict(zip(dossier.hotspots["hotspot_id"], dossier.hotspots["name"], strict=True))
    kinds = count_by(dossier.incidents, "incident_type").to_dict()
    places = count_by(dossier.incidents, "hotspot_id").to_dict()
    st.multiselect(
        "Types",
        list(kinds),
        key=state.TYPES,
        format_func=lambda code: f"{dossier.descriptor.label('incident_type', code)} ({kinds.get(code, 0)})",
        placeholder="All types",
        width=SHORT,
        on_change=partial(state.follow_controls, dossier),
    )
    st.multiselect(
        "Hotspots",
        [*places, *(key for key in names if key not in places)],
        key=state.HOTSPOTS,
        format_func=lambda key: f"{names.get(key, key)} ({places.get(key, 0)})",
        placeholder="All hotspots",
        width=SHORT,
        on_change=partial(state.follow_controls, dossier),
    )


def _draw_more(dossier: Dossier) -> None:
    titles = dict(zip(dossier.events["event_id"], dossier.events["title"], strict=True))
    used = count_by(dossier.incidents, "event_id").to_dict()
    st.multiselect(
        "Named events",
        [*used, *(key for key in titles if key not in used)],
        key=state.EVENTS,
        format_func=lambda key: f"{titles.get(key, key)} ({used.get(key, 0)})",
        placeholder="All, and incidents of none",
        on_change=partial(state.follow_controls, dossier),
    )
    for label, key, codes, kind in (
        ("Place known at least to", state.PRECISION, GEO_PRECISIONS, "geo_precision"),
        ("Confidence at least", state.CONFIDENCE, CONFIDENCES, "confidence"),
    ):
        st.selectbox(
            label,
            codes,
            key=key,
            index=None,
            format_func=partial(dossier.descriptor.label, kind),
            placeholder="Any",
            on_change=partial(state.follow_controls, dossier),
        )
    st.button("Clear all filters", on_click=partial(state.clear_all, dossier), width="stretch")
    total = literal(f"Figures in brackets count the whole dossier: {len(dossier.incidents):,} incidents.")
    st.caption(total)
