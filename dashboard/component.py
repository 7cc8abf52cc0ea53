"""Components of the dashboard: files in ``frontend/``, read and registered once for all visitors."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FRONTEND = Path(__file__).parent / "frontend"


@cache
def component(name: str, *scripts: str, html: str = "", css: str = "") -> Callable[..., Any]:
    """Register a component from its files.

    Parameters
    ----------
    name
        Tells it from the other components.
    scripts
        Names of its script files, joined in this order.
    html, css
        Names of its other files, if it has any.
    """
    return st.components.v2.component(
        f"marchland_{name}",
        html=read_file(html) if html else None,
        css=read_file(css) if css else None,
        js="\n".join(map(read_file, scripts)),
        isolate_styles=False,
    )


def read_file(name: str) -> str:
    """Read a file of the folder."""
    return (FRONTEND / name).read_text(encoding="utf-8")
