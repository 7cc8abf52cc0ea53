"""Files that are made when they are asked for, and saved with the same click.

A deferred download of Streamlit leaves the file under an address of its own until it is fetched, and the end
of any other visitor's run may clear it away before that. Here it travels in the visitor's own connection.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.component import component
from dashboard.words import say

FILE, TURN = "file to save", "files saved"


@dataclass(frozen=True, slots=True)
class FileOnDemand:
    """A file that is made when it is asked for; ``make`` gives bytes, or text that is written as UTF-8."""

    name: str
    mime: str
    make: Callable[[], bytes | str]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file on its way to the browser; ``problem`` says why it could not be made."""

    name: str
    mime: str
    content: bytes = b""
    problem: str = ""


def offer_file(
    title: str,
    file: FileOnDemand,
    *,
    key: str,
    help: str | None = None,  # noqa: A002 - as Streamlit names it
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Draw a button that makes a file and saves it; the fragment around must end with :func:`hand_over`."""
    st.button(title, key=key, help=help, type=kind, on_click=_make, args=(file,))


def hand_over() -> None:
    """Give the browser the file that was asked for; nothing when none was."""
    file: MadeFile | None = st.session_state.get(FILE)
    if file is None:
        return
    if file.problem:
        st.text(say("files.failed", format=file.name, problem=file.problem))
    else:
        turn = st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        data = {
            "turn": str(turn),
            "name": file.name,
            "type": file.mime,
            "content": base64.b64encode(file.content).decode(),
        }
        component("save", "save.js")(key=f"save {turn}", data=data, height=1)
    # only now: a run that is broken off before leaves it to the next
    del st.session_state[FILE]


def _make(file: FileOnDemand) -> None:
    """Make the file before the fragment is drawn: a click is not lost when its run is broken off."""
    try:
        made = file.make()
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader must hear of it
        st.session_state[FILE] = MadeFile(file.name, file.mime, problem=str(error) or type(error).__name__)
    else:
        content = made.encode() if isinstance(made, str) else made
        st.session_state[FILE] = MadeFile(file.name, file.mime, content)
