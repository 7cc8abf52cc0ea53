"""Draw a dossier as one self-contained, interactive map page; folium only."""

from layers.build import build_map
from layers.document import Map
from layers.page import to_html
from layers.view import MapView

__all__ = ["Map", "MapView", "build_map", "to_html"]
