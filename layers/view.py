"""What a map page opens with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo import Filters, ViewState


@dataclass(frozen=True, slots=True)
class MapView:
    """How a map page opens, and what it offers.

    Attributes
    ----------
    filters
        The choice of incidents that is set when the page opens; the page carries all incidents.
    state
        Layers that are on, viewport and open incident.
    online_tiles
        Whether the page offers a layer of online tiles, off until the reader switches it on. False leaves
        the switch and the tile hosts out of the page.
    tile_provider
        Name of the tile provider in xyzservices, e.g. ``OpenTopoMap``.
    title
        Title of the page; None takes the dossier's.
    caption
        Sentence under the title; None says the filters.
    manifest
        What the page says about itself for whoever verifies it; None makes it of dossier and view.
    """

    filters: Filters = field(default_factory=Filters)
    state: ViewState = field(default_factory=ViewState)
    online_tiles: bool = True
    tile_provider: str = "OpenTopoMap"
    title: str | None = None
    caption: str | None = None
    manifest: Mapping[str, Any] | None = None
