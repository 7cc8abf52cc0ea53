"""What a page carries besides its templates: the only way of a dossier's text into the document."""

from __future__ import annotations

from dataclasses import dataclass

from layers.pack_incidents import IncidentBlocks


@dataclass(frozen=True, slots=True)
class PageContent:
    """The parts of a page that depend on the dossier.

    Attributes
    ----------
    title
        Plain text; escaped when it is put into the page.
    data
        The data block: deflated JSON in base64.
    incidents
        The blocks of the incidents.
    table
        Escaped HTML for readers without script.
    image_hosts
        Origins of the online tiles offered, for the policy.
    centre, zoom
        Latitude and longitude in degrees and zoom level of the descriptor.
    """

    title: str
    data: str
    incidents: IncidentBlocks
    table: str
    image_hosts: tuple[str, ...]
    centre: tuple[float, float]
    zoom: int
