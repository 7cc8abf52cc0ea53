"""The line: the drawing in force with its status by sector, and the drawing that is not."""

from __future__ import annotations

from layers.drawn import DrawnLayer


class BoundaryLayer(DrawnLayer):
    """Sectors of the line, styled by their status on the day shown."""

    key = "boundary"


class DrawingDifferenceLayer(DrawnLayer):
    """What the two latest drawings put on different sides of the line; a comparison of data, not of land."""

    key = "drawing_difference"


class EarlierDrawingLayer(DrawnLayer):
    """The drawing that is not in force on the day shown."""

    key = "earlier_drawing"
