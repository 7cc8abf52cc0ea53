"""One choice for address, controls, charts, table and map: the session holds it, the address shows it.

The address is copied into the session when a full run finds another one than was last written (first visit,
Back, an edited address). A control, a chart, the table or the page changes the session, which writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.address import read_address, split_address, write_address
from dashboard.fields import (
    COMPARE_FROM,
    COMPARE_TO,
    FROM,
    PERIOD,
    TO,
    Session,
    filters_from_controls,
    put_in_controls,
    put_second_period,
)
from dashboard.periods import find_limits, find_period, list_periods
from dashboard.words import FIRST, language, say
from geo import Dossier, FilterError, Filters, ViewState, read_query

LANGUAGE_CONTROL = "language"
# the holder of everything but the widgets' own values
DESK = "desk"


@dataclass
class Desk:
    """What one visitor has before them; the only object of the dashboard that changes.

    Attributes
    ----------
    filters
        The last choice that could be meant.
    view
        What the map page last said of its layers and viewport, and the incident that is open.
    opened
        The state of the view that the map page was made with; it stays, so that the page is made once.
    dossier
        Name of the dossier in the address, empty for the usual one.
    address
        The query string last written or read.
    problem
        Why the last wish was not followed, in a sentence with text from outside; empty when it was.
    turn, pick_turn
        Numbers of the page's last change of filters and last choice of an incident that were taken over.
    marks
        How often an incident was opened or closed elsewhere than in the table, which then marks its row anew.
    stale
        Whether the map page changed something that stands outside the fragment that hears of it.
    """

    filters: Filters
    view: ViewState
    opened: ViewState
    dossier: str = ""
    address: str | None = None
    problem: str = ""
    turn: int = 0
    pick_turn: int = 0
    marks: int = 0
    stale: bool = False


def desk() -> Desk:
    """Give the visitor's desk; :func:`open_desk` must have run."""
    return st.session_state[DESK]  # type: ignore[no-any-return]


def open_desk(dossier: Dossier, *, name: str = "", problem: str = "") -> Desk:
    """Make the desk on the first run or for another dossier, and copy a new address into it.

    Parameters
    ----------
    name
        The dossier's name in the address.
    problem
        Why another dossier than the one asked for is shown; empty when it is the one.
    """
    session: Session = st.session_state
    before: Desk | None = session.get(DESK)
    first = before is None or before.dossier != name
    if first:
        start = Filters(start=dossier.descriptor.start, end=dossier.descriptor.end)
        fresh = Desk(filters=start, view=ViewState(), opened=ViewState(), dossier=name)
        if before is not None:
            fresh.turn, fresh.pick_turn = before.turn, before.pick_turn
        session[DESK] = fresh
        put_in_controls(session, start, dossier)
    own = desk()
    own.stale = False
    address = read_address()
    if address != own.address:
        own.address = address
        _, query = split_address(address)
        if (query or not first) and follow_query(session, query, dossier):
            own.view = _moved(own.view, read_query(query)[1])
        elif first and language() != FIRST:
            own.view = replace(own.view, lang=language())
        if first:
            own.opened = own.view
        own.problem = problem or own.problem
    put_second_period(session, own.view, dossier)
    return own


def follow_query(session: Session, query: str, dossier: Dossier) -> bool:
    """Take the filters of a query string over into desk and controls, or keep both and note why not."""
    own: Desk = session[DESK]
    try:
        filters, _ = read_query(query, dossier=dossier)
    except FilterError as error:
        own.problem = say("controls.not_followed", problem=str(error))
        return False
    own.filters, own.problem = filters, ""
    put_in_controls(session, filters, dossier)
    return True


def follow_controls(dossier: Dossier) -> None:
    """Take the controls' values over and write the address; called when one of them has changed."""
    session: Session = st.session_state
    own: Desk = session[DESK]
    start, end = session[FROM], session[TO]
    if start and end and start > end:
        own.problem = say("controls.from_after_to", start=start, end=end)
        return
    own.filters, own.problem = filters_from_controls(session, own.filters, dossier), ""
    session[PERIOD] = find_period(list_periods(dossier), start, end)
    note_address(own)


def follow_period(dossier: Dossier) -> None:
    """Set both date fields to the chosen quick period."""
    session: Session = st.session_state
    limits = find_limits(dossier)
    for period in list_periods(dossier):
        if period.key == session[PERIOD]:
            session[FROM], session[TO] = limits.clamp(period.start), limits.clamp(period.end)
    follow_controls(dossier)


def choose(dossier: Dossier, **changes: Any) -> None:
    """Change fields of the choice from a chart, a table or a button, and set the controls to it."""
    session: Session = st.session_state
    own: Desk = session[DESK]
    try:
        own.filters = replace(own.filters, **changes)
    except FilterError as error:
        own.problem = str(error)
        return
    own.problem = ""
    put_in_controls(session, own.filters, dossier)
    note_address(own)


def choose_days(dossier: Dossier, start: date | None, end: date | None) -> None:
    """Set the range of days."""
    choose(dossier, start=start, end=end)


def toggle(dossier: Dossier, field: str, code: str) -> None:
    """Add a code to a filter of several values, or take it away when it is there."""
    chosen: tuple[str, ...] = getattr(desk().filters, field)
    kept = tuple(other for other in chosen if other != code)
    choose(dossier, **{field: kept if code in chosen else (*chosen, code)})


def open_incident(incident: str, *, in_table: bool = False) -> None:
    """Open an incident, or none; the page follows and writes it into the address."""
    own = desk()
    own.marks += not in_table
    own.view = replace(own.view, incident=incident)


def follow_language() -> None:
    """Speak the language that was chosen, here and in the map page, and write it into the address."""
    own = desk()
    chosen = str(st.session_state[LANGUAGE_CONTROL])
    own.view = replace(own.view, lang="" if chosen == FIRST else chosen)
    note_address(own)


def follow_second() -> None:
    """Set a second period beside the first, or none, and write it into the address."""
    own = desk()
    start, end = st.session_state[COMPARE_FROM], st.session_state[COMPARE_TO]
    if start and end and start > end:
        own.problem = say("controls.from_after_to", start=start, end=end)
        return
    own.view, own.problem = replace(own.view, compare_start=start, compare_end=end), ""
    note_address(own)


def clear_all(dossier: Dossier) -> None:
    """Go back to the whole dossier; what is drawn about it (lens, day of the border, zone) stays."""
    kept = desk().filters
    whole = Filters(lens=kept.lens, measure=kept.measure, as_of=kept.as_of, zone_km=kept.zone_km)
    choose(dossier, **{name: getattr(whole, name) for name in Filters.__dataclass_fields__})


def _moved(before: ViewState, asked: ViewState) -> ViewState:
    """Give the view that an address asks for; the map stays while the address names no viewport."""
    return replace(asked, view=asked.view or before.view, layers=asked.layers or before.layers)


def note_address(own: Desk) -> None:
    """Write the desk into the address, which adds a step to the browser's history."""
    own.address = write_address(own.dossier, own.filters, own.view)
