"""The dossiers that the dashboard offers: the one it was started with, and those that are shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.address import DOSSIER, read_address, split_address
from dashboard.text import shorten
from dashboard.upload_session import OWN_PREFIX, OwnDossier
from dashboard.words import LANGUAGE, language, say
from geo.descriptor import DESCRIPTOR

ROOT = Path(__file__).parents[1]
LONGEST_TITLE = 80
# the dossier that was just chosen, until the next full run has opened it
NEXT = "next dossier"


@dataclass(frozen=True, slots=True)
class Offer:
    """A dossier to choose: ``name`` stands in the address and is empty for the one started with.

    ``own`` is there for what this visitor added, which no other session is offered.
    """

    name: str
    folder: Path
    title: str
    own: OwnDossier | None = None


def list_offers(
    started_with: Path, *, root: Path = ROOT, own: Iterable[OwnDossier] = ()
) -> tuple[Offer, ...]:
    """List the dossier started with, the shipped ones by folder, then the visitor's own; each folder once."""
    shipped = [root / "data", *sorted(path.parent for path in root.glob(f"dossiers/*/{DESCRIPTOR}"))]
    others = [folder for folder in shipped if folder.resolve() != started_with.resolve()]
    named = [
        Offer(folder.name, folder, _title(folder)) for folder in others if (folder / DESCRIPTOR).is_file()
    ]
    mine = [
        Offer(one.name, one.folder, say("upload.in_switch", title=shorten(one.title, LONGEST_TITLE)), one)
        for one in own
    ]
    return (Offer("", started_with, _title(started_with)), *named, *mine)


def choose_offer(offers: tuple[Offer, ...]) -> tuple[Offer, str]:
    """Give the dossier that was just chosen or that the address names, and a sentence when it is not here."""
    name, _ = split_address(read_address())
    chosen = st.session_state.pop(NEXT, name)
    if chosen != name:
        # this run was asked for before the browser had heard of the choice, and brought the address of before
        name = chosen
        _write_dossier(name)
    found = next((offer for offer in offers if offer.name == name), None)
    if found is not None:
        return found, ""
    if name.startswith(OWN_PREFIX):
        return offers[0], say("upload.ended")
    known = ", ".join(offer.name for offer in offers if offer.name)
    return offers[0], say(
        "controls.no_dossier", name=shorten(name, LONGEST_TITLE), known=known or say("controls.nothing")
    )


def draw_offers(offers: tuple[Offer, ...], shown: Offer) -> None:
    """Draw the switch between dossiers; nothing when there is one only."""
    if len(offers) < 2:
        return
    titles = {offer.name: offer.title for offer in offers}
    # a switch of its own for each dossier: the value of before is never taken for a choice in this one
    key = f"{DOSSIER} {shown.name}"
    st.session_state[key] = shown.name
    st.selectbox(
        say("controls.dossier"),
        list(titles),
        key=key,
        format_func=lambda name: titles.get(name, name),
        width=250,
        help=say("controls.dossier_help"),
        on_change=follow_offer,
        args=(key, shown.name),
    )


def follow_offer(key: str, shown: str) -> None:
    """Open the dossier that is chosen in the switch with this key.

    A message on its way while another dossier is opened brings the older switch along, at rest: no choice.
    """
    if st.session_state[key] != shown:
        show_dossier(st.session_state[key])


def show_dossier(name: str) -> None:
    """Put a dossier into the address and have the next full run open it; the language stays."""
    st.session_state[NEXT] = name
    _write_dossier(name)


def _write_dossier(name: str) -> None:
    kept = {LANGUAGE: st.query_params[LANGUAGE]} if LANGUAGE in st.query_params else {}
    st.query_params.from_dict({DOSSIER: name, **kept} if name else kept)


def _title(folder: Path) -> str:
    """Give the title that the descriptor states, else the folder's name."""
    try:
        own = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["dossier"]
        title = own.get(f"title_{language()}") or own["title"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return folder.name
    return shorten(str(title), LONGEST_TITLE)
