"""The table of what is shown: its order, its columns, its pages; a chosen row opens on the map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.table_rows import (
    COLUMNS,
    ORDERS,
    PAGE_ROWS,
    USUAL_COLUMNS,
    find_row,
    fit_rows,
    order_rows,
    other_columns,
)
from dashboard.words import say
from geo import Dossier

ORDER, CHOSEN = "table_order", "table_columns"
# pixels
_WIDTHS = {
    "date": 110, "precision": 105, "place": 125, "type": 115, "title": 245, "event": 195, "hotspot": 125,
    "geo_precision": 105, "sector": 155, "confidence": 100, "summary": 245,
}  # fmt: skip


def draw_table(dossier: Dossier, own: state.Desk) -> None:
    """Draw the table of a filtered dossier, with a switch between pages; a chosen row opens on the map.

    Parameters
    ----------
    dossier
        Filtered.
    own
        The choice, which begins with its first page, and the incident that is open, whose row is marked.
    """
    order, columns = _draw_choice(dossier)
    ordered = order_rows(dossier, order=order)
    # another choice, or an incident chosen elsewhere, is another table: no older mark can stand in it
    choice = f"{own.filters.to_query()} {own.marks} {order}"
    position = find_row(ordered, own.view.incident)
    pages = -(-len(ordered) // PAGE_ROWS)
    place = st.container()
    start = 1 if position is None else position // PAGE_ROWS + 1
    page = st.pagination(pages, default=start, key=f"pages {choice}") if pages > 1 else 1
    marked = [] if position is None or position // PAGE_ROWS != page - 1 else [position % PAGE_ROWS]
    key = f"table {choice} {page} {' '.join(columns)}"
    ids = list(ordered["incident_id"].iloc[(page - 1) * PAGE_ROWS :][:PAGE_ROWS])
    place.dataframe(
        fit_rows(dossier, page=page, order=order, columns=columns),
        hide_index=True,
        width="stretch",
        column_config=_columns(dossier),
        key=key,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked}},
        on_select=partial(follow_row, key, ids),
    )


def follow_row(key: str, ids: Sequence[str]) -> None:
    """Open the incident whose row is chosen in the table with this key; close it when the row is let go."""
    rows = st.session_state[key]["selection"]["rows"]
    state.open_incident(ids[rows[0]] if rows and rows[0] < len(ids) else "", in_table=True)


def _draw_choice(dossier: Dossier) -> tuple[str, tuple[str, ...]]:
    """Draw how the table is ordered and which columns it has; give both."""
    offered = (*COLUMNS, *other_columns(dossier))
    orders = {key: say(f"table.orders.{key}") for key in ORDERS}
    names = {name: say(f"table.{name}") if name in COLUMNS else name for name in offered}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.selectbox(
            say("table.order"),
            list(orders),
            key=ORDER,
            format_func=lambda key: orders.get(key, key),
            width=230,
            help=say("table.order_help"),
        )
        with st.popover(say("table.columns"), width="content", help=say("table.columns_help")):
            chosen = st.pills(
                say("table.shown"),
                offered,
                selection_mode="multi",
                default=list(USUAL_COLUMNS),
                key=f"{CHOSEN} {' '.join(offered[len(COLUMNS) :])}",
                format_func=lambda name: names.get(name, name),
            )
    return order, tuple(name for name in offered if name in (chosen or USUAL_COLUMNS))


def _columns(dossier: Dossier) -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    names = {
        party.id: say("table.account", adjective=party.adjective, name=party.name)
        for party in dossier.descriptor.parties
    }
    return {
        **{name: text(say(f"table.{name}"), width=width) for name, width in _WIDTHS.items()},
        **{f"account {i}": text(name, width=195) for i, name in names.items()},
        "distance": number(say("table.distance"), width=90, format="%.1f"),
        "sources": number(say("table.sources"), width=70, format="%d"),
        "link": st.column_config.LinkColumn(say("table.link"), width=95, display_text=say("detail.open")),
    }
