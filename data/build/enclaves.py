"""Draw the enclaves: one shape per enclave and drawing that has it."""

import csv
import json
import tarfile
from typing import Any

import shapely
from countries import Drawing, Polygons
from fetch import fetch_package
from settings import DATA, TABLES
from vectors import (
    GEOD,
    list_polygons,
    make_feature,
    measure_area_km2,
    project_geometry,
    round_geometry,
    unproject_geometry,
    write_geojson,
)

# the older drawing stands alone: it is read for the enclave that the later ones lack
OLDER_DRAWING = "2022-04"
OLDER_TOLERANCE_M = 20.0

Row = dict[str, str]
# columns of the written table, in order; those of the hand-kept table keep their names
NUMBERS = ("area_km2_published",)
WHOLE_NUMBERS = ("population", "population_year")
COLUMNS = (
    *("enclave_id", "drawing", "name", "name_ky", "name_tg", "name_ru", "variants", "variants_status"),
    *("administered_by", "surrounded_by", "admin", "area_km2_published", "area_published_note"),
    *("area_km2_measured", "perimeter_km", "population", "population_year", "population_note"),
    *("status_note", "notes", "source_ids"),
)


def write_enclaves(drawings: list[Drawing]) -> None:
    """Write ``enclaves.geojson``; attributes come from the hand-kept table, measures from the shapes."""
    attributes = {row["enclave_id"]: row for row in _read_rows("enclaves.csv")}
    features: list[dict[str, Any]] = []
    for seed in sorted(_read_rows("enclave_seeds.csv"), key=lambda row: row["enclave_id"]):
        for drawing in sorted(seed["drawings"].split(";")):
            full, simple = _find_shapes(seed, drawing=drawing, drawings=drawings)
            properties = _make_properties(attributes[seed["enclave_id"]], drawing=drawing, shape=full)
            features.append(make_feature(properties, simple))
    write_geojson(DATA / "enclaves.geojson", features)


def find_enclave(countries: Polygons, *, holder: str, point: shapely.Point) -> shapely.MultiPolygon:
    """
    Find the detached part of a country at a point.

    Parameters
    ----------
    countries
        Polygons by country, in degrees.
    holder
        Country (ISO 3166 alpha-3) of which the enclave is a part.
    point
        A point in the enclave, or within about 2 km of it.

    Returns
    -------
    MultiPolygon
        The part, in the coordinates of the country.

    Raises
    ------
    ValueError
        When the nearest part is too far away, or too large to be an enclave.
    """
    part = min(list_polygons(countries[holder]), key=lambda polygon: polygon.distance(point))
    if part.distance(point) > 0.02 or measure_area_km2(part) > 1000:
        raise ValueError(f"no detached part of {holder} at {point}")
    return shapely.MultiPolygon([part])


def _find_shapes(
    seed: Row, *, drawing: str, drawings: list[Drawing]
) -> tuple[shapely.MultiPolygon, shapely.MultiPolygon]:
    """Find an enclave at full resolution and as it is drawn."""
    holder, point = seed["holder"], shapely.Point(float(seed["lon"]), float(seed["lat"]))
    if drawing == OLDER_DRAWING:
        full = find_enclave(_read_older_drawing(holder), holder=holder, point=point)
        metric = shapely.simplify(project_geometry(full), OLDER_TOLERANCE_M)
        return full, shapely.MultiPolygon(list_polygons(round_geometry(unproject_geometry(metric))))
    match = next(each for each in drawings if each.drawing == drawing)
    full = find_enclave(match.full, holder=holder, point=point)
    return full, find_enclave(match.simple, holder=holder, point=point)


def _read_older_drawing(holder: str) -> Polygons:
    """Read one country of the older drawing."""
    with tarfile.open(fetch_package("borders")) as archive:
        file = archive.extractfile("package/borders.geo.json")
        if file is None:
            raise ValueError("borders.geo.json: expected a file")
        features = json.load(file)["features"]
    shape = next(each["geometry"] for each in features if each["properties"]["isoA3"] == holder)
    return {holder: shapely.MultiPolygon(list_polygons(shapely.geometry.shape(shape)))}


def _make_properties(row: Row, *, drawing: str, shape: shapely.MultiPolygon) -> dict[str, Any]:
    """Join the attributes of an enclave with the measures of its shape at full resolution."""
    area_km2 = measure_area_km2(shape)
    perimeter_m = sum(abs(GEOD.geometry_area_perimeter(part)[1]) for part in list_polygons(shape))
    values: dict[str, Any] = {key: text or None for key, text in row.items()}
    values |= {key: float(row[key]) if row.get(key) else None for key in NUMBERS}
    values |= {key: int(row[key]) if row.get(key) else None for key in WHOLE_NUMBERS}
    values |= {
        "drawing": drawing,
        "area_km2_measured": round(area_km2, 2 if area_km2 < 10 else 1),
        "perimeter_km": round(perimeter_m / 1e3, 1),
    }
    return {column: values.get(column) for column in COLUMNS}


def _read_rows(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
