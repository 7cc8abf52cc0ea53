"""What an export shows and how: the same request gives the same file, whatever made it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.descriptor import Bounds
from geo.dossier import Dossier
from geo.errors import FilterError, shorten
from geo.filters import Filters, read_query
from geo.query import write_query
from geo.view import ViewState

PAPERS = (
    "a4", "a4-portrait", "a3", "a3-portrait", "letter", "letter-portrait", "16x9", "9x16",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Briefing:
    """A request for an export.

    Attributes
    ----------
    filters, state
        The choice of incidents, and layers, viewport and language of the view.
    online_tiles
        Whether the page may offer online tiles.
    title
        Title in place of the dossier's; empty for the dossier's own.
    note
        A sentence of the maker's, shown under the caption; empty for none.
    bbox
        Frame of the map in degrees; None fits what is shown. It never leaves a row out of a table.
    paper
        Size of a figure, one of ``PAPERS``.
    allow_restricted
        Why rows that may not be passed on are in the file all the same; empty leaves them out.

    Raises
    ------
    FilterError
        When the paper is unknown or the frame is no box on the map.
    """

    filters: Filters = field(default_factory=Filters)
    state: ViewState = field(default_factory=ViewState)
    online_tiles: bool = True
    title: str = ""
    note: str = ""
    bbox: Bounds | None = None
    paper: str = "a4"
    allow_restricted: str = ""

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise FilterError(f"paper is “{shorten(self.paper)}”: expected one of {', '.join(PAPERS)}.")

    def to_options(self) -> dict[str, Any]:
        """Write everything that differs from the defaults as plain values, for a manifest."""
        box = self.bbox
        options = {
            "query": write_query(self.filters, self.state),
            "no_online_tiles": not self.online_tiles,
            "title": self.title,
            "note": self.note,
            "bbox": [box.west, box.south, box.east, box.north] if box else None,
            "paper": self.paper if self.paper != "a4" else "",
            "allow_restricted": self.allow_restricted,
        }
        return {key: value for key, value in options.items() if value}


def briefing_from_options(options: Mapping[str, Any], *, dossier: Dossier | None = None) -> Briefing:
    """Read what :meth:`Briefing.to_options` wrote.

    Raises
    ------
    FilterError
        When an option is unknown or has a value that cannot be meant.
    """
    known = {"query", "no_online_tiles", "title", "note", "bbox", "paper", "allow_restricted"}
    for key in options:
        if key not in known:
            expected = ", ".join(sorted(known))
            raise FilterError(f"There is no option “{shorten(str(key))}”: expected {expected}.")
    filters, state = read_query(str(options.get("query", "")), dossier=dossier)
    box = options.get("bbox")
    return Briefing(
        filters=filters,
        state=state,
        online_tiles=not options.get("no_online_tiles", False),
        title=str(options.get("title", "")),
        note=str(options.get("note", "")),
        bbox=read_bbox(box if isinstance(box, str) else ",".join(map(str, box))) if box else None,
        paper=str(options.get("paper", "a4")),
        allow_restricted=str(options.get("allow_restricted", "")),
    )


def read_bbox(text: str) -> Bounds:
    """Read ``west,south,east,north`` in degrees.

    Raises
    ------
    FilterError
        When these are not four numbers that make a box on the map.
    """
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise FilterError(f"bbox is “{shorten(text)}”: expected west,south,east,north.") from None
    numbers = (west, south, east, north)
    # beyond 85 degrees the map's projection ends
    fits = -180 <= west < east <= 180 and -85 <= south < north <= 85
    if not (fits and all(map(math.isfinite, numbers))):
        raise FilterError(f"bbox is “{shorten(text)}”: expected west,south,east,north on the map.")
    return Bounds(west, south, east, north)
