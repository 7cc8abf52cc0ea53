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
    assert opened.evaluate("marchland.store.selected") == 0


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
    box = opened.page.get_by_role("checkbox", name="Milestones")
    box.focus()
    opened.page.keyboard.press("Space")
    assert opened.evaluate("marchland.getState().layers.milestones")
    assert opened.evaluate("document.activeElement.closest('label').dataset.key") == "milestones"


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
    opened.page.locator("#incident-list summary").click()
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
