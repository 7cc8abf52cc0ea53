"""A sheet of paper to draw on, in points from its lower left corner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

INK, PAPER, MUTED, LINE = "#26282c", "#fbfaf7", "#5c5f66", "#d9d6ce"
ACCENT, WATER, WATER_INK, LAND, GROUND = "#b4471f", "#b9d3dd", "#3f6072", "#8f8c80", "#fdfcf9"
FAMILY = "DejaVu Sans"
LEAST_PT = 7.0
MM = 72 / 25.4
_TO_PATH = TextToPath()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Give the upper edge."""
        return self.bottom + self.height

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes overlap."""
        apart_x = self.left >= other.right or other.left >= self.right
        return not (apart_x or self.bottom >= other.top or other.bottom >= self.top)

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, weight, slant, colour, opacity."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = INK
    alpha: float = 1.0

    @property
    def font(self) -> FontProperties:
        """Give the font of matplotlib, which ships it."""
        return _font(self.bold, self.italic)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with one pair of axes over all of it, whose units are points.

    Attributes
    ----------
    scale
        Factor of all text and symbols: 1 on a sheet read in the hand.
    """

    figure: Figure
    axes: Axes
    width: float
    height: float
    scale: float

    def style(self, size: float, **changes: Any) -> Style:
        """Give a text style scaled to the sheet, never below the least legible size."""
        return Style(max(LEAST_PT, size * self.scale), **changes)


def make_sheet(width: float, height: float, *, scale: float) -> Sheet:
    """Make an empty sheet of paper colour; width and height in points."""
    figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return Sheet(figure, axes, width, height, scale)


@lru_cache(maxsize=8)
def _font(bold: bool, italic: bool) -> FontProperties:  # noqa: FBT001 - a key of the cache
    return FontProperties(
        family=FAMILY, weight="bold" if bold else "normal", style="oblique" if italic else "normal"
    )


def drawable(text: str) -> str:
    """Put a text on one line, and a square for each character that the font lacks."""
    known = _characters()
    # a hair space sets letters apart on purpose
    line = re.sub(r"[^\S\u200a]+", " ", text).strip()
    return "".join(c if ord(c) in known else "□" for c in line)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset(get_font(findfont(_font(False, False))).get_charmap())


@lru_cache(maxsize=8192)
def _width_at_100(text: str, bold: bool, italic: bool) -> float:  # noqa: FBT001 - a key of the cache
    font = _font(bold, italic).copy()
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
    lines: list[str] = [""]
    for word in drawable(text).split(" "):
        for piece in _fit(word, style, width):
            joined = f"{lines[-1]} {piece}".strip()
            if text_width(joined, style) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut_text(f"{lines[most - 1]} {lines[most]}", style, width, always=True)]


def cut_text(text: str, style: Style, width: float, *, always: bool = False) -> str:
    """Cut one line to a width, ending in an ellipsis where it was cut."""
    text = drawable(text)
    if not always and text_width(text, style) <= width:
        return text
    while text and text_width(f"{text}…", style) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


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


def draw_rectangle(sheet: Sheet, box: Box, **options: Any) -> Rectangle:
    """Draw a rectangle; options are matplotlib's."""
    patch = Rectangle((box.left, box.bottom), box.width, box.height, **options)
    sheet.axes.add_artist(patch)
    return patch


def draw_circle(sheet: Sheet, x: float, y: float, radius: float, **options: Any) -> Circle:
    """Draw a circle of a radius in points; options are matplotlib's."""
    patch = Circle((x, y), radius, **options)
    sheet.axes.add_artist(patch)
    return patch


def draw_line(sheet: Sheet, xs: Sequence[float], ys: Sequence[float], **options: Any) -> None:
    """Draw a line through points of the sheet; options are matplotlib's."""
    sheet.axes.add_artist(Line2D(xs, ys, **options))
