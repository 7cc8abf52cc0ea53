"""Write the incidents of a dossier for its page: in order of days, as columns, long texts apart."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.ordered import day_order
from layers.geometry import UNITS_PER_DEGREE
from layers.pack_columns import Places, pack_columns
from layers.pack_numbers import Body, Whole, pack_whole
from layers.pack_texts import BLOCK_ROWS, pack_blocks

# what the map needs before anything is drawn; the other columns come after
FIRST = (
    "geo_precision", "stand_in", "uncertainty_m", "claims_differ", "incident_type", "hotspot_id", "event_id",
    "sector_id", "told_by", "date_precision", "confidence",
)  # fmt: skip
# what the page works out by itself, or gets in another form
_NOT_SENT = ("first_day", "last_day", "search_text", "geometry")
_BLOCKS_A_PART = 32


@dataclass(frozen=True, slots=True)
class IncidentBlocks:
    """What a page carries of the incidents, in base64 and in the order in which it is read.

    Attributes
    ----------
    first
        Days, points, and the columns that drawing and filters ask.
    rest
        All other columns but long texts.
    texts
        Long texts by 512 rows, some blocks a part, one a line.
    """

    first: str
    rest: str
    texts: tuple[str, ...]


def pack_incidents(
    incidents: gpd.GeoDataFrame, *, distances: Mapping[str, npt.NDArray[np.float64]]
) -> IncidentBlocks:
    """Write incidents in order of their first day.

    Parameters
    ----------
    incidents
        As :func:`geo.read_dossier` gives them.
    distances
        Metres from the line of each drawing, by its id, in the order of the rows; NaN where unknown.
    """
    order = day_order(incidents["first_day"].to_numpy())
    if order is not None:
        incidents = incidents.iloc[order]
        distances = {drawing: metres[order] for drawing, metres in distances.items()}
    units, places = _find_places(incidents.geometry)
    body = Body()
    head = {"n": len(incidents), "points": _points(body, units, places)}
    days = pack_columns(body, incidents[["first_day", "last_day"]], places=places)
    sent = incidents.drop(columns=[name for name in _NOT_SENT if name in incidents])
    is_first = sent.columns.isin(FIRST)
    early = pack_columns(body, sent.loc[:, is_first], places=places, known=days)
    first = body.seal(
        {
            **head,
            "days": [spec for _, spec in days.columns],
            "columns": early.columns,
            "order": list(sent.columns),
        }
    )
    body = Body()
    metres = pd.DataFrame({f"zone {drawing}": values for drawing, values in distances.items()})
    zones = pack_columns(body, metres, places=places, known=early)
    late = pack_columns(body, sent.loc[:, ~is_first], places=places, known=zones)
    described = dict(zip(distances, (spec for _, spec in zones.columns), strict=True))
    rest = body.seal(
        {
            "zones": described,
            "columns": late.columns,
            "long": list(late.long),
            "block_rows": BLOCK_ROWS,
            "blocks_a_part": _BLOCKS_A_PART,
        }
    )
    return IncidentBlocks(_text(first), _text(rest), _parts(list(late.long.values())))


def _find_places(points: gpd.GeoSeries) -> tuple[npt.NDArray[np.float64], Places]:
    """Give the units of each distinct point, as they come, and which of them each row lies at."""
    inside = points.representative_point() if (points.geom_type != "Point").any() else points
    units = np.round(np.column_stack((inside.y, inside.x)) * UNITS_PER_DEGREE)
    known = ~np.isnan(units).any(axis=1)
    keys = units[known, 0] * 2**32 + units[known, 1]
    found, _ = pd.factorize(keys)
    point = np.full(len(points), -1, dtype=np.int64)
    point[known] = found
    _, at = np.unique(found, return_index=True)
    return units[known][at], Places(point, len(at))


def _points(body: Body, units: npt.NDArray[np.float64], places: Places) -> dict[str, Any]:
    """Write points once; a row is at the next new one (0), at one there was (its number and 1), or none."""
    at = places.point
    newest = np.maximum.accumulate(at) if len(at) else at
    is_new = (at >= 0) & (at > np.concatenate(([-1], newest[:-1])))
    codes: Whole = np.where(is_new, 0, at + 1)
    whole = units.astype(np.int64)
    step = int(np.gcd.reduce(np.abs(whole), axis=None)) or 1
    return {
        "n": places.count,
        "step": step,
        "row": pack_whole(body, codes, missing=at < 0),
        "lat": pack_whole(body, whole[:, 0] // step),
        "lon": pack_whole(body, whole[:, 1] // step),
    }


def _parts(columns: list[list[bytes]]) -> tuple[str, ...]:
    blocks = list(pack_blocks(columns))
    return tuple("\n".join(blocks[at : at + _BLOCKS_A_PART]) for at in range(0, len(blocks), _BLOCKS_A_PART))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
