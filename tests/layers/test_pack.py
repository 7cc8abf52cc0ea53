"""The incidents of a page: what is packed is read back the same, whatever it is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.geometry import encode_points
from layers.pack_incidents import pack_incidents
from layers.pack_numbers import Body, pack_whole, unpack_whole
from layers.pack_texts import choose_letters, read_letters, write_letters
from layers.unpack import unpack_incidents

WHOLE = st.integers(-(2**52), 2**52)
# every letter there is, half of a surrogate pair among them
TEXTS = st.text(st.characters(), max_size=40)
CELLS = st.none() | TEXTS | WHOLE | st.booleans()


def frame_of(columns, *, points=(), days=()):
    rows = max((len(values) for values in columns.values()), default=0)
    lon, lat = np.array(list(points) or [(70.0, 39.0)] * rows, dtype=float).reshape(-1, 2).T
    geometry = gpd.points_from_xy(lon, lat)
    first = pd.Series(list(days) or ["2022-09-14"] * rows, dtype="datetime64[s]")
    return gpd.GeoDataFrame(
        {**columns, "first_day": first, "last_day": first}, geometry=geometry, crs="EPSG:4326"
    )


def round_trip(frame, **distances):
    blocks = pack_incidents(frame, distances=distances)
    return unpack_incidents(blocks.first, blocks.rest, blocks.texts)


def typed(values):
    return [(type(value), value) for value in values]


@given(st.lists(st.none() | WHOLE, max_size=40), st.booleans())
def test_whole_numbers_come_back(values, like):
    missing = np.array([value is None for value in values], dtype=bool)
    whole = np.array([value or 0 for value in values], dtype=np.int64)
    others = {"other": whole + np.arange(len(values))} if like else {}
    body = Body()
    spec = pack_whole(body, whole, missing=missing, like=others)
    content = memoryview(b"".join(body._parts))
    read, none = unpack_whole(content, spec, len(values), like=others)
    assert [None if gone else int(value) for value, gone in zip(read, none, strict=True)] == values


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(CELLS, CELLS, st.none() | TEXTS, st.none() | TEXTS), max_size=12), st.integers(1, 60)
)
def test_columns_come_back_in_order_and_type(rows, times):
    values = [list(column) * times for column in zip(*rows, strict=True)] or [[], [], [], []]
    columns = {f"c{n}": pd.Series(cells, dtype=object) for n, cells in enumerate(values)}
    columns["__proto__"] = columns.pop("c1")
    read = dict(round_trip(frame_of(columns))["columns"])
    assert list(read) == list(columns)
    for name, cells in columns.items():
        assert typed(read[name]) == typed(cells)


def test_text_with_a_null_letter_is_not_another():
    texts = ["a", "a\0b", "a\0c", "a"] * 10
    assert dict(round_trip(frame_of({"x": pd.Series(texts, dtype="str")}))["columns"])["x"] == texts


def test_missing_numbers_are_missing_and_never_zero():
    columns = {
        "number": pd.Series([1.5, float("nan"), float("inf"), 0.0]),
        "whole": pd.Series(pd.array([1, None, 3, 0], dtype="Int64")),
        "long": pd.Series([2.0**60, 0.1 + 0.2, 1e-9, None]),
        "day": pd.Series(["2022-09-16", None, "1969-12-31", "0001-01-01"], dtype="datetime64[s]"),
    }
    assert dict(round_trip(frame_of(columns))["columns"]) == {
        "number": [1.5, None, None, 0],
        "whole": [1, None, 3, 0],
        "long": [2**60, 0.1 + 0.2, 1e-9, None],
        "day": ["2022-09-16", None, "1969-12-31", "0001-01-01"],
    }


@pytest.mark.parametrize(
    "texts",
    [
        [f"KGZ{n}" for n in range(40)],
        [f"{n:04d}" for n in range(40)],
        [f"a{n}" if n % 3 else None for n in range(40)],
        [str(10**15 + n) for n in range(40)],
        [f"2022-09-{n % 28 + 1:02d}" for n in range(40)],
        ["2022-02-30"] * 20 + ["2022-02-28"] * 20,
    ],
)
def test_texts_that_look_like_numbers_or_days_come_back(texts):
    assert dict(round_trip(frame_of({"x": pd.Series(texts, dtype=object)}))["columns"])["x"] == texts


def test_seventy_thousand_categories_come_back():
    values = [f"kind {n % 70_000} {'x' * (n % 3)}" for n in range(150_000)]
    packed = round_trip(frame_of({"kind": pd.Series(values, dtype="str")}))
    assert dict(packed["columns"])["kind"] == values


def test_rows_come_in_order_of_days_with_the_undated_last():
    days = ["2022-09-14", None, "2020-01-01", "2022-09-14"]
    packed = round_trip(
        frame_of({"x": pd.Series(list("abcd"))}, days=days), line=np.array([1.0, np.nan, 3, 4])
    )
    assert dict(packed["columns"])["x"] == ["c", "a", "d", "b"]
    assert packed["firstDay"] == [18262, 19249, 19249, None]
    assert packed["zones"] == {"line": [3, 1, 4, None]}


@given(
    st.lists(
        st.none() | st.tuples(st.sampled_from([180.0, -180.0, 70.123456, 0.0]), st.floats(-90, 90)),
        max_size=30,
    )
)
def test_points_keep_five_decimals_at_the_antimeridian_and_where_there_is_none(points):
    pairs = [(np.nan, np.nan) if point is None else point for point in points]
    frame = frame_of({"x": pd.Series(range(len(points)))}, points=pairs)
    frame.geometry = [
        None if point is None else shape for point, shape in zip(points, frame.geometry, strict=True)
    ]
    packed = round_trip(frame)
    assert (packed["lat"], packed["lon"]) == encode_points(frame.geometry)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=20))
def test_letters_that_stand_for_other_columns_are_read_back(rows):
    places, names, texts = (list(column) for column in zip(*rows, strict=True))
    written = [f"{text} in {place}, {name}" for text, place, name in zip(texts, places, names, strict=True)]
    columns = {"place": places, "name": names}
    letters = choose_letters(written, columns)
    assert read_letters(write_letters(written, columns, letters), columns, letters) == written


def test_same_incidents_give_the_same_bytes(small):
    assert pack_incidents(small.incidents, distances={}) == pack_incidents(small.incidents, distances={})
