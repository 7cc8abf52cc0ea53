"""The story: walked by buttons and keys, followed by map and filters, linked to by step."""

from __future__ import annotations

import json

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.stories import read_stories

SERIOUS = {"serious", "critical"}


@pytest.fixture
def steps(shipped):
    return read_stories(shipped)[0].steps


def open_story(opened) -> None:
    opened.page.get_by_role("button", name="Story", exact=True).click()


def test_story_is_walked_by_its_buttons(open_map, shipped, steps):
    opened = open_map(shipped)
    open_story(opened)
    title = opened.page.locator("#story h2")
    assert title.inner_text() == steps[0].title["en"]
    assert opened.page.locator("#story-back").is_disabled()
    for step in steps[1:]:
        opened.page.locator("#story-next").click()
        assert title.inner_text() == step.title["en"]
        assert opened.page.locator("#story .story-body > p").count() == len(step.sentences)
        assert opened.page.locator("#story .story-body > p .refs").count() == len(step.sentences)
    assert opened.page.locator("#story-next").is_disabled()
    opened.page.locator("#story-back").click()
    assert title.inner_text() == steps[-2].title["en"]
    assert opened.is_quiet


def test_filters_and_layers_follow_the_step(open_map, shipped):
    opened = open_map(shipped)
    open_story(opened)
    opened.page.locator("#story .dot").nth(7).click()
    assert opened.evaluate("marchland.getState().query") == "start=2022-09-14&end=2022-09-20&as_of=2022-09-20"
    assert opened.evaluate("marchland.getState().layers.damage")
    opened.page.locator("#story .dot").nth(0).click()
    assert not opened.evaluate("marchland.getState().layers.damage")


def test_story_is_walked_by_keys_and_gives_the_focus_back(open_map, shipped, steps):
    opened = open_map(shipped)
    opened.page.locator("#story-open").focus()
    opened.page.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "story-title"
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.evaluate("marchland.store.storyStep") == steps[1].id
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#story").is_hidden()
    assert opened.evaluate("document.activeElement.id") == "story-open"


def test_link_to_a_step_opens_all_that_it_shows(open_map, shipped, steps):
    opened = open_map(shipped, query=f"#step={steps[5].id}")
    assert opened.page.locator("#story h2").inner_text() == steps[5].title["en"]
    assert opened.evaluate("marchland.getState().query").startswith("start=2021-04-28&end=2021-05-01")
    link = opened.evaluate("marchland.address.place(`step=${marchland.store.storyStep}`)")
    assert link.endswith(f"#step={steps[5].id}")


def test_step_with_other_filters_keeps_these(open_map, shipped, steps):
    opened = open_map(shipped, query=f"#type=arson&step={steps[5].id}")
    assert opened.evaluate("marchland.getState().query") == "type=arson"
    assert opened.page.locator("#story").is_visible()


def test_dossier_without_a_story_offers_none(open_map, small):
    assert open_map(small).page.locator("#story-open").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_story_is_accessible_and_fits(open_map, shipped, width, scheme):
    opened = open_map(shipped, width=width, height=740, color_scheme=scheme)
    open_story(opened)
    opened.page.locator("#story-next").click()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    box = opened.page.locator("#story").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    small = opened.evaluate("""[...document.querySelectorAll("#story button, #top button")].filter((b) => b.offsetParent)
      .map((b) => b.getBoundingClientRect()).filter((r) => r.width < 24 || r.height < 24).length""")
    assert small == 0
    result = Axe().run(opened.page)
    assert [v["id"] for v in result.response["violations"] if v["impact"] in SERIOUS] == []


def read_pdf(page):
    return pdfium.PdfDocument(page.pdf(format="A4"))


def test_step_on_paper_is_one_page_with_what_the_screen_showed_and_its_sources(open_map, shipped):
    opened = open_map(shipped, query="#step=april-2021")
    view = (
        "[marchland.map.getZoom(), marchland.map.getCenter().toString(), marchland.map.getSize().toString()]"
    )
    before = opened.evaluate(view)
    opened.evaluate("""() => {
      const seen = marchland.map.getBounds().pad(-0.2); // what lies free beside the story
      matchMedia("print").addEventListener("change", ({ matches }) => {
        if (matches) window.shown = marchland.map.getBounds().contains(L.latLngBounds(seen.getCenter(), seen.getNorthEast()));
      });
    }""")
    document = read_pdf(opened.page)
    assert len(document) == 1
    words = document[0].get_textpage().get_text_range()
    assert "Press Center of the Border Troops reports" in words
    assert opened.evaluate("window.shown") is True
    opened.page.wait_for_function(
        f"JSON.stringify({view}) === {json.dumps(json.dumps(before, separators=(',', ':')))}"
    )
    assert opened.is_quiet, opened.complaints


def test_map_on_paper_has_its_ground_and_symbols(open_map, shipped):
    picture = read_pdf(open_map(shipped).page)[0].render(scale=1).to_numpy()[:, :, ::-1].astype(int)
    accent = abs(picture - (180, 71, 31)).max(axis=2) < 12
    assert accent[: len(accent) // 2].sum() > 300  # symbols of incidents above the timeline
    party = abs(picture - (186, 204, 198)).max(axis=2) < 16
    assert party.sum() > 10_000
