"""Bring the present step into view: a step may begin far above where the last one ended."""

from __future__ import annotations

from dashboard.component import component

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
    data = {"to": part, "turn": turn, "above": above}
    component("scroll", "scroll.js")(key=f"scroll {part}", data=data, height=1)
