"""The map page in its frame, and the three invisible components that talk to it.

The page is mounted once, outside every fragment. What changes later travels as short messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.component import component
from dashboard.words import FIRST, say
from geo import ViewState

PAGE, FILTER, SELECT, VIEW = "map_page", "map_filter", "map_select", "map_view"
MEGABYTE = 1_000_000
# bytes of a message that are not the page itself, its quotation marks included
RESERVE = 2 * MEGABYTE
# script files of each component, joined in this order: what is long comes once, with the page
SCRIPTS = {
    PAGE: (
        "rest.js",
        "address.js",
        "filter_link.js",
        "select_link.js",
        "view_listener.js",
        "hub.js",
        "page.js",
    ),
    FILTER: ("filter.js",),
    SELECT: ("select.js",),
    VIEW: ("view.js",),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A map page, made and measured once: its HTML, the mark that tells it from others, its bytes."""

    html: str
    mark: str
    size: int


def mark_page(html: str) -> Page:
    """Hash and measure a page."""
    content = html.encode()
    return Page(html, hashlib.sha256(content).hexdigest(), len(content))


def show_page(page: Page, *, title: str) -> None:
    """Mount the self-contained map page in a sandboxed frame.

    Parameters
    ----------
    page
        Not hashed, sent or loaded again while it stays the same.
    title
        What the frame shows, for screen readers.
    """
    if page.size > MEGABYTE * st.get_option("server.maxMessageSize") - RESERVE:
        st.text(say("app.too_large"))
        return
    component(PAGE, *SCRIPTS[PAGE], html="page.html", css="page.css")(
        key=PAGE, data={"page": page.html, "mark": page.mark, "title": title}
    )


def send_filter(query: str, *, turn: int, view: ViewState, on_change: Callable[[object], None]) -> None:
    """Send the filters to the page, and call back with ``{"query", "turn"}`` when the page changes its own.

    Parameters
    ----------
    query
        Filters as a query string.
    turn
        Number of the page's last change that the query answers; the page ignores older answers.
    view
        Its language and its second period are sent along.
    on_change
        Called before the fragment runs again.
    """

    def follow() -> None:
        on_change(st.session_state[FILTER].get("page"))

    second = {"start": view.compare_start, "end": view.compare_end}
    data = {
        "query": query,
        "turn": turn,
        "lang": view.lang or FIRST,
        "second": {side: day.isoformat() if day else "" for side, day in second.items()},
    }
    component(FILTER, *SCRIPTS[FILTER])(key=FILTER, data=data, height=1, on_page_change=follow)


def send_selection(incident: str, *, turn: int, on_change: Callable[[object], None]) -> None:
    """Open an incident's card on the map; call back with ``{"incident", "turn"}`` when one is chosen there.

    Parameters
    ----------
    incident
        Id of the incident, empty to close the card.
    turn
        Number of the page's last choice that this answers; the page ignores older answers.
    on_change
        Called before the fragment runs again.
    """

    def follow() -> None:
        on_change(st.session_state[SELECT].get("picked"))

    data = {"incident": incident, "turn": turn}
    component(SELECT, *SCRIPTS[SELECT])(key=SELECT, data=data, height=1, on_picked_change=follow)


def listen_to_view(on_change: Callable[[object], None]) -> None:
    """Call back with ``{"view", "layers"}`` when the page moves or changes layers."""

    def follow() -> None:
        on_change(st.session_state[VIEW].get("view"))

    component(VIEW, *SCRIPTS[VIEW])(key=VIEW, data=None, height=1, on_view_change=follow)
