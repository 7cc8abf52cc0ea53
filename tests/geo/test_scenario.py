"""The what-if zone against geodesic references that know no projection."""

from __future__ import annotations

import math
from datetime import date

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from dossiers import incident, small_descriptor, small_tables, write_dossier
from geo import Filters, count_by_width, describe_zone, read_dossier
from geo.geodesic import area_km2, distances_m, strip_around
from geo.scenario import zone_areas, zone_distances, zone_lines, zone_shape

GEOD = pyproj.Geod(ellps="WGS84")
CRS = "EPSG:32642"
# five degrees off the central meridian of the CRS, where its scale is worst
STRAIGHT = shapely.LineString([(74.0, 39.4), (74.0, 39.9)])
CURVED = shapely.LineString([
    (73.5 + 0.1 * math.cos(t / 6), 39.5 + 0.02 * t + 0.05 * math.sin(t)) for t in np.linspace(0, 12, 60)
])  # fmt: skip
RING = shapely.LinearRing([
    (70.6 + 0.12 * math.cos(t), 39.85 + 0.08 * math.sin(t)) for t in np.linspace(0, 2 * math.pi, 80)
])  # fmt: skip
LINES = {"straight": STRAIGHT, "curved": CURVED, "ring": RING}


def densified(line, step_m):
    # straight in longitude and latitude between vertices
    return shapely.get_coordinates(shapely.segmentize(line, step_m / 111_320))


def geodesic_disc(lon, lat, radius_m):
    turns = np.linspace(0, 360, 181)[:-1]
    lons, lats, _ = GEOD.fwd(np.full(180, lon), np.full(180, lat), turns, np.full(180, radius_m))
    return shapely.Polygon(np.column_stack([lons, lats]))


def reference_area_km2(line, radius_m):
    discs = [geodesic_disc(lon, lat, radius_m) for lon, lat in densified(line, radius_m / 25)]
    union = shapely.union_all(discs)
    parts = [shapely.orient_polygons(part) for part in shapely.get_parts(union)]
    return sum(GEOD.geometry_area_perimeter(part)[0] for part in parts) / 1e6


def as_series(line):
    return gpd.GeoSeries([shapely.LineString(line.coords)], crs="EPSG:4326")


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("width_km", [1, 5, 20])
def test_area_of_the_strip_is_within_half_a_percent_of_geodesic_discs(kind, width_km):
    strip = strip_around(as_series(LINES[kind]), width_m=width_km * 1000, metric_crs=CRS)
    assert area_km2(strip) == pytest.approx(reference_area_km2(LINES[kind], width_km * 1000), rel=0.002)


@pytest.mark.parametrize("kind", LINES)
def test_points_inside_equal_a_brute_force_geodesic_distance(kind):
    line = LINES[kind]
    west, south, east, north = line.bounds
    draw = np.random.default_rng(7)
    lons = draw.uniform(west - 0.3, east + 0.3, 60)
    lats = draw.uniform(south - 0.25, north + 0.25, 60)
    vertices = densified(line, 20)
    brute = np.array([
        GEOD.inv(np.full(len(vertices), lon), np.full(len(vertices), lat), *vertices.T)[2].min()
        for lon, lat in zip(lons, lats, strict=True)
    ])  # fmt: skip
    points = gpd.GeoSeries(gpd.points_from_xy(lons, lats), crs="EPSG:4326")
    away = distances_m(points, as_series(line), metric_crs=CRS)
    assert np.abs(away - brute).max() < 1.5
    for width_m in (1000, 2000, 3000, 5000, 10_000, 15_000, 20_000):
        assert ((away <= width_m) == (brute <= width_m)).all()


def test_distance_and_strip_agree_with_each_other():
    points = gpd.GeoSeries(
        gpd.points_from_xy(np.linspace(73.7, 74.3, 200), np.full(200, 39.65)), crs="EPSG:4326"
    )
    away = distances_m(points, as_series(STRAIGHT), metric_crs=CRS)
    strip = strip_around(as_series(STRAIGHT), width_m=5000, metric_crs=CRS)
    clear = np.abs(away - 5000) > 20
    assert (shapely.contains(strip, points.to_numpy())[clear] == (away <= 5000)[clear]).all()


def test_missing_points_and_missing_lines_have_no_distance_and_no_strip():
    none = gpd.GeoSeries([], crs="EPSG:4326")
    points = gpd.GeoSeries([shapely.Point(74, 39.5), None], crs="EPSG:4326")
    assert np.isnan(distances_m(points, none, metric_crs=CRS)).all()
    assert np.isnan(distances_m(points, as_series(STRAIGHT), metric_crs=CRS)).tolist() == [False, True]
    assert strip_around(none, width_m=1000, metric_crs=CRS).is_empty
    assert strip_around(as_series(STRAIGHT), width_m=0, metric_crs=CRS).is_empty


def square(west, south, size):
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


@pytest.fixture
def zoned(tmp_path):
    tables = small_tables() | {
        "incidents": [
            incident("near", "2022-01-01", lat=50.5, lon=11.01),
            incident("edge", "2022-01-01", lat=50.5, lon=11.06, geo_precision="near", uncertainty_m=3000),
            incident("far", "2022-01-01", lat=50.5, lon=11.075, geo_precision="near", uncertainty_m=3000),
            incident("nowhere", "2022-01-01", geo_precision="unknown"),
            incident("ring", "2022-01-01", lat=50.51, lon=10.41),
        ],
        "places": [
            {"place_id": "p1", "name": "In", "country": "AAA", "population": 900, "rank": 1, "lat": 50.2, "lon": 11.0},
            {"place_id": "p2", "name": "Uncounted", "country": "BBB", "population": None, "rank": 2, "lat": 50.3, "lon": 11.0},
            {"place_id": "p3", "name": "Out", "country": "BBB", "population": 7, "rank": 2, "lat": 50.3, "lon": 11.5},
        ],
        "enclaves": [
            {"enclave_id": "between", "drawing": "2020", "name": "E", "administered_by": "BBB", "surrounded_by": "AAA",
             "area_km2_measured": 1, "source_ids": "s1", "polygon": square(10.4, 50.5, 0.02)},
            {"enclave_id": "third", "drawing": "2020", "name": "T", "administered_by": "CCC", "surrounded_by": "AAA",
             "area_km2_measured": 1, "source_ids": "s1", "polygon": square(10.2, 50.5, 0.02)},
        ],
        "claims": [], "accounts": [], "events": [], "hotspots": [],
    }  # fmt: skip
    for name in ("claims", "accounts", "events", "hotspots"):
        del tables[name]
    return read_dossier(write_dossier(tmp_path / "zoned", tables=tables, descriptor=small_descriptor()))


def test_zone_counts_by_point_and_says_how_sure_that_is(zoned):
    zone = describe_zone(zoned, Filters(zone_km=5))
    assert (zone.shown, zone.located, zone.inside, zone.sure, zone.perhaps) == (5, 4, 3, 2, 1)
    assert zone.share == pytest.approx(3 / 5)
    assert (zone.places, zone.population, zone.places_uncounted) == (2, 900, 1)


def test_zone_runs_round_enclaves_between_the_parties_only(zoned):
    assert len(zone_lines(zoned, "2020")) == 2
    away = zone_distances(zoned, zoned.incidents.geometry, drawing="2020")
    assert away[4] < 1500
    assert np.isnan(away[3])


def test_zone_of_no_incident_has_no_share(zoned):
    zone = describe_zone(zoned, Filters(start=date(1990, 1, 1), end=date(1990, 1, 2), zone_km=5))
    assert (zone.shown, zone.share) == (0, None)


def test_curve_counts_inside_against_width(zoned):
    counts = count_by_width(zoned, Filters(), widths_km=(0, 1, 5, 20))
    assert counts.to_dict() == {0: 0, 1: 2, 5: 3, 20: 4}


def test_sides_of_the_zone_add_up_to_it(zoned):
    zone = zone_shape(zoned, drawing="2020", width_km=5)
    areas = zone_areas(zoned, zone, drawing="2020")
    assert list(areas) == ["AAA", "BBB"]
    # the ends of the strip stand out of the two squares by half a disc each
    assert sum(areas.values()) == pytest.approx(area_km2(zone) - math.pi * 25, rel=0.01)
