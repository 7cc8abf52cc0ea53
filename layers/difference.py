"""The difference of the two latest drawings for the page."""

from __future__ import annotations

from typing import Any

from geo import Dossier, difference_of_drawings
from layers.columns import encode_columns
from layers.geometry import encode_shapes


def encode_difference(dossier: Dossier) -> dict[str, Any]:
    """Give the pieces that two drawings put on different sides, as a table of shapes."""
    pieces = difference_of_drawings(dossier)
    return {"n": len(pieces), "columns": encode_columns(pieces), "shapes": encode_shapes(pieces.geometry)}
