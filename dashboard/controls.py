"""The filter controls above the map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

import streamlit as st

from dashboard import fields, state
from dashboard.drawn import draw_drawn
from dashboard.facets import Facets, count_facets
from dashboard.fields import name_codes, name_hotspots, name_rows, with_count
from dashboard.periods import find_limits, list_periods
from dashboard.words import say, say_number
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, count_by

# two of the short ones stand side by side on a screen 360 px wide
SHORT, LONG, DATE, LONGER = 135, 150, 170, 205


def draw_controls(dossier: Dossier) -> None:
    """Draw every control in one wrapping row, and below it the reason when a wish could not be followed."""
    facets = count_facets(dossier, state.desk().filters)
    fields.keep_in_step(st.session_state)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _draw_dates(dossier)
        _draw_choices(dossier, facets)
        st.text_input(
            say("controls.search"),
            key=fields.SEARCH,
            placeholder=say("controls.search_hint"),
            max_chars=200,
            width=LONG,
            help=say("controls.search_help"),
            on_change=partial(state.follow_controls, dossier),
        )
        with st.popover(say("controls.more"), width="content", help=say("controls.more_help")):
            _draw_more(dossier, facets)
        with st.popover(say("drawn.open"), width="content", help=say("drawn.open_help")):
            draw_drawn(dossier)
    if problem := state.desk().problem:
        with st.container(border=True):
            st.text(problem)


def _draw_dates(dossier: Dossier) -> None:
    periods = {period.key: period.title for period in list_periods(dossier)}
    st.selectbox(
        say("controls.period"),
        list(periods),
        key=fields.PERIOD,
        index=None,
        format_func=lambda key: periods.get(key, key),
        placeholder=say("controls.own_dates"),
        width=LONGER,
        help=say("controls.period_help"),
        on_change=partial(state.follow_period, dossier),
    )
    limits = find_limits(dossier)
    for name, key in (("from", fields.FROM), ("to", fields.TO)):
        st.date_input(
            say(f"controls.{name}"),
            value=None,
            key=key,
            min_value=limits.first,
            max_value=limits.last,
            format="YYYY-MM-DD",
            width=DATE,
            help=say(f"controls.{name}_help"),
            on_change=partial(state.follow_controls, dossier),
        )


def _draw_choices(dossier: Dossier, facets: Facets) -> None:
    hotspots = _rank(dossier, "hotspot_id", name_hotspots(dossier))
    _draw_several(fields.TYPES, rank_types(dossier), facets.types, dossier, width=SHORT)
    _draw_several(fields.HOTSPOTS, hotspots, facets.hotspots, dossier, width=SHORT)


def _draw_more(dossier: Dossier, facets: Facets) -> None:
    titles = _rank(dossier, "event_id", name_rows(dossier, "events", "event_id", "title"))
    _draw_several(fields.EVENTS, titles, facets.events, dossier)
    if len(dossier.boundaries):
        _draw_several(fields.SECTORS, fields.name_sectors(dossier), facets.sectors, dossier)
    _draw_several(fields.PARTIES, fields.name_parties(dossier), facets.parties, dossier)
    precisions = name_codes(dossier, "geo_precision", GEO_PRECISIONS)
    confidences = name_codes(dossier, "confidence", CONFIDENCES)
    for name, key, names, counts in (
        ("precision", fields.PRECISION, precisions, facets.min_geo_precision),
        ("confidence", fields.CONFIDENCE, confidences, facets.min_confidence),
    ):
        st.selectbox(
            say(f"controls.{name}"),
            list(names),
            key=key,
            index=None,
            format_func=partial(_say, names, counts),
            placeholder=say("controls.any"),
            help=say(f"controls.{name}_help"),
            on_change=partial(state.follow_controls, dossier),
        )
    st.toggle(
        f"{say('controls.differ')} ({say_number(facets.disagree)})",
        key=fields.DIFFER,
        help=say("controls.differ_help"),
        on_change=partial(state.follow_controls, dossier),
    )
    st.button(
        say("controls.clear"),
        on_click=partial(state.clear_all, dossier),
        width="stretch",
        key="clear",
        help=say("controls.clear_help"),
    )
    st.caption(say("controls.brackets"))


def rank_types(dossier: Dossier) -> dict[str, str]:
    """Give the words for the types, the most frequent of the whole dossier first."""
    return _rank(dossier, "incident_type", fields.name_types(dossier))


def _rank(dossier: Dossier, column: str, names: Mapping[str, str]) -> dict[str, str]:
    used = [str(code) for code in count_by(dossier.incidents, column).index]
    order = [code for code in used if code in names] + [code for code in names if code not in set(used)]
    return {code: names[code] for code in order}


def _draw_several(
    key: str, names: Mapping[str, str], counts: Mapping[str, int], dossier: Dossier,
    *, width: int | Literal["stretch"] = "stretch",
) -> None:  # fmt: skip
    st.multiselect(
        say(f"controls.{key}"),
        list(names),
        key=key,
        format_func=partial(_say, names, counts),
        placeholder=say(f"controls.all_{key}"),
        width=width,
        help=say(f"controls.{key}_help"),
        on_change=partial(state.follow_controls, dossier),
    )


def _say(names: Mapping[str, str], counts: Mapping[str, int], code: str) -> str:
    # a label with an older count stands for itself
    return with_count(names[code], counts.get(code, 0)) if code in names else code
