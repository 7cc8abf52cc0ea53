"""Lens, border as of a day, precision, zone and second period give in the page the same figures as geo in Python."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers import small_descriptor, small_tables, write_dossier
from geo import (
    GEO_PRECISIONS,
    MEASURES,
    ZONE_WIDTHS_KM,
    Filters,
    ViewState,
    compare_periods,
    count_by_width,
    count_incidents,
    describe_zone,
    lens_figures,
    read_dossier,
    write_query,
)
from geo.in_force import boundaries_in_force
from geo.scenario import zone_areas, zone_drawing, zone_shape
from layers import MapView, build_map, to_html

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "data", *sorted(path.parent for path in ROOT.glob("dossiers/*/datapackage.json"))]
WIDTHS = [*map(float, ZONE_WIDTHS_KM), 0.4, 2.5, 7.25, 19.9]
CURVE = (0.0, 0.5, 1.0, 5.0, 12.5, 20.0)

ANSWER = """([query, period, curve]) => {
  const { store, data, lens, zone, compare, days, border } = marchland;
  marchland.setFilter(query);
  compare.set(store, period && { start: days.fromISO(period[0]), end: days.fromISO(period[1]) });
  const ids = data.incidents.col.incident_id;
  const figures = [...lens.figures(data, store.filters)].map(([index, one]) =>
    [ids[index], [one.low, one.high, one.qualifier, one.claims]]);
  const { rows, ...report } = zone.report(store);
  const compared = compare.report(store);
  const table = (lines) => lines.map((one) => [one.code, one.first, one.second, one.difference]);
  return { figures: Object.fromEntries(figures), counts: store.result.counts, zone: report, curve: zone.curve(store, curve),
    compared: compared && { ...compared, byType: table(compared.byType), byHotspot: table(compared.byHotspot) },
    status: border.inForce(store).map((row) => {
      const status = border.statusAt(data, row.sector_id, store.asOfDay());
      return [row.sector_id, status?.status ?? null, status?.valid_from ?? null];
    }) };
}"""


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def opened(request, open_map):
    dossier = read_dossier(request.param)
    return dossier, open_map(dossier)


@st.composite
def choices(draw, dossier):
    years = dossier.incidents["first_day"].dropna().dt.year
    first = date(int(years.min()), 1, 1)
    last = dossier.descriptor.data_date
    days = st.integers(0, (last - first).days).map(lambda n: first + timedelta(days=n))
    start, end = sorted(draw(st.tuples(days, days)))
    lenses = ["", *(p.id for p in dossier.descriptor.parties), *(c.id for c in dossier.descriptor.claimants)]
    filters = Filters(
        start=draw(st.sampled_from([start, None])),
        end=draw(st.sampled_from([end, None])),
        min_geo_precision=draw(st.sampled_from(("", *GEO_PRECISIONS))),
        disagree=draw(st.sampled_from([False, False, True])),
        lens=draw(st.sampled_from(lenses)),
        measure=draw(st.sampled_from(MEASURES)),
        as_of=draw(st.none() | days),
        zone_km=draw(st.sampled_from(WIDTHS)),
    )
    return filters, sorted(draw(st.tuples(days, days)))


def figures_of(dossier, filters):
    frame = lens_figures(dossier, lens=filters.lens, measure=filters.measure)
    return {
        key: [row["low"], row["high"], row["qualifier"], row["claims"]]
        for key, row in frame.to_dict("index").items()
    }


def zone_of(dossier, filters):
    zone = asdict(describe_zone(dossier, filters))
    names = {"width_km": "widthKm", "places_uncounted": "placesUncounted"}
    return {names.get(key, key): value for key, value in zone.items()}


def table_of(frame):
    return [[code, *map(int, row)] for code, row in zip(frame.index, frame.to_numpy(), strict=True)]


def test_page_gives_the_figures_of_geo_on_random_queries(opened):
    dossier, page = opened

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(choices(dossier))
    def agree(choice):
        filters, (start, end) = choice
        answer = page.evaluate(
            ANSWER, [filters.to_query(), [start.isoformat(), end.isoformat()], list(CURVE)]
        )
        assert answer["figures"] == figures_of(dossier, filters)
        assert answer["counts"] == asdict(count_incidents(dossier, filters))
        answer["zone"].pop("areas")
        assert answer["zone"] == zone_of(dossier, filters)
        assert answer["curve"] == count_by_width(dossier, filters, widths_km=CURVE).tolist()
        sectors = boundaries_in_force(dossier, filters.as_of_day(dossier))
        assert [row[:2] for row in answer["status"]] == sectors[["sector_id", "status"]].to_numpy().tolist()
        compared = compare_periods(dossier, filters, start=start, end=end)
        said = answer["compared"]
        assert (said["first"], said["second"]) == (asdict(compared.first), asdict(compared.second))
        assert (said["inBoth"], tuple(said["noHotspot"])) == (compared.in_both, compared.no_hotspot)
        assert said["byType"] == table_of(compared.by_type)
        assert said["byHotspot"] == table_of(compared.by_hotspot)

    agree()
    assert page.is_quiet, (page.requests, page.complaints)


def test_areas_of_stored_zones_are_those_of_geo(opened):
    dossier, page = opened
    drawing = zone_drawing(dossier.descriptor, dossier.descriptor.data_date)
    for width in (1, 5, 20):
        said = page.evaluate(
            "(km) => { marchland.store.set({ zoneKm: km }); return marchland.zone.report(marchland.store).areas; }",
            width,
        )
        shape = zone_shape(dossier, drawing=drawing, width_km=width)
        areas = zone_areas(dossier, shape, drawing=drawing)
        assert [(one["iso3"], one["km2"]) for one in said] == [
            (key, pytest.approx(km2, abs=0.06)) for key, km2 in areas.items()
        ]


def test_default_page_stays_small(shipped):
    assert len(to_html(build_map(shipped)).encode()) <= 1_500_000


def test_second_period_divides_the_map_and_stands_in_the_address(open_map, small):
    opened = open_map(
        small, query="#start=2022-09-14&end=2022-09-14&compare_start=2022-09-16&compare_end=2022-09-20"
    )
    page = opened.page
    page.wait_for_selector(".split-handle")
    assert page.locator(".split-name").all_inner_texts() == ["14 September 2022", "16–20 September 2022"]
    assert "compare_start=2022-09-16&compare_end=2022-09-20" in page.evaluate(
        "marchland.address.write(marchland.store)"
    )
    handle = page.locator(".split-handle")
    handle.focus()
    handle.press("End")
    left = page.evaluate("marchland.incidentPainter.layout(marchland.surfaces.symbols.view()).length")
    handle.press("Home")
    page.keyboard.press("Home")
    right = page.evaluate("marchland.incidentPainter.layout(marchland.surfaces.symbols.view()).length")
    assert (left, right) == (2, 1)
    opened.unfold("[data-tool=compare]")
    page.get_by_role("button", name="Stop comparing").click()
    assert page.locator(".split-handle").count() == 0
    assert "compare" not in page.evaluate("marchland.address.write(marchland.store)")


def test_made_with_a_second_period_the_page_opens_with_it(open_map, small):
    view = MapView(filters=Filters(start=date(2022, 9, 1)), state=ViewState(compare_end=date(2022, 9, 10)))
    assert write_query(view.filters, view.state) == "start=2022-09-01&compare_end=2022-09-10"
    said = open_map(small, view=view).evaluate(
        "marchland.store.compare && marchland.days.toISO(marchland.store.compare.end)"
    )
    assert said == "2022-09-10"


def test_focus_on_a_sector_shows_it_and_says_who_says_so(open_map, small):
    opened = open_map(small)
    page = opened.page
    opened.unfold("[data-tool=asof]")
    sector = page.locator(".sectors button").first
    sector.focus()
    assert page.evaluate("marchland.store.hinted.sector_id") == "S1"
    words = sector.inner_text()
    assert "The line" in words
    assert "disputed" in words.lower()
    assert "The Paper" in words
    sector.press("Enter")
    assert page.locator("#card-title").inner_text() == "The line"
    page.keyboard.press("Escape")
    assert page.evaluate("marchland.store.feature") is None


def test_day_of_the_border_follows_the_range_until_it_is_set(open_map, small):
    opened = open_map(small)
    page = opened.page
    opened.unfold("[data-tool=asof]")
    page.evaluate("marchland.setFilter('end=2022-09-20')")
    assert "20 Sep 2022" in page.locator(".tie").inner_text()
    page.locator("[data-filter=asOf]").fill("2021-01-05")
    assert page.evaluate("marchland.getState().query") == "end=2022-09-20&as_of=2021-01-05"
    page.get_by_role("button", name="Follow the end of the range").click()
    assert page.evaluate("marchland.getState().query") == "end=2022-09-20"


def test_hollow_symbols_are_as_large_as_their_count_and_zero_is_a_figure(open_map, tmp_path):
    tables = small_tables()
    tables["claims"].append(
        tables["claims"][0] | {"claim_id": "c3", "subject_id": "i2", "value": "0", "claimant": "b-min"}
    )
    page = open_map(read_dossier(write_dossier(tmp_path / "zero", tables=tables)), query="#lens=BBB").page
    groups = page.evaluate("""Object.fromEntries(marchland.incidentPainter.layout(marchland.surfaces.symbols.view())
      .map((group) => [marchland.data.incident(group.indexes[0]).incident_id, [group.text, group.hollow, group.mark, group.radius]]))""")
    assert groups["i1"][:3] == ["≥1", False, True]
    assert groups["i2"][:3] == ["0", False, False]
    assert groups["i3"][:3] == ["", True, False]
    assert groups["i3"][3] >= 7.8


def swapped(dossier):
    descriptor = replace(dossier.descriptor, parties=dossier.descriptor.parties[::-1])
    return replace(dossier, descriptor=descriptor)


SIDES = """() => ({ lens: [...document.querySelectorAll("[data-filter=lens] > option")].map((one) => one.value),
  areas: marchland.zone.report(marchland.store).areas,
  rest: [{ ...marchland.zone.report(marchland.store), areas: null }, marchland.store.result.counts,
    [...marchland.lens.figures(marchland.data, marchland.store.filters)]] })"""


def test_swapping_the_parties_swaps_the_page_and_nothing_else(open_map, small):
    first, second = (
        open_map(dossier, query="#zone_km=5&measure=killed").evaluate(SIDES)
        for dossier in (small, swapped(small))
    )
    assert (first["lens"], second["lens"]) == (["", "AAA", "BBB"], ["", "BBB", "AAA"])
    assert first["areas"] == second["areas"][::-1]
    assert first["rest"] == second["rest"]


def test_order_in_the_descriptor_favours_no_party(tmp_path, small):
    descriptor = small_descriptor()
    descriptor["dossier"]["parties"].reverse()
    reversed_file = read_dossier(write_dossier(tmp_path / "reversed", descriptor=descriptor))
    assert reversed_file.descriptor.parties == small.descriptor.parties


def test_difference_layer_says_that_it_is_no_exchange_of_land(open_map, shipped):
    page = open_map(shipped).page
    page.evaluate("marchland.store.setLayer('drawing_difference', true)")
    words = page.locator("#panel .layer[data-key=drawing_difference]").inner_text()
    assert "not land that changed hands" in words
    page.evaluate(
        "marchland.store.showFeature({ kind: 'difference', row: marchland.data.drawing_difference[0] })"
    )
    assert "does not say that land was exchanged" in page.locator("#card").inner_text()


def test_bars_by_type_add_up_to_the_bars_of_all(open_map, shipped):
    page = open_map(shipped).page
    page.get_by_role("button", name="By type").click()
    assert page.locator(".t-types").is_visible()
    assert page.locator(".t-bars .t-type-0").count() > 0
    page.get_by_role("button", name="By type").click()
    assert page.locator(".t-bars [class*='t-type-']").count() == 0


def test_span_of_an_imprecise_date_is_drawn_under_the_axis(open_map, small):
    page = open_map(small).page
    assert page.locator(".t-span").count() == 1
    assert "September 2022" in page.locator(".t-span title").text_content()
    page.evaluate("marchland.setFilter('start=2022-10-01')")
    assert page.locator(".t-span").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious_in_the_closer_looks(open_map, shipped, scheme, width):
    query = "#start=2022-01-01&end=2022-12-31&measure=injured&zone_km=5&compare_start=2021-01-01&compare_end=2021-12-31"
    opened = open_map(shipped, query=query, color_scheme=scheme, bypass_csp=True, width=width, height=800)
    opened.evaluate("""() => {
      if (document.getElementById("panel").hidden) document.getElementById("panel-toggle").click();
      for (const box of document.querySelectorAll("details.tool")) box.open = true;
      document.querySelector(".by-type").click();
    }""")
    opened.page.wait_for_timeout(250)
    found = Axe().run(opened.page).response["violations"]
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    wide = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    small_targets = opened.evaluate("""() => [...document.querySelectorAll(".tools button, .tools input, .tools summary, .by-type, .split-handle")]
      .filter((node) => node.getClientRects().length && node.getBoundingClientRect().height < 24).map((node) => node.outerHTML.slice(0, 90))""")
    assert small_targets == []
