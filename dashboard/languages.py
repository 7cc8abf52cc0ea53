"""The switch between the languages of the page and of the map in it."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.words import find_message, language, read_messages, say


def draw_languages() -> None:
    """Draw the switch; each language is called by its own name."""
    st.session_state[state.LANGUAGE_CONTROL] = language()
    st.selectbox(
        say("app.language"),
        sorted(read_messages()),
        key=state.LANGUAGE_CONTROL,
        format_func=lambda code: str(find_message("language_name", code)),
        width=130,
        help=say("app.language_help"),
        on_change=state.follow_language,
    )
