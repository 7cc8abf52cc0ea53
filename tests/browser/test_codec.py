"""The page reads columns and texts as they were packed, whatever they hold."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.assets import leaflet_js, page_js
from layers.pack_incidents import pack_incidents

READ = """async ({first, rest, texts}) => {
  for (const name of ["incidents", "rest"]) document.getElementById(`marchland-${name}`)?.remove();
  document.querySelectorAll(".marchland-texts").forEach((node) => node.remove());
  const add = (text, set) => document.body.append(Object.assign(document.createElement("script"), {type: "text/plain", textContent: text, ...set}));
  add(rest, {id: "marchland-rest"});
  for (const part of texts) add(part, {className: "marchland-texts"});
  const incidents = new marchland.Incidents(await marchland.codec.open(first));
  await incidents.readRest();
  await incidents.texts.loadAll();
  // half of a surrogate pair cannot travel to the test: texts are compared as their code units
  const tell = (value) => (typeof value === "string" ? Array.from({length: value.length}, (_, i) => value.charCodeAt(i)) : [value]);
  return {
    columns: [...incidents.columns].map(([name, column]) => [name, column.array().map(tell)]),
    coded: [...incidents.columns].map(([, column]) => { const {codes, values} = column.coded(); return Array.from(codes, (code) => tell(values[code])); }),
    lat: Array.from({length: incidents.n}, (_, index) => incidents.place(index).lat),
    lon: Array.from({length: incidents.n}, (_, index) => incidents.place(index).lon),
    days: Array.from(incidents.firstDay, (day) => (day === marchland.days.NONE ? null : marchland.days.toISO(day))),
  };
}"""
TEXTS = st.text(st.characters(), max_size=30)
WHOLE = st.integers(-(2**52), 2**52)
CELLS = st.none() | TEXTS | WHOLE | st.booleans() | st.floats(-(2.0**52), 2.0**52, width=32)
DAYS = st.none() | st.dates(min_value=pd.Timestamp("1900-01-01").date())
POINTS = st.none() | st.tuples(st.sampled_from([180.0, -180.0, 70.12345]), st.integers(-90, 90).map(float))


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_content("<body></body>")
    for script in (leaflet_js(), page_js()):
        page.add_script_tag(content=script)
    yield page
    context.close()


def units(value):
    if not isinstance(value, str):
        return [value]
    wide = value.encode("utf-16-le", errors="surrogatepass")
    return [int.from_bytes(wide[at : at + 2], "little") for at in range(0, len(wide), 2)]


def frame_of(rows):
    cells, texts, days, points = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    shapes = gpd.points_from_xy(*np.array([point or (np.nan, np.nan) for point in points]).reshape(-1, 2).T)
    days = pd.Series(days, dtype="datetime64[s]")
    columns = {
        "cells": pd.Series(cells, dtype=object),
        "text": pd.Series(texts, dtype=object),
        "__proto__": pd.Series(texts[::-1], dtype=object),
        "repeats": pd.Series(
            [f"{text} ({cell})" for text, cell in zip(texts, cells, strict=True)], dtype=object
        ),
        "id": pd.Series([f"X{n * 7}" for n in range(len(rows))], dtype="str"),
        "geo_precision": pd.Series(["exact", "near"] * len(rows), dtype="str")[: len(rows)],
    }
    geometry = gpd.GeoSeries(shapes, crs="EPSG:4326")
    geometry[[point is None for point in points]] = None
    return gpd.GeoDataFrame(
        {**columns, "first_day": days, "last_day": days}, geometry=geometry, crs="EPSG:4326"
    )


def check(page, frame):
    blocks = pack_incidents(frame, distances={})
    read = page.evaluate(READ, {"first": blocks.first, "rest": blocks.rest, "texts": list(blocks.texts)})
    order = frame["first_day"].reset_index(drop=True).sort_values(kind="stable", na_position="last").index
    names = [name for name in frame.columns if name not in {"geometry", "first_day", "last_day"}]
    assert [name for name, _ in read["columns"]] == names
    for (name, values), coded in zip(read["columns"], read["coded"], strict=True):
        expected = [units(frame[name].iloc[row]) for row in order]
        assert values == expected
        assert coded == expected
    for axis, given_ in (("lat", frame.geometry.y), ("lon", frame.geometry.x)):
        assert read[axis] == [
            None if np.isnan(given_.iloc[row]) else round(given_.iloc[row], 5) for row in order
        ]
    assert read["days"] == [
        None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in frame["first_day"].iloc[order]
    ]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(CELLS, st.none() | TEXTS, DAYS, POINTS), max_size=8), st.integers(1, 40))
def test_page_reads_what_python_packs(page, rows, times):
    check(page, frame_of(rows * times))


NOTE = "A long note with an emoji \U0001f600, half of one \ud83d and a null \0 letter, told of {} at length."


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, "one", pd.Timestamp("2022-09-14"), (70.0, 39.0))],
        [(n, NOTE.format(n), None, None) for n in range(550)],
        [(n % 3, NOTE.format(n % 5), pd.Timestamp("2020-01-01"), (180.0, 39.0)) for n in range(520)],
        [(n / 8, None, pd.Timestamp("1969-12-31"), (-180.0, -90.0)) for n in range(50)],
    ],
    ids=[
        "empty",
        "one row",
        "two blocks of texts without days or places",
        "equal points",
        "eighths before 1970",
    ],
)
def test_odd_tables_come_back(page, rows):
    check(page, frame_of(rows))


def test_seventy_thousand_categories_come_back(page):
    values = [f"kind {n % 70_000}, {'x' * (n % 3)}" for n in range(140_000)]
    day = pd.Series(["2022-09-14"] * len(values), dtype="datetime64[s]")
    points = gpd.points_from_xy([70.0] * len(values), [39.0] * len(values))
    frame = gpd.GeoDataFrame(
        {"kind": pd.Series(values, dtype="str"), "first_day": day, "last_day": day},
        geometry=points,
        crs="EPSG:4326",
    )
    blocks = pack_incidents(frame, distances={})
    kinds = page.evaluate(
        """async ({first, rest}) => {
          document.getElementById("marchland-rest").textContent = rest;
          const incidents = new marchland.Incidents(await marchland.codec.open(first));
          await incidents.readRest();
          const {codes, values} = incidents.coded("kind");
          return [values.length, incidents.columns.get("kind").array().join("|")];
        }""",
        {"first": blocks.first, "rest": blocks.rest},
    )
    assert kinds == [len(set(values)), "|".join(values)]
