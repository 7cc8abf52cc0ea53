"""Bring the present step into view: a step may begin far above where the last one ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from dashboard.map_view import FRONTEND

PANEL, OWN = "upload-panel", "upload-own"


def bring_into_view(part: str, *, turn: str, above: int = 16) -> None:
    """Scroll up to a part of the page, once for each turn.

    Parameters
    ----------
    part
        Key of the container.
    turn
        Distinguishes this step from those before.
    above
        Pixels of the page above the part that are shown too.
    """
    _component()(key=f"scroll {part}", data={"to": part, "turn": turn, "above": above}, height=1)


@cache
def _component() -> Callable[..., Any]:
    script = (FRONTEND / "scroll.js").read_text(encoding="utf-8")
    return st.components.v2.component("marchland_scroll", js=script, isolate_styles=False)
