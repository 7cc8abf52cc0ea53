"""Look at some of a file's points before they are read: metres for degrees, latitude for longitude."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from geo.descriptor import Bounds
from geo.errors import IngestError
from geo.importers.contract import Fault, Notes
from geo.importers.coordinates import read_coordinate
from geo.importers.spool import Spool, X, Y

_SAMPLE = 20_000
# a share of points that makes a suspicion worth saying
_MOST = 0.5
_PROJECTED = 1_000


def sample_points(spool: Spool, columns: Mapping[str, str], position: str) -> list[tuple[float, float]]:
    """Give up to 20,000 pairs (longitude, latitude) as written, those that are numbers."""
    if position not in {"columns", "places"}:
        return []
    names = [X, Y] if position == "places" else [columns["longitude"], columns["latitude"]]
    points: list[tuple[float, float]] = []
    for batch in spool.batches(list(dict.fromkeys(names))):
        xs, ys = (batch.column(name).to_pylist() for name in names)
        for x, y in zip(xs, ys, strict=True):
            pair = (_number(x, "longitude"), _number(y, "latitude"))
            if math.isfinite(pair[0]) and math.isfinite(pair[1]):
                points.append(pair)
        if len(points) >= _SAMPLE:
            break
    return points[:_SAMPLE]


def _number(value: str | float | None, axis: str) -> float:
    if isinstance(value, str):
        read = read_coordinate(value, axis) if value else math.nan
        return math.nan if isinstance(read, Fault) else read
    return math.nan if value is None else float(value)


def check_units(points: Sequence[tuple[float, float]], *, stated: bool) -> None:
    """Refuse points that are projected metres."""
    large = sum(abs(x) > _PROJECTED and abs(y) > _PROJECTED for x, y in points)
    if points and large / len(points) > _MOST:
        x, y = next((x, y) for x, y in points if abs(x) > _PROJECTED and abs(y) > _PROJECTED)
        why = "although it is said to be in degrees" if stated else "not degrees"
        raise IngestError(
            "projected",
            f"has coordinates such as {x:.12g} / {y:.12g}: these are projected metres, {why}. State the "
            "reference "
            "system, such as --crs EPSG:32642 for a UTM zone",
        )


def suspect_swap(points: Sequence[tuple[float, float]], area: Bounds | None, notes: Notes) -> None:
    """Warn when most points lie in the dossier's area only if latitude and longitude are swapped."""
    if area is None or not points:
        return

    def inside(x: float, y: float) -> bool:
        return area.west <= x <= area.east and area.south <= y <= area.north

    as_given = sum(inside(x, y) for x, y in points)
    swapped = sum(inside(y, x) for x, y in points)
    if swapped / len(points) > _MOST and as_given / len(points) < 1 - _MOST:
        text = (
            f"Latitude and longitude may be swapped: {swapped} of {len(points)} points lie in the dossier's "
            "area only "
            "when they are. Nothing was changed; swap the columns with --mapping."
        )
        notes.add("suspect-swapped", text)
