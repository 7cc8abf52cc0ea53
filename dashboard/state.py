"""One choice in three places: the address, the controls, the map page. Session state holds the truth.

The address is copied into the session when a full run finds another one than was last written (first visit,
Back, an edited address). A control or the page changes the session, and the session writes the address.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from dashboard.periods import Limits, find_limits, find_period, list_periods
from geo import Dossier, FilterError, Filters, ViewState, read_query, write_query

# keys of the widgets in session state
PERIOD, FROM, TO, TYPES, HOTSPOTS, EVENTS, SEARCH = (
    "period", "from", "to", "types", "hotspots", "events", "search",
)  # fmt: skip
PRECISION, CONFIDENCE = "min_geo_precision", "min_confidence"
# the holder of everything else
DESK = "desk"

Session = MutableMapping[Any, Any]


@dataclass
class Desk:
    """What one visitor has before them; the only object of the dashboard that changes.

    Attributes
    ----------
    filters
        The last choice that could be meant.
    view
        What the map page last said of its layers and viewport.
    opened
        The state of the view that the map page was made with; it stays, so that the page is made once.
    address
        The query string last written or read.
    problem
        Why the last wish was not followed, in a sentence with text from outside; empty when it was.
    turn
        Number of the page's last change that was taken over.
    """

    filters: Filters
    view: ViewState
    opened: ViewState
    address: str | None = None
    problem: str = ""
    turn: int = 0


def desk() -> Desk:
    """Give the visitor's desk; :func:`open_desk` must have run."""
    return st.session_state[DESK]  # type: ignore[no-any-return]


def open_desk(dossier: Dossier) -> Desk:
    """Make the desk on the first run, and copy the address into it when it is not the one last written."""
    session: Session = st.session_state
    first = DESK not in session
    if first:
        start = Filters(start=dossier.descriptor.start, end=dossier.descriptor.end)
        session[DESK] = Desk(filters=start, view=ViewState(), opened=ViewState())
        put_in_controls(session, start, dossier)
    own: Desk = session[DESK]
    address = read_address()
    if address != own.address:
        own.address = address
        if address or not first:
            follow_query(session, address, dossier)
        if first:
            own.opened = own.view
    return own


def follow_query(session: Session, query: str, dossier: Dossier) -> bool:
    """Take a query string over into desk and controls, or keep both and note why not."""
    own: Desk = session[DESK]
    try:
        filters, view = read_query(query, dossier=dossier)
    except FilterError as error:
        own.problem = str(error)
        return False
    own.filters, own.problem = filters, ""
    if view != ViewState():
        own.view = view
    put_in_controls(session, filters, dossier)
    return True


def follow_controls(dossier: Dossier) -> None:
    """Take the controls' values over and write the address; called when one of them has changed."""
    session: Session = st.session_state
    own: Desk = session[DESK]
    start, end = session[FROM], session[TO]
    if start and end and start > end:
        own.problem = f"From, {start}, lies after To, {end}: the map keeps what it showed."
        return
    own.filters, own.problem = filters_from_controls(session), ""
    session[PERIOD] = find_period(list_periods(dossier), start, end)
    write_address(own)


def follow_period(dossier: Dossier) -> None:
    """Set both date fields to the chosen quick period."""
    session: Session = st.session_state
    limits = find_limits(dossier)
    for period in list_periods(dossier):
        if period.key == session[PERIOD]:
            session[FROM], session[TO] = limits.clamp(period.start), limits.clamp(period.end)
    follow_controls(dossier)


def follow_page(value: object, dossier: Dossier) -> None:
    """Take over a change that was made in the map page: ``{"query": …, "turn": n}``."""
    session: Session = st.session_state
    own: Desk = session[DESK]
    if not isinstance(value, dict):
        return
    turn = value.get("turn")
    own.turn = turn if isinstance(turn, int) else own.turn
    if follow_query(session, str(value.get("query") or ""), dossier):
        write_address(own)


def follow_view(value: object) -> None:
    """Note what the map page says of its layers and viewport: ``{"view", "layers", "incident"}``."""
    own = desk()
    if not isinstance(value, dict):
        return
    pairs = {"view": value.get("view"), "incident": value.get("incident")}
    pairs["layers"] = ",".join(map(str, value["layers"])) if value.get("layers") else ""
    try:
        _, view = read_query(urlencode({key: str(text) for key, text in pairs.items() if text}))
    except FilterError:
        return
    layers = view.layers or own.opened.layers
    own.view = replace(view, layers=layers, step=own.view.step, lang=own.view.lang)


def clear_all(dossier: Dossier) -> None:
    """Go back to the whole dossier; what is drawn about it (lens, day of the border, zone) stays."""
    session: Session = st.session_state
    own: Desk = session[DESK]
    kept = own.filters
    own.filters = Filters(lens=kept.lens, as_of=kept.as_of, zone_km=kept.zone_km)
    own.problem = ""
    put_in_controls(session, own.filters, dossier)
    write_address(own)


def filters_from_controls(session: Session) -> Filters:
    """Read the controls; what has no control (lens, day of the border, zone) is kept from the desk."""
    own: Desk = session[DESK]
    return replace(
        own.filters,
        start=session[FROM],
        end=session[TO],
        types=tuple(session[TYPES]),
        hotspots=tuple(session[HOTSPOTS]),
        events=tuple(session[EVENTS]),
        text=session[SEARCH].strip(),
        min_geo_precision=session[PRECISION] or "",
        min_confidence=session[CONFIDENCE] or "",
    )


def put_in_controls(session: Session, filters: Filters, dossier: Dossier) -> None:
    """Set every control to a choice; a day outside the fields' limits is moved to the nearest limit."""
    limits: Limits = find_limits(dossier)
    start, end = limits.clamp(filters.start), limits.clamp(filters.end)
    session[FROM], session[TO] = start, end
    session[PERIOD] = find_period(list_periods(dossier), start, end)
    session[TYPES], session[HOTSPOTS] = list(filters.types), list(filters.hotspots)
    session[EVENTS], session[SEARCH] = list(filters.events), filters.text
    session[PRECISION] = filters.min_geo_precision or None
    session[CONFIDENCE] = filters.min_confidence or None


def read_address() -> str:
    """Give the address's query string, keys in their order, repeated keys repeated."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return urlencode(pairs)


def write_address(own: Desk) -> None:
    """Write the desk into the address, which adds a step to the browser's history."""
    pairs: dict[str, list[str]] = {}
    for key, value in parse_qsl(write_query(own.filters, own.view)):
        pairs.setdefault(key, []).append(value)
    st.query_params.from_dict(pairs)
    own.address = read_address()
