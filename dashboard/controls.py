"""The filter controls above the map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard import fields, state
from dashboard.drawn import draw_drawn
from dashboard.facets import Facets, count_facets
from dashboard.fields import name_codes, name_rows, with_count
from dashboard.periods import find_limits, list_periods
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier, count_by

# two of the short ones stand side by side on a screen 360 px wide
SHORT, LONG, LONGER = 148, 165, 205


def draw_controls(dossier: Dossier) -> None:
    """Draw every control in one wrapping row, and below it the reason when a wish could not be followed."""
    facets = count_facets(dossier, state.desk().filters)
    fields.keep_in_step(st.session_state)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _draw_dates(dossier)
        _draw_choices(dossier, facets)
        st.text_input(
            "Search",
            key=fields.SEARCH,
            placeholder="Place or word, any script",
            max_chars=200,
            width=LONG,
            help="Looks in titles, places, summaries, names of hotspots in every spelling, and event titles.",
            on_change=partial(state.follow_controls, dossier),
        )
        with st.popover("More", width="content"):
            _draw_more(dossier, facets)
        with st.popover("Border, figures", width="content"):
            draw_drawn(dossier)
    if problem := state.desk().problem:
        with st.container(border=True):
            st.text(problem)


def _draw_dates(dossier: Dossier) -> None:
    periods = {period.key: period.title for period in list_periods(dossier)}
    limits = find_limits(dossier)
    st.selectbox(
        "Period",
        list(periods),
        key=fields.PERIOD,
        index=None,
        format_func=lambda key: periods.get(key, key),
        placeholder="Own dates",
        width=LONGER,
        help="Sets both dates: all of them, the last year of the data, a named event, or one year.",
        on_change=partial(state.follow_period, dossier),
    )
    for label, key, help_text in (
        (
            "From",
            fields.FROM,
            "First day. An incident passes when any day it may have happened on is in the range.",
        ),
        ("To", fields.TO, "Last day, which still counts."),
    ):
        st.date_input(
            label,
            value=None,
            key=key,
            min_value=limits.first,
            max_value=limits.last,
            format="YYYY-MM-DD",
            width=SHORT,
            help=help_text,
            on_change=partial(state.follow_controls, dossier),
        )


def _draw_choices(dossier: Dossier, facets: Facets) -> None:
    for label, key, names, counts, help_text in (
        ("Types", fields.TYPES, rank_types(dossier), facets.types, "What happened. Several add up."),
        (
            "Hotspots",
            fields.HOTSPOTS,
            _rank(dossier, "hotspot_id", name_rows(dossier, "hotspots", "hotspot_id", "name")),
            facets.hotspots,
            "Named places where clashes recur. Several add up.",
        ),
    ):
        _draw_several(label, key, names, counts, f"All {label.lower()}", help_text, dossier, width=SHORT)


def _draw_more(dossier: Dossier, facets: Facets) -> None:
    titles = _rank(dossier, "event_id", name_rows(dossier, "events", "event_id", "title"))
    _draw_several(
        "Named events", fields.EVENTS, titles, facets.events, "All, and incidents of none",
        "Episodes that several incidents belong to.", dossier,
    )  # fmt: skip
    precisions = name_codes(dossier, "geo_precision", GEO_PRECISIONS)
    confidences = name_codes(dossier, "confidence", CONFIDENCES)
    for label, key, names, counts, help_text in (
        (
            "Place known at least to",
            fields.PRECISION,
            precisions,
            facets.min_geo_precision,
            "Leaves out incidents whose place is known less precisely.",
        ),
        (
            "Confidence at least",
            fields.CONFIDENCE,
            confidences,
            facets.min_confidence,
            "How sure the dossier is that the record is right.",
        ),
    ):
        st.selectbox(
            label,
            list(names),
            key=key,
            index=None,
            format_func=partial(_say, names, counts),
            placeholder="Any",
            help=help_text,
            on_change=partial(state.follow_controls, dossier),
        )
    st.button("Clear all filters", on_click=partial(state.clear_all, dossier), width="stretch", key="clear")
    st.caption("Figures in brackets: what each would show with all other filters as they stand.")


def rank_types(dossier: Dossier) -> dict[str, str]:
    """Give the words for the types, the most frequent of the whole dossier first."""
    return _rank(dossier, "incident_type", fields.name_types(dossier))


def _rank(dossier: Dossier, column: str, names: Mapping[str, str]) -> dict[str, str]:
    used = [str(code) for code in count_by(dossier.incidents, column).index]
    order = [code for code in used if code in names] + [code for code in names if code not in set(used)]
    return {code: names[code] for code in order}


def _draw_several(  # noqa: PLR0913, PLR0917 - what a control needs
    label: str, key: str, names: Mapping[str, str], counts: Mapping[str, int], empty: str, help_text: str,
    dossier: Dossier, *, width: int | str = "stretch",
) -> None:  # fmt: skip
    st.multiselect(
        label,
        list(names),
        key=key,
        format_func=partial(_say, names, counts),
        placeholder=empty,
        width=width,  # type: ignore[arg-type]
        help=help_text,
        on_change=partial(state.follow_controls, dossier),
    )


def _say(names: Mapping[str, str], counts: Mapping[str, int], code: str) -> str:
    return with_count(names.get(code, code), counts.get(code, 0))
