"""Six short lines for someone who sees the page for the first time."""

from __future__ import annotations

import streamlit as st

LINES = (
    "Each dot is an incident: one place, one day or a few days, always with its sources.",
    "A ring or an area means that the place is known only that well; so do pale bars for days.",
    "Figures belong to whoever gave them. They stand side by side and are never added up.",
    "Both sides' accounts are shown in their own terms; a dash means that none was found.",
    "The line is drawn as open data had it on the day chosen; it takes no position.",
    "Nothing found is not nothing happened: see “Found and published”.",
)


def draw_intro() -> None:
    """Draw the lines behind a button, so that they are there and not in the way."""
    with st.popover("What am I looking at?", type="tertiary"):
        for line in LINES:
            st.text(line)
