"""Marchland's dashboard: ``streamlit run app.py [-- DOSSIER]``."""

from __future__ import annotations

import os
import sys
from functools import partial

import streamlit as st

from dashboard import state, told
from dashboard.about import draw_about
from dashboard.caption import describe_choice
from dashboard.component import FRONTEND
from dashboard.controls import draw_controls
from dashboard.counts import say_left_out, say_shown
from dashboard.detail import draw_detail
from dashboard.downloads import draw_downloads
from dashboard.intro import draw_intro
from dashboard.languages import draw_languages
from dashboard.load import locate_dossier, open_offer, page_of, show_problems, view_query
from dashboard.map_view import send_filter, send_selection, show_page
from dashboard.shelf import choose_offer, draw_offers, list_offers
from dashboard.table import draw_table
from dashboard.text import literal
from dashboard.upload_panel import draw_add, draw_own, draw_panel
from dashboard.upload_session import hold_uploads
from dashboard.views import draw_views
from dashboard.words import language, say
from geo import Dossier, DossierError, count_incidents
from geo.tongue import in_language

ICON = (FRONTEND / "icon.svg").read_text(encoding="utf-8")
st.set_page_config(page_title="Marchland", page_icon=ICON, layout="wide")

# the dossier: read once for all visitors, or this visitor's own
uploads = hold_uploads()
offers = list_offers(locate_dossier(sys.argv[1:], os.environ), own=uploads.kept.values())
offer, problem = choose_offer(offers)
try:
    whole = open_offer(offer)
except DossierError as error:
    show_problems(error, offer.folder)
    st.stop()

# its own words in the language of the page; files and the map are made of the dossier as it is
dossier = in_language(whole, language())

# the address, the controls and the page agree on one choice
desk = state.open_desk(dossier, name=offer.name, problem=problem)

# the page from top to bottom; what the fragment fills later has its place here
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.title(literal(dossier.descriptor.title), anchor=False, width="stretch")
    draw_offers(offers, offer)
    draw_languages()
    draw_add(uploads)
caption_place = st.container()
draw_panel(uploads, offer.own.base if offer.own else whole)
if offer.own:
    draw_own(uploads, offer.own)
controls_place = st.container()
show_page(page_of(offer, view_query(desk.opened)), title=say("app.map_title"))
draw_intro()
record_place = st.container()
draw_downloads(whole)
draw_about(dossier)


@st.fragment
def explore(dossier: Dossier) -> None:
    """Send the filters first, then draw everything that depends on them."""
    own = state.desk()
    follow = partial(told.follow_page, dossier=dossier)
    send_filter(own.filters.to_query(), turn=own.turn, view=own.view, on_change=follow)
    send_selection(own.view.incident, turn=own.pick_turn, on_change=told.follow_choice)
    with caption_place:
        st.text(describe_choice(dossier, own.filters))
    with controls_place:
        draw_controls(dossier)
    with record_place:
        draw_record(dossier, own)


def draw_record(dossier: Dossier, own: state.Desk) -> None:
    """Draw counts, chart, open incident and table of the incidents that pass."""
    shown = own.filters.apply(dossier)
    counts = count_incidents(dossier, own.filters)
    st.header(say_shown(counts), anchor=False)
    st.text(" ".join(say_left_out(counts)))
    if counts.shown:
        draw_views(dossier, shown, own)
    draw_detail(dossier, own)
    if counts.shown:
        draw_table(shown, own)


explore(dossier)
