"""Every format of an export from one request, for the command line and the dashboard alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from geo import Dossier, FilterError
from geo.briefing import Briefing
from geo.escape import file_name
from geo.licences import Withheld, release_dossier
from geo.manifest import build_manifest, write_manifest
from geo.writers import TABLE_WRITERS, make_extract
from geo.writers.zipped import write_zip
from layers.build import build_map
from layers.document import Map
from layers.figure import FIGURE_SUFFIXES, write_figure
from layers.page import to_html
from layers.stamp import open_manifest, stamp
from layers.view import MapView

SUFFIXES = (".html", ".csv", *(s for s in TABLE_WRITERS if s != ".csv"), *FIGURE_SUFFIXES, ".zip")
BESIDE = ".json"  # what the name of a file gets for the manifest beside it
_PAGE_PIXELS = (1000, 600)  # the part of a page's map that a frame must fit into
_WORLD = 256
_PARTS = 4  # rows let go, page drawn, file written, file stamped


@dataclass(frozen=True, slots=True)
class Export:
    """A file's content, what it says about itself, and files that go beside it by what their name adds."""

    content: bytes
    manifest: Mapping[str, Any]
    beside: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))


def make_export(
    dossier: Dossier, briefing: Briefing, suffix: str, *, watch: Callable[[int, int], None] | None = None
) -> Export:
    """Make a file of a format; the same dossier and request give the same bytes.

    Parameters
    ----------
    dossier
        Whole; rows that may not be passed on are left out here, unless the request says why not.
    suffix
        One of ``SUFFIXES``.
    watch
        Called with ``(done, of)`` between the parts of the work; what it raises ends the work.

    Raises
    ------
    FilterError
        When there is no such format or layer.
    """
    if suffix not in SUFFIXES:
        raise FilterError(f"There is no format “{suffix}”: expected one of {', '.join(SUFFIXES)}.")
    tell = watch or _tell_nobody
    tell(0, _PARTS)
    released, withheld = release_dossier(dossier, allow=briefing.allow_restricted)
    inner = ".html" if suffix == ".zip" else suffix
    manifest = open_manifest(build_manifest(released, briefing, suffix=inner, withheld=withheld))
    tell(1, _PARTS)
    if suffix in FIGURE_SUFFIXES:
        content = write_figure(released, briefing, suffix=suffix, manifest=manifest, withheld=withheld)
    elif suffix in TABLE_WRITERS:
        content = TABLE_WRITERS[suffix](
            make_extract(released, briefing, manifest=manifest, withheld=withheld)
        )
    else:
        drawn = _draw_page(released, briefing, manifest, withheld)
        tell(2, _PARTS)
        content = to_html(drawn).encode("utf-8", "replace")
    tell(3, _PARTS)
    content, final = stamp(content, inner, manifest)
    if suffix == ".zip":
        name = f"{file_name(dossier.descriptor.id, default='marchland')}-briefing.html"
        content = write_zip({name: content})
    beside = {BESIDE: f"{write_manifest(final, indent=1)}\n".encode()} if suffix == ".csv" else {}
    return Export(content, final, beside)


def _tell_nobody(done: int, of: int) -> None:
    """Stand in for one who watches."""


def _draw_page(dossier: Dossier, briefing: Briefing, manifest: Mapping[str, Any], withheld: Withheld) -> Map:
    state = briefing.state
    if briefing.bbox:
        state = replace(state, view=_view_of(briefing))
    said = [part for part in (briefing.note, withheld.describe()) if part]
    caption = " ".join([briefing.filters.describe(dossier), *said]) if said else None
    view = MapView(
        filters=briefing.filters,
        state=state,
        online_tiles=briefing.online_tiles,
        title=briefing.title or None,
        caption=caption,
        manifest=manifest,
    )
    return build_map(dossier, view=view)


def _view_of(briefing: Briefing) -> tuple[float, float, float] | None:
    """Give centre and whole zoom level at which a frame fits into the page's map."""
    box = briefing.bbox
    if box is None:
        return None
    north, south = (math.asinh(math.tan(math.radians(lat))) for lat in (box.north, box.south))
    wide, tall = (box.east - box.west) / 360, (north - south) / (2 * math.pi)
    zoom = min(math.log2(_PAGE_PIXELS[0] / _WORLD / wide), math.log2(_PAGE_PIXELS[1] / _WORLD / tall))
    lat = math.degrees(math.atan(math.sinh((north + south) / 2)))
    return round(lat, 5), round((box.west + box.east) / 2, 5), float(min(max(math.floor(zoom), 0), 18))
