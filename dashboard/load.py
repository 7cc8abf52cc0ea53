"""Find and read the dossier once for all visitors, and say kindly why one cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from dashboard.map_view import Page, mark_page
from dashboard.shelf import Offer
from dashboard.text import literal
from dashboard.words import say
from geo import Dossier, DossierError, Filters, ViewState, read_dossier, read_query, write_query
from layers import MapView, build_map, to_html

DEFAULT_DOSSIER = "data"
DOSSIER_VARIABLE = "MARCHLAND_DOSSIER"
PROBLEMS_SHOWN = 200
# bytes of a page above which the frame gets it without the incidents' texts; an exported page keeps them
MOST_BYTES = 40_000_000


def locate_dossier(arguments: Sequence[str], environment: Mapping[str, str]) -> Path:
    """Choose the dossier's folder: the argument after ``--``, else the environment, else the default."""
    if arguments:
        return Path(arguments[0])
    return Path(environment.get(DOSSIER_VARIABLE) or DEFAULT_DOSSIER)


def stamp_folder(folder: Path) -> str:
    """Give a text that changes when a file of the folder is written: names, sizes and times."""
    if not folder.is_dir():
        return ""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    stats = [(path.name, path.stat()) for path in files]
    return ";".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


@st.cache_resource(max_entries=4, show_spinner=False)
def read_cached(folder: str, stamp: str) -> Dossier:  # noqa: ARG001 - the stamp is part of the cache's key
    """Read a dossier, once for a folder and its stamp. All visitors share the result: never change it.

    Raises
    ------
    DossierError
        With every problem found.
    """
    return read_dossier(folder)


@st.cache_resource(max_entries=8, show_spinner=False)
def page_cached(folder: str, stamp: str, query: str) -> Page:
    """Give the map page of a whole dossier in one state of the view.

    Parameters
    ----------
    folder, stamp
        The dossier, as in :func:`read_cached`.
    query
        View keys only: the filters reach the page by message.
    """
    return mark_page(draw_page(read_cached(folder, stamp), query))


def open_offer(offer: Offer) -> Dossier:
    """Give the dossier of an offer: a visitor's own from the session, any other from the shared cache.

    Raises
    ------
    DossierError
        With every problem found.
    """
    if offer.own is not None:
        return offer.own.dossier
    with st.spinner(say("load.reading")):
        return read_cached(str(offer.folder), stamp_folder(offer.folder))


def page_of(offer: Offer, query: str) -> Page:
    """Give the map page of an offer in one state of the view; a visitor's own is kept with the session."""
    own = offer.own
    if own is None:
        with st.spinner(say("load.drawing")):
            return page_cached(str(offer.folder), stamp_folder(offer.folder), query)
    if query not in own.pages:
        own.pages.clear()
        with st.spinner(say("load.drawing")):
            own.pages[query] = mark_page(draw_page(own.dossier, query))
    return own.pages[query]


def draw_page(dossier: Dossier, query: str, *, most: int = MOST_BYTES) -> str:
    """Draw the map page of a whole dossier in one state of the view.

    Parameters
    ----------
    query
        View keys only.
    most
        Bytes of the page with which it has the incidents' texts; a larger one leaves them out and says so.
    """
    _, view = read_query(query)
    built = build_map(dossier, view=MapView(filters=Filters(), state=view))
    page = to_html(built)
    return page if len(page.encode()) <= most else to_html(built, notes=False)


def view_query(view: ViewState) -> str:
    """Write the state of a view as a query string, which is a key that a cache can hash."""
    return write_query(Filters(), view)


def show_problems(error: DossierError, folder: Path) -> None:
    """Say in one sentence that the dossier cannot be shown, and list what is wrong, as plain text."""
    st.title("Marchland")
    st.markdown(literal(say("load.cannot")))
    st.text(say("load.folder", folder=folder))
    if not error.problems:
        st.text(str(error))
        return
    st.markdown(literal(say("n.problems", n=len(error.problems))))
    rows = [
        {"file": p.file, "row": p.row, "column": p.column, "value": p.value, "problem": p.message}
        for p in error.problems[:PROBLEMS_SHOWN]
    ]
    columns = {name: st.column_config.TextColumn(say(f"load.{name}")) for name in ("file", "value", "column")}
    columns["problem"] = st.column_config.TextColumn(say("load.problem"), width="large")
    numbers = st.column_config.NumberColumn(say("load.row"))
    st.dataframe(rows, hide_index=True, column_config={**columns, "row": numbers})
    if len(error.problems) > PROBLEMS_SHOWN:
        st.text(say("load.first", n=PROBLEMS_SHOWN))
