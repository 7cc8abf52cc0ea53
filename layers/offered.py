"""Which layers a dossier has anything for; only those stand in the layer control."""

from __future__ import annotations

from geo import Dossier
from geo.difference import compared_drawings

# layers that show one table of the same name
_TABLES = frozenset(
    {"countries", "crossings", "damage", "enclaves", "hotspots", "lakes", "milestones", "places"}
)


def has_content(dossier: Dossier, key: str) -> bool:
    """Say whether a layer would show anything, whatever is chosen; incidents and tiles always may."""
    if key in _TABLES:
        return bool(dossier.tables[key].geometry.notna().any())
    if key == "boundary":
        return len(dossier.tables["boundaries"]) > 0
    if key == "earlier_drawing":
        return dossier.tables["boundaries"]["drawing"].nunique() > 1
    if key == "drawing_difference":
        return compared_drawings(dossier) is not None
    return key != "relief" or dossier.resource("relief") is not None
