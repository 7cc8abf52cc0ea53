"""Six short lines for someone who sees the page for the first time."""

from __future__ import annotations

import streamlit as st

from dashboard.words import say, say_list


def draw_intro() -> None:
    """Draw the lines behind a button, so that they are there and not in the way."""
    with st.popover(say("intro.open"), type="tertiary"):
        for line in say_list("intro.lines"):
            st.text(line)
