"""A sheet of paper to draw on, in points from its lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

INK, PAPER, MUTED, LINE = "#26282c", "#fbfaf7", "#5c5f66", "#d9d6ce"
ACCENT, WATER, WATER_INK, LAND, GROUND = "#b4471f", "#b9d3dd", "#3f6072", "#8f8c80", "#fdfcf9"
FAMILY = "DejaVu Sans"
LEAST_PT = 7.0
MM = 72 / 25.4


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
        return font_of(self.bold, self.italic)


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
def font_of(bold: bool, italic: bool) -> FontProperties:  # noqa: FBT001 - a key of the cache
    """Give the font of matplotlib in a weight and slant."""
    return FontProperties(
        family=FAMILY, weight="bold" if bold else "normal", style="oblique" if italic else "normal"
    )


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
