"""Measuring, coordinates, layer groups, the list, the walk along the line: by pointer and by keys alone."""

from __future__ import annotations

import random

import pytest
from axe_playwright_python.sync_playwright import Axe
from pyproj import Geod

from dossiers import small_descriptor, write_dossier
from geo import read_dossier

SERIOUS = {"serious", "critical"}
PIXEL_OF = """(point) => {
  const at = marchland.map.latLngToContainerPoint(point);
  const box = marchland.map.getContainer().getBoundingClientRect();
  return [box.left + at.x, box.top + at.y];
}"""


def test_distances_are_those_of_the_ellipsoid(open_map, small):
    opened = open_map(small)
    dice = random.Random(6)  # noqa: S311 - no secret
    near = [(dice.uniform(36, 44), dice.uniform(66, 78)) for _ in range(400)]
    far = [(dice.uniform(-80, 80), dice.uniform(-80, 80)) for _ in range(200)]
    pairs = [*zip(near[::2], near[1::2], strict=True), *zip(far[::2], far[1::2], strict=True)]
    pairs += [((0, 0), (0, 10)), ((40, 70), (40, 70)), ((-10, 20), (10, 20))]
    measured = opened.evaluate("(pairs) => pairs.map(([a, b]) => marchland.geodesic.metres(a, b))", pairs)
    geod = Geod(ellps="WGS84")
    for ((lat1, lon1), (lat2, lon2)), metres in zip(pairs, measured, strict=True):
        assert metres == pytest.approx(geod.inv(lon1, lat1, lon2, lat2)[2], abs=0.001)


def test_way_is_measured_by_clicks_that_choose_nothing(open_map, small):
    opened = open_map(small)
    opened.page.get_by_role("button", name="Measure").click()
    for point in ([50.5, 10.9], [50.5, 11.0]):
        opened.page.mouse.click(*opened.evaluate(PIXEL_OF, point))
        opened.page.wait_for_timeout(100)
    assert opened.evaluate("marchland.measure.points().length") == 2
    assert opened.evaluate("marchland.store.selected") == -1
    assert opened.page.locator(".map-measure [role=status]").inner_text().startswith("7.0")
    opened.page.get_by_role("button", name="End", exact=True).click()
    assert opened.page.locator(".measure-line").count() == 0
    opened.page.mouse.click(*opened.evaluate(PIXEL_OF, [50.5, 10.9]))
    assert opened.evaluate("marchland.data.incident(marchland.store.selected).incident_id") == "i1"


def test_way_is_measured_by_keys(open_map, small):
    opened = open_map(small)
    opened.page.locator("#measure").focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("Enter")
    opened.evaluate("marchland.map.panBy([100, 0], { animate: false })")
    opened.page.keyboard.press("Enter")
    assert opened.evaluate("marchland.measure.points().length") == 2
    opened.page.keyboard.press("Backspace")
    assert opened.evaluate("marchland.measure.points().length") == 1
    opened.page.keyboard.press("Escape")
    assert opened.evaluate("marchland.measure.points()") is None


def test_coordinates_under_the_pointer_are_said(open_map, small):
    opened = open_map(small)
    opened.page.mouse.move(*opened.evaluate(PIXEL_OF, [50.5, 11.05]))
    lat, lon = map(float, opened.page.locator(".map-coordinates").inner_text().split(", "))
    assert (lat, lon) == (pytest.approx(50.5, abs=0.01), pytest.approx(11.05, abs=0.01))


def test_line_is_walked_by_keys_with_its_tip(open_map, small):
    opened = open_map(small)
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("b")
    tip = opened.page.locator(".tip")
    assert tip.inner_text().split("\n")[:2] == ["The line", "Disputed"]
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#card h2").inner_text() == "The line"


def test_incidents_are_a_list_that_follows_the_filters(open_map, small):
    opened = open_map(small)
    opened.page.locator("#incident-list summary").focus()
    opened.page.keyboard.press("Enter")
    rows = opened.page.locator("#incident-list .incident-list button")
    rows.first.wait_for()
    assert rows.count() == 4
    opened.evaluate("marchland.setFilter('type=arson')")
    assert rows.count() == 1
    rows.first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#card h2").inner_text() == "Shooting i4"


def test_layers_stand_in_groups_and_keep_the_focus(open_map, small):
    opened = open_map(small)
    assert opened.page.locator(".layer-group").all_inner_texts() == [
        "What happened",
        "The border",
        "Base map",
    ]
    box = opened.page.get_by_role("checkbox", name="Hotspots")
    box.focus()
    opened.page.keyboard.press("Space")
    assert not opened.evaluate("marchland.getState().layers.hotspots")
    assert opened.evaluate("document.activeElement.closest('label').dataset.key") == "hotspots"


def test_relief_has_a_strength_while_it_is_on(open_map, shipped):
    opened = open_map(shipped)
    strength = opened.page.get_by_role("slider", name="Strength of Relief, per cent")
    strength.focus()
    opened.page.keyboard.press("Home")
    assert opened.evaluate("marchland.map.getPane('relief').style.opacity") == "0.1"
    opened.evaluate("marchland.store.setLayer('relief', false)")
    assert strength.count() == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("mailto:map@example.org", "mailto:map@example.org?subject="),
        ("https://example.org/report", "https://example.org/report"),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_mistake_is_reported_where_the_dossier_says(open_map, tmp_path, address, expected):
    descriptor = small_descriptor()
    descriptor["dossier"]["report"] = address
    opened = open_map(read_dossier(write_dossier(tmp_path / "d", descriptor=descriptor)))
    opened.evaluate("marchland.store.select(0, 'map')")
    link = opened.page.locator("#card a.report")
    if expected is None:
        assert link.count() == 0
    else:
        assert link.get_attribute("href").startswith(expected)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_opened_at_once_is_accessible(open_map, shipped, width, scheme):
    opened = open_map(shipped, width=width, height=740, color_scheme=scheme)
    opened.evaluate("marchland.showPanel(true)")
    opened.unfold("#incident-list")
    opened.evaluate("document.getElementById('measure').click()")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(opened.page)
    assert [v["id"] for v in result.response["violations"] if v["impact"] in SERIOUS] == []
    small = opened.evaluate("""[...document.querySelectorAll("button, input:not([type=checkbox]), summary")]
      .filter((node) => node.checkVisibility()).map((node) => [node.id || node.className, node.getBoundingClientRect()])
      .filter(([, box]) => box.width < 23.5 || box.height < 23.5).map(([name]) => name)""")
    assert small == []


def test_page_is_used_by_keys_alone(open_map, shipped):
    opened = open_map(shipped)
    keys = opened.page.keyboard
    keys.press("/")
    keys.type("vorukh")
    keys.press("Enter")
    assert opened.page.locator("#card").is_visible()
    keys.press("Escape")
    seen = set()
    for _ in range(80):
        keys.press("Tab")
        seen.add(opened.evaluate("document.activeElement.id || document.activeElement.name || ''"))
    assert {"search", "panel-toggle", "story-open", "copy-link", "about-open", "speak-other", "map"} <= seen
    assert {"start", "end", "quick", "q"} <= seen


class Walker:
    """Someone at the page who has keys only."""

    def __init__(self, opened):
        self.opened, self.keys = opened, opened.page.keyboard

    def reach(self, selector: str) -> None:
        """Press Tab until something that matches has the focus."""
        for _ in range(220):
            self.keys.press("Tab")
            if self.opened.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never reaches {selector}.")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.keys.press(key)

    def says(self, script: str) -> object:
        """Ask the store."""
        return self.opened.evaluate(f"(({{ store }}) => {script})(marchland)")


@pytest.fixture
def walker(open_map, shipped):
    return Walker(open_map(shipped))


def test_keys_alone_choose_dates_lens_border_zone_and_a_second_period(walker):
    walker.reach("[name=start]")
    walker.keys.type("01012022")
    walker.reach("[name=end]")
    walker.keys.type("12312022")
    walker.press("Tab")
    assert walker.says("store.query()") == "start=2022-01-01&end=2022-12-31"
    walker.reach("[data-filter=measure]")
    walker.press("ArrowDown")
    walker.reach("[data-filter=lens]")
    walker.press("ArrowDown")
    assert walker.says("[store.filters.measure, store.filters.lens].every(Boolean)")
    walker.reach("[data-tool=asof] summary")
    walker.press("Enter")
    walker.reach("[data-tool=asof] input[type=date]")
    walker.keys.type("06012021")
    walker.press("Tab")
    assert walker.says("marchland.days.toISO(store.asOfDay())") == "2021-06-01"
    walker.reach("[data-tool=zone] summary")
    walker.press("Enter")
    walker.reach("[data-tool=zone] input[type=range]")
    walker.press("ArrowRight", "ArrowRight")
    assert walker.says("store.filters.zoneKm") == 2
    walker.reach("[data-tool=compare] summary")
    walker.press("Enter")
    walker.reach("[data-tool=compare] .offers button")
    walker.press("Enter")
    assert walker.says("marchland.days.toISO(store.compare.end)") == "2021-12-31"
    assert walker.opened.is_quiet


def test_keys_alone_choose_layers_walk_the_list_and_open_the_card(walker):
    walker.reach("#incident-list summary")
    walker.press("Enter")
    walker.reach("#incident-list .incident-list button")
    walker.press("Enter")
    assert walker.opened.page.locator("#card").is_visible()
    assert walker.opened.evaluate("document.getElementById('card').contains(document.activeElement)")
    walker.press("Escape")
    assert walker.opened.page.locator("#card").is_hidden()
    walker.reach(".layer[data-key=milestones] input")
    walker.press("Space")
    assert walker.says("store.layers.milestones") is True


def test_keys_alone_move_the_map_and_measure_on_it(walker):
    walker.reach("#map")
    before = walker.says("store.view")
    walker.press("ArrowRight")
    walker.opened.page.wait_for_function("(view) => marchland.store.view !== view", arg=before)
    walker.reach("#measure")
    walker.press("Enter")
    walker.reach("#map")
    walker.press("Enter", "Escape")
    assert walker.opened.evaluate("marchland.measure.points()") is None


def test_keys_alone_use_timeline_story_link_and_language(walker):
    walker.reach(".t-handle")
    walker.press("ArrowRight")
    assert walker.says("store.filters.start !== null")
    walker.reach("#story-open")
    walker.press("Enter")
    first = walker.says("store.storyStep")
    walker.press("ArrowRight")
    assert first
    assert walker.says("store.storyStep") not in {"", first}
    walker.press("Escape")
    assert walker.says("store.storyStep") == ""
    walker.opened.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    walker.reach("#copy-link")
    walker.press("Enter")
    assert "start=" in walker.opened.page.locator("textarea.copy-field").input_value()
    walker.press("Escape")
    walker.reach("#speak-other")
    walker.press("Enter")
    assert walker.opened.evaluate("marchland.tongue.current()") == "ru"


def test_nothing_moves_for_those_who_ask_for_it(open_map, small):
    still, moving = (open_map(small, reduced_motion=wish) for wish in ("reduce", "no-preference"))
    asked = """() => [marchland.map.options.zoomAnimation, marchland.map.options.inertia,
      [...document.querySelectorAll("*")].some((node) => getComputedStyle(node).transitionDuration !== "0s")]"""
    assert still.evaluate(asked) == [False, False, False]
    assert moving.evaluate(asked) == [True, True, True]


def test_words_of_the_layer_control_follow_the_language(open_map, shipped):
    opened = open_map(shipped)
    seen = []
    for code in ("en", "ru", "en"):
        opened.evaluate("(code) => marchland.changeLanguage(code)", code)
        seen.append(opened.page.locator(".layers").inner_text())
    assert seen[0] == seen[2]
    assert seen[0] != seen[1]


def test_line_of_a_status_is_drawn_as_the_dossier_says(open_map, tmp_path):
    descriptor = small_descriptor()
    codes = ["treaty", "described", "disputed", "undelimited", "ceasefire"]
    styles = {"ceasefire": "described", "disputed": "none"}
    descriptor["dossier"]["labels"]["line"] = styles
    dossier = read_dossier(write_dossier(tmp_path / "styled", descriptor=descriptor))
    of = "(codes) => codes.map((code) => marchland.border.styleOf(marchland.data, code))"
    treaty, described, disputed, undelimited, ceasefire = open_map(dossier).evaluate(of, codes)
    assert disputed is None
    assert ceasefire == described
    assert len({str(style) for style in (treaty, described, undelimited)}) == 3
    unknown = open_map(dossier).evaluate(of, ["frozen"])[0]
    assert unknown not in (treaty, described, undelimited)


def test_zone_names_every_side(open_map, shipped):
    opened = open_map(shipped, query="#zone_km=10")
    opened.unfold("[data-tool=zone]")
    report = opened.page.locator(".zone-report")
    report.filter(has_text="Uzbekistan").wait_for()  # it is counted once it is seen
    words = report.inner_text()
    assert "UZB" not in words


@pytest.mark.parametrize("code", ["en", "ru"])
def test_open_card_leaves_room_to_read_and_its_symbol_in_view_on_a_phone(open_map, shipped, code):
    opened = open_map(shipped, query=f"#lang={code}", width=360, height=740, reduced_motion="reduce")
    opened.evaluate("marchland.store.select(marchland.store.ordered()[0], 'map')")
    opened.page.wait_for_timeout(300)
    card, body, shown = (
        opened.page.locator(name).bounding_box() for name in ("#card", "#card .card-body", "#map")
    )
    assert body["height"] >= 120
    assert shown["height"] - card["height"] > 80
    place = opened.evaluate("marchland.data.incidents.place(marchland.store.selected)")
    _, y = opened.evaluate(PIXEL_OF, [place["lat"], place["lon"]])
    assert shown["y"] < y < card["y"]


def test_nobody_pans_or_zooms_into_blank_paper(open_map, small):
    opened = open_map(small)
    least, whole = opened.evaluate(
        "[marchland.map.getMinZoom(), marchland.map.getBoundsZoom(marchland.map.options.maxBounds)]"
    )
    assert whole - 2 <= least <= whole
