"""Many incidents: the page passes, draws and tells the same ones as Python, and reads texts when they are asked for."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.acled_like import write_dossier_like
from geo import CONFIDENCES, GEO_PRECISIONS, Filters, count_incidents, read_dossier
from geo.ordered import order_by_day
from layers import build_map, to_html

FEW, MANY = 5_000, 100_000


def many_of(dossier):
    """Repeat the rows of a dossier at other places and days, so that 100,000 need no import."""
    chance = np.random.default_rng(4)
    frame = pd.concat([dossier.incidents] * (MANY // FEW), ignore_index=True)
    moved = chance.uniform(-0.3, 0.3, (len(frame), 2)) * (chance.random((len(frame), 1)) < 0.65)
    shift = pd.to_timedelta(chance.integers(-400, 400, len(frame)), unit="D")
    days = {name: frame[name] + shift for name in ("first_day", "last_day", "date_start", "date_end")}
    frame = frame.assign(incident_id=[f"M{n}" for n in range(len(frame))], summary=None, **days)
    places = gpd.points_from_xy(
        frame.geometry.x + moved[:, 0], frame.geometry.y + moved[:, 1], crs="EPSG:4326"
    )
    return dossier.with_table("incidents", order_by_day(frame.set_geometry(places)))


@pytest.fixture(scope="module")
def large(tmp_path_factory, chromium):
    """Give a function that opens a page of 5,000 incidents with notes or of 100,000 without, each once."""
    folder = tmp_path_factory.mktemp("large")
    few = read_dossier(write_dossier_like(folder / "d", rows=FEW, seed=4))
    contexts = []

    @cache
    def build(rows):
        dossier = few if rows == FEW else many_of(few)
        path = folder / f"{rows}.html"
        path.write_text(to_html(build_map(dossier)), encoding="utf-8")
        return dossier, path

    @cache
    def open_page(rows, ratio=1):
        dossier, path = build(rows)
        contexts.append(
            chromium.new_context(viewport={"width": 1000, "height": 700}, device_scale_factor=ratio)
        )
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        return dossier, page

    yield open_page
    for context in contexts:
        context.close()


DAYS = st.integers(0, 16 * 365).map(lambda n: date(2010, 1, 1) + timedelta(days=n))


@st.composite
def filters(draw):
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    types = ["battles", "protests", "riots", "none"]
    return Filters(
        start=start,
        end=end,
        types=tuple(draw(st.lists(st.sampled_from(types), unique=True, max_size=2))),
        text=draw(st.sampled_from(["", "", "mortars", "ka", "Shelling", "no such words"])),
        min_geo_precision=draw(st.sampled_from(("", *GEO_PRECISIONS))),
        min_confidence=draw(st.sampled_from(("", "", "", *CONFIDENCES))),
    )


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters())
def test_page_passes_the_same_incidents_as_python(large, chosen):
    dossier, page = large(FEW)
    counts, ids = page.evaluate(
        """async (query) => { marchland.setFilter(query); await marchland.store.waiting;
          return [marchland.store.result.counts, marchland.visibleIds()]; }""",
        chosen.to_query(),
    )
    left = chosen.apply(dossier).incidents
    assert ids == sorted(left["incident_id"][left.geometry.notna()])
    expected = count_incidents(dossier, chosen)
    assert {key: getattr(expected, key) for key in counts} == counts


def test_fifty_cards_equal_their_rows(large):
    dossier, page = large(FEW)
    page.evaluate("marchland.setFilter('')")
    rows = dossier.incidents.iloc[:: FEW // 50]
    for row in rows.to_dict("records"):
        page.evaluate(
            "(id) => marchland.store.select(marchland.data.byId.incident.get(id), 'api')", row["incident_id"]
        )
        page.wait_for_function(
            "(title) => document.querySelector('#card .summary')?.textContent === title", arg=row["summary"]
        )
        told = page.evaluate("marchland.data.incident(marchland.store.selected)")
        for name in (
            "incident_id",
            "title",
            "place",
            "summary",
            "actor1",
            "source",
            "fatalities",
            "timestamp",
            "distance_km",
        ):
            assert told[name] == row[name]
        assert told["date_start"] == f"{row['date_start']:%Y-%m-%d}"
        assert page.text_content("#card h2") == row["title"]
        assert row["actor1"] in page.text_content("#card")


def test_notes_are_read_when_a_card_asks_for_them(large, chromium):
    _, page = large(FEW)
    again = chromium.new_page()
    again.goto(page.url.split("#")[0])
    again.wait_for_selector("html[data-ready]")
    read = "(index) => marchland.data.incidents.texts.has(index)"
    assert [again.evaluate(read, index) for index in (0, 4000)] == [False, False]
    again.evaluate("marchland.store.select(4000, 'api')")
    again.wait_for_selector("#card .summary")
    assert [again.evaluate(read, index) for index in (0, 4000)] == [False, True]
    again.close()


def projected(frame, *, zoom, left, top):
    """Project by the formula of Web Mercator, in pixels of the world at a zoom."""
    size = 256 * 2**zoom
    sine = np.sin(np.radians(frame.geometry.y.round(5)))
    x = size * (frame.geometry.x.round(5) + 180) / 360 - left
    y = size * (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)) - top
    return x.to_numpy(), y.to_numpy()


@pytest.mark.parametrize(
    ("start", "end", "zoom"),
    [
        ("2010-01-01", "2025-12-31", 6),
        ("2011-03-01", "2011-09-30", 7),
        ("2019-01-01", "2023-12-31", 7.5),
        ("2015-01-01", "2024-12-31", 8),
    ],
)
def test_drawn_pixels_are_those_of_an_independent_projection(large, start, end, zoom):
    dossier, page = large(MANY)
    drawn = page.evaluate(
        """async ({query, zoom}) => {
          marchland.setFilter(query);
          marchland.map.setView([40, 71], zoom, {animate: false});
          marchland.surfaces.symbols.paint();
          const {dots, isDots} = marchland.incidentPainter;
          const view = marchland.surfaces.symbols.view();
          return {isDots, taken: Array.from(dots.taken), width: dots.width, height: dots.height, left: view.left, top: view.top};
        }""",
        {"query": f"start={start}&end={end}", "zoom": zoom},
    )
    assert drawn["isDots"]
    frame = dossier.incidents
    frame = frame[(frame["first_day"] <= end) & (frame["last_day"] >= start) & frame.geometry.notna()]
    x, y = projected(frame, zoom=zoom, left=drawn["left"], top=drawn["top"])
    column, line = np.floor(x).astype(int), np.floor(y).astype(int)
    inside = (column >= 0) & (column < drawn["width"]) & (line >= 0) & (line < drawn["height"])
    # where a point lies on the edge of two pixels, the last digit of the arithmetic decides
    edge = (np.abs(x - np.round(x)) < 1e-6) | (np.abs(y - np.round(y)) < 1e-6)
    sure = set((line * drawn["width"] + column)[inside & ~edge])
    assert len(sure) > 1_000
    assert sure <= set(drawn["taken"])
    assert len(set(drawn["taken"]) - sure) <= 9 * edge.sum()


def test_dot_under_the_pointer_gives_every_incident_of_its_pixel_in_order_of_date(large):
    dossier, page = large(MANY)
    hit = page.evaluate(
        """() => {
          marchland.setFilter("");
          marchland.map.setView([40, 71], 6, {animate: false});
          marchland.surfaces.symbols.paint();
          const {dots} = marchland.incidentPainter;
          const pixel = dots.taken.findLast((one) => dots.rowsAt(one).length > 3);
          const [x, y] = [pixel % dots.width + 0.5, Math.floor(pixel / dots.width) + 0.5];
          const {indexes} = marchland.incidentPainter.pick(x, y, 0);
          const ids = indexes.map((index) => marchland.data.incident(index).incident_id);
          const view = marchland.surfaces.symbols.view();
          return {ids, x, y, left: view.left, top: view.top};
        }"""
    )
    x, y = projected(dossier.incidents, zoom=6, left=hit["left"], top=hit["top"])
    here = (np.floor(x) == math.floor(hit["x"])) & (np.floor(y) == math.floor(hit["y"]))
    assert hit["ids"] == dossier.incidents["incident_id"][here].tolist()
    assert len(hit["ids"]) > 3


def test_dots_cover_as_much_of_the_map_at_twice_the_pixels(large):
    covered = """() => {
      marchland.setFilter("start=2015-01-01&end=2017-12-31");
      marchland.map.setView([40, 71], 6, {animate: false});
      marchland.surfaces.symbols.paint();
      const {pixels} = marchland.incidentPainter.dots;
      return marchland.incidentPainter.isDots && pixels.filter((pixel) => pixel >>> 24 > 60).length / pixels.length;
    }"""
    once, twice = (large(MANY, ratio)[1].evaluate(covered) for ratio in (1, 2))
    assert once > 0.001
    assert twice == pytest.approx(once, rel=0.25)


def test_near_the_ground_dots_become_symbols_with_counts(large):
    _, page = large(MANY)
    shown = page.evaluate(
        """() => {
          marchland.setFilter("");
          marchland.map.setView([40, 71], 12, {animate: false});
          marchland.surfaces.symbols.paint();
          const {isDots, groups} = marchland.incidentPainter;
          return [isDots, groups.length, groups.some(({text}) => Number(text) > 1)];
        }"""
    )
    assert shown[0] is False
    assert shown[1] > 0
