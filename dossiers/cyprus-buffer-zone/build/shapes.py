# ruff: noqa: INP001
"""Draw the areas, the ceasefire lines by sector, the detached area and the sea."""

import csv
from pathlib import Path
from typing import Any

import shapely
from natural_earth import BOX, read_areas
from vectors import (
    GEOD,
    find_shared_line,
    list_polygons,
    make_feature,
    measure_area_km2,
    measure_length_km,
    round_geometry,
    write_geojson,
)

TABLES = Path(__file__).resolve().parent / "tables"
TARGET = TABLES.parents[1]
DRAWING = "ne10m"
PARTIES = "GCY;TCY"
LEAST_SEA_KM2 = 20.0

Areas = dict[str, shapely.MultiPolygon]
Row = dict[str, str]


def write_shapes() -> None:
    """Write countries, boundaries, enclaves and the sea (as a lake) into the dossier."""
    areas = read_areas()
    _write_countries(areas)
    _write_boundaries(areas)
    _write_enclaves(areas)
    _write_sea(areas)


def _read_rows(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_countries(areas: Areas) -> None:
    features = []
    for row in _read_rows("countries.csv"):
        properties = {"iso3": row["iso3"], "drawing": DRAWING} | {k: v for k, v in row.items() if k != "iso3"}
        features.append(make_feature(properties, areas[row["iso3"]]))
    write_geojson(TARGET / "countries.geojson", features)


def _write_boundaries(areas: Areas) -> None:
    """Write one feature per sector: the edges that its two areas share between two longitudes."""
    features = []
    for row in _read_rows("sectors.csv"):
        line = find_shared_line(*(areas[area] for area in row["areas"].split(";")))
        west, east = float(row["west"]), float(row["east"])
        parts = [part for part in line.geoms if west <= part.centroid.x <= east]
        shape = shapely.MultiLineString(parts)
        properties = {
            "sector_id": row["sector_id"],
            "drawing": DRAWING,
            "parties": PARTIES,
            "name": row["name"],
            "length_km": round(measure_length_km(shape), 1),
        }
        features.append(make_feature(properties, shape))
    features.sort(key=lambda each: str(each["properties"]["sector_id"]))
    write_geojson(TARGET / "boundaries.geojson", features)


def _write_enclaves(areas: Areas) -> None:
    features = []
    for row in _read_rows("enclaves.csv"):
        seed = shapely.Point(float(row.pop("lon")), float(row.pop("lat")))
        held = list_polygons(areas[row["administered_by"]])
        part = min(held, key=lambda each: (each.distance(seed), each.area))
        properties: dict[str, Any] = {"enclave_id": row.pop("enclave_id"), "drawing": DRAWING}
        for name, text in row.items():
            properties[name] = text or None
            if name == "area_published_note":
                properties["area_km2_measured"] = round(measure_area_km2(part), 2)
                properties["perimeter_km"] = round(float(GEOD.geometry_length(part.exterior)) / 1e3, 1)
        features.append(make_feature(properties, shapely.MultiPolygon([part])))
    write_geojson(TARGET / "enclaves.geojson", features)


def _write_sea(areas: Areas) -> None:
    """Write the sea: the box without the land; slivers between areas are no sea."""
    sea = shapely.difference(BOX, shapely.union_all(list(areas.values())))
    parts = [part for part in list_polygons(sea) if measure_area_km2(part) >= LEAST_SEA_KM2]
    properties = {
        "lake_id": "sea",
        "name": None,
        "drawn_from": "Natural Earth 1:10m, box without land",
    }
    write_geojson(
        TARGET / "lakes.geojson", [make_feature(properties, round_geometry(shapely.MultiPolygon(parts)))]
    )
