"""Shaded relief, a picture that travels inside the data block."""

from __future__ import annotations

import base64
from typing import Any

from geo import Dossier, MarchlandError
from layers.drawn import DrawnLayer

_KINDS = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class ReliefLayer(DrawnLayer):
    """Shaded relief under everything else."""

    key = "relief"


def encode_relief(dossier: Dossier) -> dict[str, Any] | None:
    """Give the relief picture as base64 with its bounds in degrees, or None when the dossier has none.

    Raises
    ------
    MarchlandError
        When the picture is of a kind that a browser does not show, or has no bounds.
    """
    resource = dossier.resource("relief")
    if resource is None:
        return None
    path = dossier.path / resource.path
    if path.suffix not in _KINDS or resource.bounds is None:
        raise MarchlandError(f"{resource.path}: expected a WebP, PNG or JPEG picture with bounds.")
    bounds = resource.bounds
    return {
        "type": _KINDS[path.suffix],
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north],
        "base64": base64.b64encode(path.read_bytes()).decode("ascii"),
    }
