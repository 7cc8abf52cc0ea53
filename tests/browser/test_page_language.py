"""The page in another language: chosen by button, by address, by whoever made it; nothing else changes."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo import Filters, ViewState
from layers import MapView

SERIOUS = {"serious", "critical"}
IDS = "marchland.visibleIds()"
# words of English that the page itself might say; the records are in English
ENGLISH = re.compile(r"\b(Layers|Filters|Search|Copy|Next|Close|shown|without)\b")
RUSSIAN = {"view": MapView(state=ViewState(lang="ru"))}


def test_button_changes_the_words_and_nothing_else(open_map, shipped):
    opened = open_map(shipped, query="#start=2022-09-14&end=2022-09-20")
    before = (
        opened.evaluate("marchland.getState()"),
        opened.evaluate(IDS),
        opened.evaluate("marchland.store.view"),
    )
    opened.page.get_by_role("button", name="Русский").click()
    assert opened.evaluate("document.documentElement.lang") == "ru"
    assert opened.page.locator("#panel-toggle").inner_text() == "Слои и фильтры"
    after = (
        opened.evaluate("marchland.getState()"),
        opened.evaluate(IDS),
        opened.evaluate("marchland.store.view"),
    )
    assert after == before
    assert opened.evaluate("document.activeElement.id") == "speak-other"
    opened.page.wait_for_timeout(400)
    assert "lang=ru" in opened.page.url
    opened.page.get_by_role("button", name="English").click()
    assert opened.page.locator("#panel-toggle").inner_text() == "Layers & filters"
    assert opened.is_quiet, opened.complaints


def test_countries_keep_their_names_in_every_language(open_map, shipped):
    opened = open_map(shipped)
    names = "Object.fromEntries(marchland.data.countries.map((row) => [row.iso3, row.name]))"
    english = opened.evaluate(names)
    assert english["KGZ"] == "Kyrgyzstan"
    assert all(english.values())
    opened.evaluate("marchland.changeLanguage('ru')")
    assert all(opened.evaluate(names).values())
    opened.evaluate("marchland.changeLanguage('en')")
    assert opened.evaluate(names) == english


def test_panels_are_built_once_after_several_changes(open_map, small):
    opened = open_map(small)
    for _ in range(3):
        opened.evaluate("marchland.changeLanguage('ru')")
        opened.evaluate("marchland.changeLanguage('en')")
    assert opened.page.locator(".filters").count() == 1
    assert opened.page.locator(".map-zoom").count() == 1
    assert opened.page.locator(".count-number").count() == 1
    opened.evaluate("marchland.setFilter('type=arson')")
    assert opened.page.locator(".count-number").inner_text() == "1"


def test_search_does_not_depend_on_the_language(open_map, shipped):
    opened = open_map(shipped)
    ids = """(text) => { marchland.setFilter("q=" + encodeURIComponent(text)); return marchland.visibleIds(); }"""
    for text in ("vorukh", "Ворух", "golovnoy"):
        opened.evaluate("marchland.changeLanguage('en')")
        english = opened.evaluate(ids, text)
        opened.evaluate("marchland.changeLanguage('ru')")
        assert opened.evaluate(ids, text) == english


def test_names_of_places_come_in_the_language_with_the_others_beside(open_map, shipped):
    opened = open_map(shipped, **RUSSIAN)
    opened.evaluate("""marchland.store.showFeature({ kind: "hotspot",
      row: marchland.data.hotspots.find(({ hotspot_id: id }) => id === "vorukh") }, "map")""")
    card = opened.page.locator("#card")
    assert card.locator("h2").inner_text() == "Ворух"
    assert "Vorukh" in card.inner_text()


def test_titles_come_in_the_language_and_are_found_in_both(open_map, shipped):
    opened = open_map(shipped, query="#incident=2022-09-16-batken-town&lang=ru")
    card = opened.page.locator("#card")
    assert card.locator("h2").inner_text() == "Ракетный обстрел города Баткен"
    assert "Эскалация сентября 2022 года" in card.inner_text()
    assert "title ru" not in card.inner_text()
    assert "Эскалация сентября 2022 года" in opened.page.locator("#timeline").inner_html()
    find = """(text) => marchland.search.find(marchland.search.build(marchland.store), text)
      .flatMap((group) => group.entries.map((one) => one.row?.title ?? one.names[0]))"""
    for text in ("september 2022 escalation", "эскалация сентября"):
        assert "Эскалация сентября 2022 года" in opened.evaluate(find, text)
    for text in ("rocket fire at batken", "ракетный обстрел"):
        assert opened.evaluate(find, text) == ["Ракетный обстрел города Баткен"]
    opened.evaluate("marchland.changeLanguage('en')")
    assert card.locator("h2").inner_text() == "Rocket fire at Batken town"


@pytest.mark.parametrize("text", ["обстрел", "Эскалация", "shelling", "Жапаров"])
def test_text_finds_the_same_incidents_as_in_python_in_each_language(open_map, shipped, text):
    opened = open_map(shipped)
    ids = """(text) => { marchland.setFilter("q=" + encodeURIComponent(text)); return marchland.store.result.rows.length; }"""
    expected = len(Filters(text=text).apply(shipped).incidents)
    for code in ("ru", "en"):
        opened.evaluate(f"marchland.changeLanguage('{code}')")
        assert opened.evaluate(ids, text) == expected


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_russian_page_is_accessible_and_fits(open_map, shipped, width, scheme):
    opened = open_map(shipped, **RUSSIAN, width=width, height=740, color_scheme=scheme)
    opened.page.evaluate("marchland.showPanel(true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(opened.page)
    assert [v["id"] for v in result.response["violations"] if v["impact"] in SERIOUS] == []
    words = opened.page.locator("#top").inner_text() + opened.page.locator("#panel").inner_text()
    assert ENGLISH.findall(words) == []


@pytest.mark.parametrize("code", ["en", "ru"])
def test_top_bar_of_a_phone_is_one_row_of_named_commands(open_map, shipped, code):
    opened = open_map(shipped, query=f"#lang={code}", width=360, height=740)
    boxes = [button.bounding_box() for button in opened.page.locator(".top-commands .button:visible").all()]
    assert len(boxes) == 6
    assert len({box["y"] for box in boxes}) == 1
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24
    assert opened.page.locator("#top").bounding_box()["height"] <= 100
    name = {"en": "Layers & filters", "ru": "Слои и фильтры"}[code]
    opened.page.get_by_role("button", name=name).click()
    assert opened.page.locator("#panel").is_visible()
