"""Text on a figure: measured, broken into lines, cut and written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

from layers.figure_sheet import PAPER, Box, Sheet, Style, font_of

_TO_PATH = TextToPath()
_SURE = 0.97  # share of a line up to which the sum of its words' widths is trusted


def drawable(text: str) -> str:
    """Put a text on one line, and a square for each character that the font lacks."""
    known = _characters()
    # a hair space sets letters apart on purpose
    line = re.sub(r"[^\S\u200a]+", " ", text).strip()
    return "".join(c if ord(c) in known else "□" for c in line)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset(get_font(findfont(font_of(False, False))).get_charmap())


@lru_cache(maxsize=8192)
def _width_at_100(text: str, bold: bool, italic: bool) -> float:  # noqa: FBT001 - a key of the cache
    font = font_of(bold, italic).copy()
    font.set_size(100)
    return float(_TO_PATH.get_text_width_height_descent(text, font, ismath=False)[0])


def text_width(text: str, style: Style) -> float:
    """Give the width of a line of text in points."""
    return _width_at_100(text, style.bold, style.italic) * style.size / 100


def text_box(text: str, style: Style, x: float, y: float) -> Box:
    """Give the box of a line whose baseline starts at a point."""
    return Box(x, y - 0.24 * style.size, text_width(text, style), 1.02 * style.size)


def wrap_text(text: str, style: Style, width: float, *, most: int = 99) -> list[str]:
    """Break a text into lines of at most a width; beyond the most lines it ends in an ellipsis."""
    lines, length, space = [""], 0.0, text_width("m m", style) - text_width("mm", style)
    for word in drawable(text).split(" "):
        for piece in _fit(word, style, width):
            joined = f"{lines[-1]} {piece}".strip()
            # words are measured once, a line only where it could be too long: that is what takes time
            length += text_width(piece, style) + space
            if length <= _SURE * width or text_width(joined, style) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
                length = text_width(piece, style)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut_text(f"{lines[most - 1]} {lines[most]}", style, width, always=True)]


def cut_text(text: str, style: Style, width: float, *, always: bool = False) -> str:
    """Cut one line to a width, ending in an ellipsis where it was cut."""
    text = drawable(text)
    if not always and text_width(text, style) <= width:
        return text
    # a longer text is never narrower
    held = bisect_right(
        range(1, len(text) + 1), width, key=lambda n: text_width(f"{text[:n].rstrip()}…", style)
    )
    return f"{text[:held].rstrip()}…"


def _fit(word: str, style: Style, width: float) -> Iterable[str]:
    """Break a word that is wider than the line."""
    while len(word) > 1 and text_width(word, style) > width:
        cut = max(1, int(len(word) * width / text_width(word, style)) - 1)
        yield word[:cut]
        word = word[cut:]
    yield word


def draw_text(
    sheet: Sheet, text: str, x: float, y: float, style: Style, *, align: str = "left", halo: float = 0.0
) -> None:
    """Write one line with its baseline at y; a halo of so many points keeps it readable over a map."""
    text = drawable(text)
    if not text:
        return
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * text_width(text, style)
    if halo:
        _draw_halo(sheet, text, left, y, style, halo)
    sheet.axes.text(
        left, y, text, fontproperties=style.font, fontsize=style.size, color=style.colour, alpha=style.alpha,
        ha="left", va="baseline", parse_math=False, clip_on=False, zorder=50,
    )  # fmt: skip


def _draw_halo(sheet: Sheet, text: str, x: float, y: float, style: Style, width: float) -> None:
    """Stroke the outlines of the letters, so that the letters themselves stay text in a vector file."""
    vertices, codes = _TO_PATH.get_text_path(style.font, text, ismath=False)
    if not len(vertices):
        return
    outline = Path(np.asarray(vertices) * style.size / _TO_PATH.FONT_SCALE + (x, y), codes)
    patch = PathPatch(
        outline,
        facecolor=PAPER,
        edgecolor=PAPER,
        linewidth=2 * width,
        alpha=0.85,
        joinstyle="round",
        zorder=49,
    )
    sheet.axes.add_artist(patch)


def draw_paragraph(
    sheet: Sheet, text: str, box: Box, style: Style, *, most: int = 99, leading: float = 1.3
) -> float:
    """Write a wrapped text from the top of a box; gives the height of the next free line's top."""
    y = box.top
    for line in wrap_text(text, style, box.width, most=most):
        y -= style.size * leading
        draw_text(sheet, line, box.left, y + 0.3 * style.size, style)
    return y
