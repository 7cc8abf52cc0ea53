"""Controls of what is drawn and counted about the incidents; none of them changes which incidents pass."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import fields, state
from dashboard.periods import find_limits
from dashboard.text import literal
from geo import Dossier
from geo.dates import say_day
from geo.filters import MAX_ZONE_KM


def draw_drawn(dossier: Dossier) -> None:
    """Draw the day of the border, the lens and the width of the what-if zone."""
    follow = partial(state.follow_controls, dossier)
    limits = find_limits(dossier)
    st.date_input(
        "Border as of",
        value=None,
        key=fields.AS_OF,
        min_value=limits.first,
        max_value=limits.last,
        format="YYYY-MM-DD",
        help="Shows the line and its status on this day. Empty: the last day chosen, else the data's day.",
        on_change=follow,
    )
    lenses = name_lenses(dossier, chosen=state.desk().filters.lens)
    st.selectbox(
        "Figures given by",
        list(lenses),
        key=fields.LENS,
        index=None,
        format_func=lambda code: lenses.get(code, code),
        placeholder="Everybody",
        help="Sizes the symbols by what one side or one claimant says. Figures are never added up.",
        on_change=follow,
    )
    st.number_input(
        "What-if zone, km on each side",
        value=None,
        key=fields.ZONE,
        min_value=0.0,
        max_value=MAX_ZONE_KM,
        step=1.0,
        format="%g",
        placeholder="None",
        help="Counts the incidents that lie in a zone along the line. Nobody agreed on such a zone.",
        on_change=follow,
    )
    day = state.desk().filters.as_of_day(dossier)
    st.caption(literal(f"The line is shown as of {say_day(day)}."))


def name_lenses(dossier: Dossier, *, chosen: str = "") -> dict[str, str]:
    """Give the parties, and after them the claimants who gave a figure (and the one chosen), by id."""
    gave = {*dossier.claims["claimant"], chosen}
    sides = {party.id: f"{party.adjective} side" for party in dossier.descriptor.parties}
    return sides | {c.id: c.name for c in dossier.descriptor.claimants if c.id in gave}
