"""Words of the page: text from data made harmless for Streamlit's Markdown, cut short, and told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.escape import markdown_text

UNKNOWN = "–"


def literal(text: str) -> str:
    """Escape text from data for a label, title or any other place that Streamlit renders as Markdown."""
    return markdown_text(text)


def shorten(text: str, limit: int) -> str:
    """Cut text at a word so that it has at most ``limit`` characters, and mark the cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"


def tell_apart(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Give names of which no two are alike: the code follows a name that occurs again."""
    twice = {name for name, count in Counter(names).items() if count > 1}
    return [f"{name} [{code}]" if name in twice else name for name, code in zip(names, codes, strict=True)]
