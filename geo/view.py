"""What belongs to a view of the map, not to the choice of incidents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewState:
    """What belongs to the view, not to the choice of incidents.

    Attributes
    ----------
    layers
        Keys of the layers that are on; None for the usual ones.
    view
        Latitude, longitude (degrees) and zoom; None to fit what is shown.
    incident
        Id of the incident whose card is open; empty for none.
    step, lang
        Step of a story and language of the page; empty for the usual ones.
    """

    layers: tuple[str, ...] | None = None
    view: tuple[float, float, float] | None = None
    incident: str = ""
    step: str = ""
    lang: str = ""
