"""The data block: what goes in comes out, byte for byte the same each time."""

from __future__ import annotations

import base64
import json
import zlib

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon

from layers import MapView
from layers.columns import encode_columns
from layers.geometry import UNITS_PER_DEGREE, encode_points, encode_shapes
from layers.payload import encode_payload


def decode(block: str) -> dict:
    return json.loads(zlib.decompress(base64.b64decode(block), -zlib.MAX_WBITS))


def decode_column(column):
    if isinstance(column, list):
        return column
    return [None if code < 0 else column["values"][code] for code in column["codes"]]


def decode_run(numbers):
    lat = lon = 0
    points = []
    for d_lat, d_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + d_lat, lon + d_lon
        points.append((lon / UNITS_PER_DEGREE, lat / UNITS_PER_DEGREE))
    return points


@given(st.lists(st.none() | st.text() | st.integers(-(2**53), 2**53) | st.booleans(), max_size=30))
def test_column_round_trip(values):
    frame = pd.DataFrame({"x": pd.Series(values, dtype=object)})
    [(name, column)] = encode_columns(frame)
    assert name == "x"
    decoded = decode_column(column)
    assert [(type(v), v) for v in decoded] == [(type(v), v) for v in values]


def test_missing_values_are_null_and_never_zero():
    frame = pd.DataFrame(
        {
            "number": [1.5, float("nan"), float("inf")],
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "text": pd.Series(["a", None, None], dtype="str"),
            "day": pd.to_datetime(["2022-09-16", None, None]),
        }
    )
    columns = {name: decode_column(column) for name, column in encode_columns(frame)}
    assert columns == {
        "number": [1.5, None, None],
        "whole": [1, None, 3],
        "text": ["a", None, None],
        "day": ["2022-09-16", None, None],
    }


def test_points_keep_five_decimals():
    points = gpd.GeoSeries([Point(70.123456, 39.5), None], crs="EPSG:4326")
    assert encode_points(points) == ([3950000, None], [7012346, None])


@pytest.mark.parametrize(
    ("shape", "depth"),
    [
        (LineString([(70, 39), (70.1, 39.2), (70.05, 39.4)]), 1),
        (MultiLineString([[(70, 39), (70.1, 39.2)], [(71, 39), (71.1, 39.2)]]), 1),
        (Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]), 2),
        (MultiPolygon([Polygon([(0, 0), (1, 0), (1, 1)]), Polygon([(5, 5), (6, 5), (6, 6)])]), 2),
    ],
)
def test_shape_round_trip(shape, depth):
    [encoded] = encode_shapes(gpd.GeoSeries([shape], crs="EPSG:4326"))
    if depth == 1:
        back = MultiLineString([decode_run(run) for run in encoded])
    else:
        rings = [[decode_run(ring) for ring in polygon] for polygon in encoded]
        back = MultiPolygon([Polygon(shell, holes) for shell, *holes in rings])
    parts = shapely.get_parts(shape)
    assert back.equals(MultiLineString(list(parts)) if depth == 1 else MultiPolygon(list(parts)))


def test_row_without_shape_is_empty():
    assert encode_shapes(gpd.GeoSeries([None], crs="EPSG:4326")) == [[]]


def test_payload_holds_every_row(small):
    payload = decode(encode_payload(small, view=MapView()))
    assert {name: table["n"] for name, table in payload["tables"].items() if table["n"]} == {
        "accounts": 1, "boundaries": 1, "boundary_status": 1, "claims": 2, "countries": 2, "events": 1,
        "hotspots": 1, "sources": 1,
    }  # fmt: skip


def test_payload_is_the_same_every_time(small):
    assert encode_payload(small, view=MapView()) == encode_payload(small, view=MapView())


def test_dossier_without_optional_tables_gives_empty_ones(small):
    payload = decode(encode_payload(small, view=MapView(online_tiles=False)))
    assert payload["tables"]["damage"]["n"] == 0
    assert payload["relief"] is None
    assert payload["meta"]["tiles"] is None
