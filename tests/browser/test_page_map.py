"""The map page as a reader meets it: from a local file, without a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo import Filters, ViewState, read_dossier
from layers import MapView, build_map, to_html
from layers.build import DEFAULT_KEYS, LAYER_KEYS

ROOT = Path(__file__).parents[2]
CYPRUS = "dossiers/cyprus-buffer-zone"
PIXEL_OF = """(point) => {
  const { map } = marchland;
  const at = map.latLngToContainerPoint(point);
  const box = map.getContainer().getBoundingClientRect();
  return [box.left + at.x, box.top + at.y];
}"""
I1 = [50.5, 10.9]
# a predicate of wait_for_function would be evaluated as text, which the policy forbids
UNTIL_TILES_FAIL = """() => new Promise((resolve) => {
  marchland.store.on("tiles", (store) => store.tiles.failed && resolve(store.tiles.message));
  marchland.store.setLayer("tiles", true);
})"""


def test_page_opens_without_a_request_or_a_complaint(open_map, small):
    opened = open_map(small)
    opened.page.wait_for_timeout(300)
    assert opened.requests == []
    assert opened.complaints == []


def test_shipped_dossier_opens_quietly(open_map, shipped):
    opened = open_map(shipped)
    state = opened.evaluate("marchland.getState()")
    assert state["total"] == len(shipped.incidents)
    assert opened.is_quiet, (opened.requests, opened.complaints)


def test_incidents_are_painted(open_map, small):
    opened = open_map(small, view=MapView(state=ViewState(layers=("incidents",))))
    opened.page.wait_for_timeout(200)
    painted = opened.evaluate("""() => {
      const canvas = document.querySelector(".pane-symbols canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    }""")
    assert painted


@pytest.mark.parametrize("folder", ["data", CYPRUS])
def test_state_has_one_key_per_entry_of_the_layer_control(open_map, folder):
    opened = open_map(read_dossier(ROOT / folder))
    layers = opened.evaluate("marchland.getState().layers")
    entries = opened.evaluate("[...document.querySelectorAll('.layers label')].map((l) => l.dataset.key)")
    assert sorted(layers) == sorted(entries)
    assert {key for key, on in layers.items() if on} == DEFAULT_KEYS & set(layers)


def test_only_layers_with_content_are_offered(open_map, small):
    assert set(open_map(read_dossier(ROOT / "data")).evaluate("marchland.getState().layers")) == set(
        LAYER_KEYS
    )
    offered = {"incidents", "boundary", "countries", "hotspots", "tiles"}
    assert set(open_map(small).evaluate("marchland.getState().layers")) == offered


def test_dossier_names_a_layer_in_its_own_words(open_map):
    words = "[...document.querySelectorAll('.layers label')].map((l) => l.innerText.split('\\n')[0])"
    ours, theirs = ({*open_map(read_dossier(ROOT / folder)).evaluate(words)} for folder in ("data", CYPRUS))
    assert "Border line" in ours
    assert "Ceasefire lines" in theirs
    assert "Border line" not in theirs


def test_page_without_online_tiles_has_no_such_layer(open_map, small):
    layers = open_map(small, view=MapView(online_tiles=False)).evaluate("marchland.getState().layers")
    assert "tiles" not in layers


def test_layer_control_switches_a_layer(open_map, small):
    opened = open_map(small)
    switched = opened.evaluate("""() => {
      const before = marchland.getState().layers.countries;
      const { layerControl, layerOf, map } = marchland;
      const id = L.stamp(layerOf.countries);
      const box = [...layerControl.getContainer().querySelectorAll("input")].find((i) => i.layerId === id);
      box.click();
      return [before, marchland.getState().layers.countries, map.hasLayer(layerOf.countries)];
    }""")
    assert switched == [True, False, False]


def test_set_layer_moves_the_tick_of_the_control(open_map, small):
    ticked = open_map(small).evaluate("""() => {
      marchland.store.setLayer("boundary", false);
      const id = L.stamp(marchland.layerOf.boundary);
      const inputs = marchland.layerControl.getContainer().querySelectorAll("input");
      return [...inputs].find((input) => input.layerId === id).checked;
    }""")
    assert ticked is False


def test_page_opens_with_the_filters_it_was_made_with(open_map, small):
    filters = Filters(start=date(2022, 9, 10), end=date(2022, 9, 20))
    state = open_map(small, view=MapView(filters=filters)).evaluate("marchland.getState()")
    assert state["query"] == filters.to_query()
    assert (state["visible"], state["undated"], state["unlocated"], state["total"]) == (2, 1, 1, 4)


def test_address_wins_over_the_filters_the_page_was_made_with(open_map, small):
    opened = open_map(small, query="?type=arson&layers=incidents,boundary&view=50.4,11.1,10")
    state = opened.evaluate("marchland.getState()")
    assert state["query"] == "type=arson"
    assert [key for key, on in state["layers"].items() if on] == ["incidents", "boundary"]
    assert opened.evaluate("marchland.store.view") == "50.4,11.1,10"


def test_address_follows_what_is_shown(open_map, small):
    opened = open_map(small)
    opened.evaluate("marchland.setFilter('q=kok')")
    assert "q=kok" in opened.page.url
    assert opened.is_quiet


def test_address_that_cannot_be_meant_is_named_and_left_out(open_map, small):
    opened = open_map(small, query="?colour=red")
    assert "colour" in opened.page.locator("#notice").inner_text()
    assert opened.evaluate("marchland.getState().visible") == 3


def test_set_filter_changes_the_visible_ids(open_map, small):
    opened = open_map(small)
    assert opened.evaluate("marchland.visibleIds()") == ["i1", "i2", "i3"]
    opened.evaluate("marchland.setFilter('start=2022-09-14&end=2022-09-14')")
    assert opened.evaluate("marchland.visibleIds()") == ["i1", "i2"]


def test_refused_filter_changes_nothing(open_map, small):
    said = open_map(small).evaluate("""() => {
      try {
        marchland.setFilter("start=2022-10-01&end=2022-09-01");
      } catch (error) {
        return [error.message, marchland.getState().visible];
      }
    }""")
    assert "2022-10-01" in said[0]
    assert said[1] == 3


def test_click_selects_the_incident_under_it(open_map, small):
    opened = open_map(small)
    opened.page.mouse.click(*opened.evaluate(PIXEL_OF, I1))
    assert opened.evaluate("marchland.store.data.incident(marchland.store.selected).incident_id") == "i1"
    assert opened.page.locator("#card").is_visible()


def test_pointer_over_an_incident_shows_its_title(open_map, small):
    opened = open_map(small)
    opened.page.mouse.move(*opened.evaluate(PIXEL_OF, I1))
    assert opened.page.locator(".tip").inner_text().startswith("Shooting i1")


def test_click_on_the_line_shows_its_sector(open_map, small):
    opened = open_map(small)
    x, y = opened.evaluate(PIXEL_OF, [50.55, 11.0])
    opened.page.mouse.click(x + 2, y)
    feature = opened.evaluate(
        "({kind: marchland.store.feature.kind, id: marchland.store.feature.row.sector_id})"
    )
    assert feature == {"kind": "boundary", "id": "S1"}


def test_keys_step_through_incidents_by_date(open_map, small):
    opened = open_map(small)
    opened.page.focus("#map")
    seen = []
    for _ in range(4):
        opened.page.keyboard.press("n")
        seen.append(opened.evaluate("marchland.store.data.incident(marchland.store.selected).incident_id"))
    assert seen == ["i2", "i1", "i4", "i3"]


def test_page_without_decompression_shows_the_table(open_html, small):
    opened = open_html("<p>empty</p>")
    opened.page.add_init_script("delete window.DecompressionStream")
    Path(opened.page.url.removeprefix("file://")).write_text(to_html(build_map(small)), encoding="utf-8")
    opened.page.reload()
    assert "cannot unpack" in opened.page.locator("#notice").inner_text()
    assert opened.page.locator("main table tbody tr").count() == 4


def test_page_without_script_shows_the_table(open_html, small):
    opened = open_html(to_html(build_map(small)), java_script_enabled=False)
    assert opened.page.locator("table tbody tr").count() == 4


def test_failing_tiles_are_said_and_the_base_stays(open_map, small):
    opened = open_map(small)
    assert "offline base map stays" in opened.evaluate(UNTIL_TILES_FAIL)
    assert opened.requests
    assert all("opentopomap.org" in url for url in opened.requests)
    assert opened.evaluate("marchland.map.hasLayer(marchland.layerOf.countries)")
