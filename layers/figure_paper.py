"""Sizes of paper, and where on them each part of a figure goes."""

from __future__ import annotations

from dataclasses import dataclass

from layers.figure_sheet import MM, Box, Sheet, make_sheet

# width and height in millimetres upright, and the factor of text and symbols
_SIZES = {
    "a4": (210.0, 297.0, 1.0),
    "a3": (297.0, 420.0, 1.3),
    "letter": (215.9, 279.4, 1.0),
    "16x9": (190.5, 338.67, 1.0),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a figure stand, each a box in points.

    Attributes
    ----------
    head, frame, strip, foot
        Title and caption, map, timeline, small print.
    side
        Counts and inset, beside the map or below it on an upright sheet.
    legend
        A box of its own on an upright sheet; None where it stands between counts and inset.
    """

    head: Box
    frame: Box
    side: Box
    legend: Box | None
    strip: Box
    foot: Box


def lay_out(paper: str) -> tuple[Sheet, Layout]:
    """Make a sheet of a size of ``geo.briefing.PAPERS`` and say what goes where."""
    name, upright = _split(paper)
    short, long, scale = _SIZES[name]
    width, height = (short, long) if upright else (long, short)
    sheet = make_sheet(width * MM, height * MM, scale=scale)
    return sheet, _upright(sheet) if upright else _lying(sheet)


def _split(paper: str) -> tuple[str, bool]:
    if paper == "9x16":
        return "16x9", True
    return paper.removesuffix("-portrait"), paper.endswith("-portrait")


def _lying(sheet: Sheet) -> Layout:
    unit = MM * sheet.scale
    edge, gap, side = 8 * unit, 4 * unit, 58 * unit
    wide = sheet.width - 2 * edge
    head = Box(edge, sheet.height - edge - 15.5 * unit, wide, 15.5 * unit)
    foot = Box(edge, edge - 2.5 * unit, wide, 18.6 * unit)
    strip = Box(edge, foot.top + 2.5 * unit, wide, 24 * unit)
    low = strip.top + gap
    frame = Box(edge, low, wide - side - gap, head.bottom - 2 * unit - low)
    column = Box(frame.right + gap, low, side, frame.height)
    return Layout(head, frame, column, None, strip, foot)


def _upright(sheet: Sheet) -> Layout:
    unit = MM * sheet.scale
    edge, gap, side, panel = 8 * unit, 4 * unit, 54 * unit, 54 * unit
    wide = sheet.width - 2 * edge
    head = Box(edge, sheet.height - edge - 15.5 * unit, wide, 15.5 * unit)
    foot = Box(edge, edge - 2.5 * unit, wide, 24.6 * unit)
    strip = Box(edge, foot.top + 2.5 * unit, wide, 24 * unit)
    base = strip.top + gap
    low = base + panel + gap
    frame = Box(edge, low, wide, head.bottom - 2 * unit - low)
    column = Box(edge, base, side, panel)
    legend = Box(edge + side + 2 * gap, base, wide - side - 2 * gap, panel)
    return Layout(head, frame, column, legend, strip, foot)
