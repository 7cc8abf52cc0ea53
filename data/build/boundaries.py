"""Draw the line between the parties, cut into sectors."""

import csv
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from countries import Drawing
from settings import DATA, PARTIES, TABLES
from vectors import find_shared_line, make_feature, measure_length_km, write_geojson

# degrees: a cut point farther than this from a part of the line does not cut it (about 6 km)
CUT_REACH = 0.06
# degrees: a sector's anchor farther than this from a piece does not name it (about 3 km)
ANCHOR_REACH = 0.03

Row = dict[str, str]


def write_boundaries(drawings: list[Drawing]) -> None:
    """Write ``boundaries.geojson``: one feature per sector and drawing that has it."""
    sectors = _read_rows("sectors.csv")
    cuts = [shapely.Point(float(row["lon"]), float(row["lat"])) for row in _read_rows("sector_cuts.csv")]
    features: list[dict[str, Any]] = []
    for drawing in drawings:
        for sector, (simple, length_km) in build_sectors(drawing, sectors=sectors, cuts=cuts).items():
            row = next(each for each in sectors if each["sector_id"] == sector)
            properties = {
                "sector_id": sector,
                "drawing": drawing.drawing,
                "parties": ";".join(PARTIES),
                "name": row["name"],
                "name_ru": row["name_ru"],
                "length_km": round(length_km, 1),
            }
            features.append(make_feature(properties, simple))
    features.sort(key=lambda each: (each["properties"]["sector_id"], each["properties"]["drawing"]))
    write_geojson(DATA / "boundaries.geojson", features)


def build_sectors(
    drawing: Drawing, *, sectors: list[Row], cuts: list[shapely.Point]
) -> dict[str, tuple[shapely.MultiLineString, float]]:
    """
    Cut the line of one drawing into sectors.

    Parameters
    ----------
    drawing
        Countries at full resolution and simplified.
    sectors
        Rows with ``sector_id``, ``anchor_lon``, ``anchor_lat`` (degrees).
    cuts
        Points near which the line is cut at a vertex.

    Returns
    -------
    dict
        By sector, in the order of the rows: its simplified line (edges of the simplified countries) and its
        geodesic length in km at full resolution.
    """
    simple = find_shared_line(*(drawing.simple[party] for party in PARTIES))
    full = find_shared_line(*(drawing.full[party] for party in PARTIES))
    # the full line is cut at the very vertices at which the simplified one is
    vertices = [_find_vertex(part, cut) for part in _list_open(simple) for cut in cuts if _reaches(part, cut)]
    pieces = _cut_line(simple, cuts)
    full_pieces = _cut_line(full, vertices)
    named = _name_pieces(pieces, sectors)
    named_full = _name_pieces(full_pieces, sectors)
    return {
        sector: (
            shapely.MultiLineString([pieces[number] for number in numbers]),
            sum(measure_length_km(full_pieces[number]) for number in named_full[sector]),
        )
        for sector, numbers in named.items()
    }


def _list_open(line: shapely.MultiLineString) -> list[shapely.LineString]:
    return [part for part in line.geoms if not part.is_closed]


def _reaches(part: shapely.LineString, cut: shapely.Point) -> bool:
    return bool(part.distance(cut) <= CUT_REACH)


def _find_vertex(part: shapely.LineString, point: shapely.Point) -> shapely.Point:
    """Find the vertex of a line that is nearest to a point."""
    return shapely.Point(part.coords[_find_nearest(part, point)])


def _find_nearest(part: shapely.LineString, point: shapely.Point) -> int:
    distances = np.hypot(*(shapely.get_coordinates(part) - (point.x, point.y)).T)
    return int(distances.argmin())


def _cut_line(line: shapely.MultiLineString, cuts: list[shapely.Point]) -> list[shapely.LineString]:
    """Cut the open parts of a line at the vertices nearest to the points within reach."""
    pieces = [part for part in line.geoms if part.is_closed]
    for part in _list_open(line):
        inner = {_find_nearest(part, cut) for cut in cuts if _reaches(part, cut)}
        stops = sorted({0, len(part.coords) - 1} | inner)
        pieces += [shapely.LineString(part.coords[start : stop + 1]) for start, stop in pairwise(stops)]
    return pieces


def _name_pieces(pieces: list[shapely.LineString], sectors: list[Row]) -> dict[str, list[int]]:
    """Give each piece to the sector whose anchor lies on it, the others to the sector nearest to them."""
    anchors = {
        row["sector_id"]: shapely.Point(float(row["anchor_lon"]), float(row["anchor_lat"])) for row in sectors
    }
    named: dict[str, list[int]] = {}
    for sector, anchor in anchors.items():
        distances = shapely.distance(np.array(pieces), anchor)
        if distances.min() <= ANCHOR_REACH:
            named[sector] = [int(distances.argmin())]
    taken = {number for numbers in named.values() for number in numbers}
    owners = dict(named)
    for number in sorted(set(range(len(pieces))) - taken):
        nearest = min(owners, key=lambda sector: pieces[owners[sector][0]].distance(pieces[number]))
        named[nearest] = [*named[nearest], number]
    return named


def _read_rows(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
