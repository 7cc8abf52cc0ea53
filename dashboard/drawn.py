"""Controls of what is drawn and counted about the incidents; none of them changes which incidents pass."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import fields, state
from dashboard.days import say_day
from dashboard.fields import name_side
from dashboard.periods import find_limits
from dashboard.text import literal
from dashboard.words import say
from geo import Dossier
from geo.filters import MAX_ZONE_KM, MEASURES
from geo.scenario import describe_zone


def draw_drawn(dossier: Dossier) -> None:
    """Draw the day of the border, the lens, the width of the what-if zone and the second period."""
    filters = state.desk().filters
    _draw_border(dossier)
    st.caption(literal(say("drawn.line_day", day=say_day(filters.as_of_day(dossier)))))
    _draw_lens(dossier)
    st.number_input(
        say("drawn.zone"),
        value=None,
        key=fields.ZONE,
        min_value=0.0,
        max_value=MAX_ZONE_KM,
        step=1.0,
        format="%g",
        placeholder=say("drawn.no_zone"),
        help=say("drawn.zone_help"),
        on_change=partial(state.follow_controls, dossier),
    )
    if filters.zone_km and len(dossier.boundaries):
        zone = describe_zone(dossier, filters)
        counts = {"of": zone.shown, "sure": zone.sure, "perhaps": zone.perhaps + zone.inside - zone.sure}
        st.caption(literal(say("drawn.zone_says", km=f"{zone.width_km:g}", **counts)))
    _draw_second(dossier)


def _draw_border(dossier: Dossier) -> None:
    limits = find_limits(dossier)
    st.date_input(
        say("drawn.as_of"),
        value=None,
        key=fields.AS_OF,
        min_value=limits.first,
        max_value=limits.last,
        format="YYYY-MM-DD",
        help=say("drawn.as_of_help"),
        on_change=partial(state.follow_controls, dossier),
    )


def _draw_lens(dossier: Dossier) -> None:
    follow = partial(state.follow_controls, dossier)
    measures = {code: say(f"drawn.measures.{code}") for code in MEASURES}
    lenses = name_lenses(dossier, chosen=state.desk().filters.lens)
    st.selectbox(
        say("drawn.lens"),
        list(lenses),
        key=fields.LENS,
        index=None,
        format_func=lambda code: lenses.get(code, code),
        placeholder=say("drawn.everybody"),
        help=say("drawn.lens_help"),
        on_change=follow,
    )
    st.selectbox(
        say("drawn.measure"),
        list(measures),
        key=fields.MEASURE,
        index=None,
        format_func=lambda code: measures.get(code, code),
        placeholder=say("drawn.count"),
        help=say("drawn.measure_help"),
        on_change=follow,
    )


def _draw_second(dossier: Dossier) -> None:
    limits = find_limits(dossier)
    with st.container(horizontal=True):
        for name, key in (("start", fields.COMPARE_FROM), ("end", fields.COMPARE_TO)):
            st.date_input(
                say(f"compare.{name}"),
                value=None,
                key=key,
                min_value=limits.first,
                max_value=limits.last,
                format="YYYY-MM-DD",
                width=fields.HALF,
                help=say(f"compare.{name}_help"),
                on_change=state.follow_second,
            )


def name_lenses(dossier: Dossier, *, chosen: str = "") -> dict[str, str]:
    """Give the parties, and after them the claimants who gave a figure (and the one chosen), by id."""
    gave = {*dossier.claims["claimant"], chosen}
    sides = {party.id: name_side(dossier, party.id) for party in dossier.descriptor.parties}
    return sides | {c.id: c.name for c in dossier.descriptor.claimants if c.id in gave}
