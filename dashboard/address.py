"""The address: the query string of the view, and in the dashboard also the dossier's name."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import streamlit as st

from geo import Filters, ViewState, write_query

# the dashboard's own key; everything else in the address belongs to the choice and the view
DOSSIER = "dossier"


def read_address() -> str:
    """Give the address's query string, keys in their order, repeated keys repeated."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return urlencode(pairs)


def split_address(address: str) -> tuple[str, str]:
    """Split an address into the dossier's name, empty for the usual one, and the query of the view."""
    pairs = parse_qsl(address, keep_blank_values=True)
    names = [value for key, value in pairs if key == DOSSIER]
    return (names[-1] if names else ""), urlencode([pair for pair in pairs if pair[0] != DOSSIER])


def write_address(dossier: str, filters: Filters, view: ViewState) -> str:
    """Write a view into the address, which adds a step to the browser's history; give what was written."""
    pairs: dict[str, list[str]] = {DOSSIER: [dossier]} if dossier else {}
    for key, value in parse_qsl(write_query(filters, view)):
        pairs.setdefault(key, []).append(value)
    st.query_params.from_dict(pairs)
    return read_address()
