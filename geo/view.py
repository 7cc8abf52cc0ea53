"""What belongs to a view of the map, not to the choice of incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.errors import FilterError


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
    compare_start, compare_end
        Inclusive days of a second period to set beside the chosen one; None on both sides for none.

    Raises
    ------
    FilterError
        When the second period ends before it starts.
    """

    layers: tuple[str, ...] | None = None
    view: tuple[float, float, float] | None = None
    incident: str = ""
    step: str = ""
    lang: str = ""
    compare_start: date | None = None
    compare_end: date | None = None

    def __post_init__(self) -> None:
        if self.compare_start and self.compare_end and self.compare_start > self.compare_end:
            raise FilterError(
                f"compare_start, {self.compare_start}, lies after compare_end, {self.compare_end}."
            )
