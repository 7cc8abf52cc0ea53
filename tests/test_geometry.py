"""The shipped geometry: valid, in its box, without overlaps, and true to the packages it was drawn from."""

import csv
import json
from itertools import combinations, pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from PIL import Image
from pyproj import Geod

DATA = Path(__file__).resolve().parents[1] / "data"
GEOD = Geod(ellps="WGS84")
CLIP = (67.2, 38.2, 75.3, 42.1)
RELIEF_BOUNDS = (67.0, 38.0, 75.5, 42.3)
DRAWINGS = ("2025a", "2026c")
LAYERS = ("countries", "boundaries", "enclaves", "lakes", "places")

# km at full resolution, measured apart from the build
LINE_KM = {"2025a": 990.1, "2026c": 1001.7}
SECTOR_KM = {"S1": 67.0, "S2": 57.2, "S2b": 16.3, "V": 61.8, "S3": 84.6, "S4": 235.1, "S5": 59.4}
SECTOR_KM |= {"S6": 118.4, "S7": 135.3, "S8": 166.7}
# geodesic km2 at full resolution, measured apart from the build
AREA_KM2 = {
    ("barak", "2022-04"): 2.1,
    ("chong-qora", "2025a"): 4.2,
    ("jangail", "2025a"): 0.65,
    ("sarvan", "2025a"): 9.4,
    ("sarvan", "2026c"): 9.1,
    ("shohimardon", "2025a"): 47.1,
    ("shohimardon", "2026c"): 47.1,
    ("sokh", "2025a"): 228.1,
    ("sokh", "2026c"): 223.3,
    ("vorukh", "2025a"): 101.2,
    ("vorukh", "2026c"): 145.4,
    ("western-qalacha", "2025a"): 1.0,
}
LARGEST_BYTES = {
    "countries.geojson": 600_000,
    "boundaries.geojson": 120_000,
    "enclaves.geojson": 60_000,
    "lakes.geojson": 40_000,
    "places.geojson": 60_000,
    "relief.webp": 200_000,
}


def read_layer(name):
    return gpd.read_file(DATA / f"{name}.geojson")


def list_edges(geometries):
    edges = set()
    for geometry in geometries:
        for line in shapely.get_parts(shapely.get_parts(shapely.boundary(geometry))):
            edges |= {(min(pair), max(pair)) for pair in pairwise(line.coords)}
    return edges


@pytest.fixture(scope="module")
def countries():
    return read_layer("countries")


@pytest.fixture(scope="module")
def boundaries():
    return read_layer("boundaries")


@pytest.fixture(scope="module")
def enclaves():
    return read_layer("enclaves")


@pytest.mark.parametrize("name", LAYERS)
def test_layer_is_valid_and_lies_in_the_box(name):
    layer = read_layer(name)
    assert pyogrio.read_info(DATA / f"{name}.geojson")["crs"] == "EPSG:4326"
    assert layer.geometry.notna().all()
    assert layer.is_valid.all()
    west, south, east, north = layer.total_bounds
    # a lake is drawn whole
    margin = 0.3 if name == "lakes" else 0
    assert west >= CLIP[0] - margin
    assert south >= CLIP[1] - margin
    assert east <= CLIP[2] + margin
    assert north <= CLIP[3] + margin


@pytest.mark.parametrize("name", LAYERS)
def test_coordinates_have_five_decimals(name):
    coordinates = shapely.get_coordinates(read_layer(name).geometry)
    assert np.array_equal(coordinates, np.round(coordinates, 5))


@pytest.mark.parametrize("name", ["countries", "enclaves", "lakes"])
def test_rings_turn_as_rfc_7946_asks(name):
    for polygon in read_layer(name).geometry.explode():
        assert polygon.exterior.is_ccw
        assert not any(ring.is_ccw for ring in polygon.interiors)


@pytest.mark.parametrize("name", LAYERS)
def test_rows_are_sorted_and_stand_one_on_a_line(name):
    text = (DATA / f"{name}.geojson").read_text(encoding="utf-8")
    lines = text.splitlines()[1:-1]
    rows = [json.loads(line.rstrip(","))["properties"] for line in lines]
    keys = [(next(iter(row.values())), row.get("drawing", "")) for row in rows]
    if name == "boundaries":
        assert list(rows[0])[:2] == ["sector_id", "drawing"]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert r"\u" not in text


@pytest.mark.parametrize(("file", "limit"), LARGEST_BYTES.items())
def test_file_is_small(file, limit):
    assert (DATA / file).stat().st_size <= limit


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_countries_of_a_drawing_do_not_overlap(countries, drawing):
    shapes = countries[countries["drawing"] == drawing].geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    for first, second in combinations(shapes, 2):
        assert shapely.intersection(first, second).area == 0


def test_every_drawing_has_the_same_countries(countries):
    found = countries.groupby("drawing")["iso3"].agg(tuple).to_dict()
    assert set(found) == set(DRAWINGS)
    assert found["2025a"] == found["2026c"]
    assert {"KGZ", "TJK", "UZB"} <= set(found["2025a"])


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_line_is_the_common_edge_of_both_countries(countries, boundaries, drawing):
    shapes = countries[countries["drawing"] == drawing].set_index("iso3").geometry
    common = list_edges([shapes["KGZ"]]) & list_edges([shapes["TJK"]])
    line = boundaries[boundaries["drawing"] == drawing].geometry
    edges = {(min(pair), max(pair)) for part in line.explode() for pair in pairwise(part.coords)}
    assert edges == common


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_sectors_do_not_share_an_edge(boundaries, drawing):
    line = boundaries[boundaries["drawing"] == drawing].geometry
    edges = [(min(pair), max(pair)) for part in line.explode() for pair in pairwise(part.coords)]
    assert len(edges) == len(set(edges))


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_length_of_the_line_is_that_of_full_resolution(boundaries, drawing):
    rows = boundaries[boundaries["drawing"] == drawing]
    assert rows["length_km"].sum() == pytest.approx(LINE_KM[drawing], abs=0.3)
    drawn = sum(GEOD.geometry_length(line) for line in rows.geometry) / 1e3
    assert drawn == pytest.approx(LINE_KM[drawing], rel=0.005)


def test_sectors_are_as_long_as_measured(boundaries):
    rows = boundaries[boundaries["drawing"] == "2026c"].set_index("sector_id")
    assert set(rows.index) == set(SECTOR_KM)
    for sector, length_km in SECTOR_KM.items():
        # the cut points are approximate and lie on a vertex of the simplified line
        assert rows.loc[sector, "length_km"] == pytest.approx(length_km, abs=2.5)


def test_loop_in_the_gorge_is_only_in_the_later_drawing(boundaries):
    assert list(boundaries.loc[boundaries["sector_id"] == "S2b", "drawing"]) == ["2026c"]


def test_there_are_eight_enclaves(enclaves):
    assert set(zip(enclaves["enclave_id"], enclaves["drawing"], strict=True)) == set(AREA_KM2)
    assert enclaves["enclave_id"].nunique() == 8


def test_areas_are_as_measured_at_full_resolution(enclaves):
    for row in enclaves.itertuples():
        expected = AREA_KM2[row.enclave_id, row.drawing]
        assert row.area_km2_measured == pytest.approx(expected, rel=0.01), row.enclave_id
        drawn = sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in row.geometry.geoms) / 1e6
        assert drawn == pytest.approx(row.area_km2_measured, rel=0.03), row.enclave_id


def test_enclaves_carry_the_hand_kept_attributes(enclaves):
    with (DATA / "build" / "tables" / "enclaves.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["enclave_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(enclaves["enclave_id"])
    for enclave in json.loads((DATA / "enclaves.geojson").read_text(encoding="utf-8"))["features"]:
        properties = enclave["properties"]
        for column, text in rows[properties["enclave_id"]].items():
            value = properties[column]
            assert (type(value)(text) if text else None) == value, column


def test_enclaves_fit_the_edges_of_the_countries(countries, enclaves):
    for drawing in DRAWINGS:
        shapes = countries[countries["drawing"] == drawing].set_index("iso3").geometry
        for row in enclaves[enclaves["drawing"] == drawing].itertuples():
            edges = list_edges([row.geometry])
            assert edges <= list_edges([shapes[row.administered_by]])
            assert edges <= list_edges([shapes[row.surrounded_by]])


def test_places_lie_in_the_country_they_name(countries):
    places = read_layer("places")
    assert len(places) == 179
    assert places["rank"].between(1, 4).all()
    shapes = countries[countries["drawing"] == "2026c"].set_index("iso3").geometry
    outside = [row.place_id for row in places.itertuples() if not shapes[row.country].covers(row.geometry)]
    # Ak-Say: its note says that drawings differ there
    assert outside == ["gn-10370337"]
    assert places.set_index("place_id").loc["gn-10370337", "note"]


def test_reservoir_has_its_name_and_size():
    lakes = read_layer("lakes").dropna(subset="name").set_index("name")
    area_km2 = abs(GEOD.geometry_area_perimeter(lakes.geometry["Kayrakkum reservoir"])[0]) / 1e6
    assert area_km2 == pytest.approx(402, rel=0.02)


def test_relief_has_web_mercator_rows():
    west, south, east, north = np.radians(RELIEF_BOUNDS)
    rows = np.arctanh(np.sin(north)) - np.arctanh(np.sin(south))
    with Image.open(DATA / "relief.webp") as image:
        assert image.height / image.width == pytest.approx(rows / (east - west), rel=0.001)
        # plain paper at the edge, so that the image has no visible border
        assert min(image.convert("RGB").getpixel((0, 0))) > 240
