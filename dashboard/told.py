"""What the map page tells of itself, taken over into the visitor's desk."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from dashboard.state import desk, follow_query, note_address, open_incident
from dashboard.words import FIRST, language
from geo import Dossier, FilterError, read_query

# what the map page says of its view
_TOLD = ("view", "layers", "step", "lang", "compare_start", "compare_end")


def follow_page(value: object, dossier: Dossier) -> None:
    """Take over a change that was made in the map page: ``{"query": …, "turn": n}``."""
    own = desk()
    if not isinstance(value, dict):
        return
    turn = value.get("turn")
    own.turn = turn if isinstance(turn, int) else own.turn
    if follow_query(st.session_state, str(value.get("query") or ""), dossier):
        note_address(own)


def follow_choice(value: object) -> None:
    """Take over the incident that was chosen on the map: ``{"incident": …, "turn": n}``."""
    own = desk()
    if not isinstance(value, dict):
        return
    turn = value.get("turn")
    own.pick_turn = turn if isinstance(turn, int) else own.pick_turn
    open_incident(str(value.get("incident") or ""))


def follow_view(value: object) -> None:
    """Note what the map page says of itself: ``{"view", "layers", "step", "lang", …}``, each as text."""
    own = desk()
    if not isinstance(value, dict):
        return
    pairs = {key: str(value[key]) for key in _TOLD if value.get(key)}
    try:
        _, view = read_query(urlencode(pairs))
    except FilterError:
        return
    layers = view.layers or own.opened.layers
    told = replace(view, layers=layers, incident=own.view.incident)
    own.stale = (told.compare_start, told.compare_end) != (own.view.compare_start, own.view.compare_end)
    own.view = told
    if (told.lang or FIRST) != language():
        own.stale = True
        note_address(own)
