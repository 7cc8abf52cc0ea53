"""Build the map of a dossier."""

from __future__ import annotations

from geo import Dossier, FilterError, ViewState
from layers.areas import CountriesLayer, EnclavesLayer, LakesLayer
from layers.borders import BoundaryLayer, DrawingDifferenceLayer, EarlierDrawingLayer
from layers.content import PageContent
from layers.document import LayerControl, Map
from layers.drawn import DrawnLayer
from layers.incidents import IncidentsLayer
from layers.offered import has_content
from layers.pack_incidents import pack_incidents
from layers.payload import encode_payload
from layers.points import CrossingsLayer, DamageLayer, HotspotsLayer, MilestonesLayer, PlacesLayer
from layers.relief import ReliefLayer
from layers.table import write_table
from layers.tiles import TilesLayer, tile_source
from layers.view import MapView
from layers.zones import measure_incidents

# in the order of the layer control
LAYERS: tuple[type[DrawnLayer], ...] = (
    IncidentsLayer,
    HotspotsLayer,
    EnclavesLayer,
    BoundaryLayer,
    CrossingsLayer,
    MilestonesLayer,
    DamageLayer,
    PlacesLayer,
    CountriesLayer,
    LakesLayer,
    ReliefLayer,
    EarlierDrawingLayer,
    DrawingDifferenceLayer,
    TilesLayer,
)
LAYER_KEYS = tuple(layer.key for layer in LAYERS)
DEFAULT_KEYS = frozenset(
    {"incidents", "hotspots", "enclaves", "boundary", "places", "countries", "lakes", "relief"}
)


def build_map(dossier: Dossier, *, view: MapView | None = None) -> Map:
    """Build the interactive map of a dossier; :func:`layers.to_html` writes it.

    Parameters
    ----------
    dossier
        All of its incidents go into the page; ``view.filters`` only says which are shown at first.
    view
        What the page opens with; None opens it with everything.

    Raises
    ------
    MarchlandError
        When the view names a layer that does not exist, or the relief or the tile provider cannot be used.
    """
    view = view or MapView()
    built = Map(_content(dossier, view))
    shown = shown_keys(view.state)
    for layer in LAYERS:
        if has_content(dossier, layer.key) and (layer is not TilesLayer or view.online_tiles):
            layer(show=layer.key in shown).add_to(built)
    LayerControl().add_to(built)
    return built


def shown_keys(state: ViewState) -> frozenset[str]:
    """Give the keys of the layers that are on; the usual ones where the view names none."""
    if state.layers is None:
        return DEFAULT_KEYS
    for key in state.layers:
        if key not in LAYER_KEYS:
            raise FilterError(f"layers has “{key}”: expected some of {', '.join(LAYER_KEYS)}.")
    return frozenset(state.layers)


def _content(dossier: Dossier, view: MapView) -> PageContent:
    descriptor = dossier.descriptor
    # written first, as sorting for it takes memory that is free again when the incidents are packed
    table = write_table(dossier)
    return PageContent(
        title=view.title or descriptor.title,
        data=encode_payload(dossier, view=view),
        incidents=pack_incidents(dossier.incidents, distances=measure_incidents(dossier)),
        table=table,
        image_hosts=tile_source(view.tile_provider).hosts if view.online_tiles else (),
        centre=descriptor.centre,
        zoom=descriptor.zoom,
    )
