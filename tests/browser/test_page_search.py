"""The search of the top bar: every name in every spelling, by pointer, by keys and on a phone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo import read_dossier
from geo.text import split_list

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "data", *sorted(path.parent for path in ROOT.glob("dossiers/*/datapackage.json"))]

FOUND = """(texts) => {
  const entries = marchland.search.build(marchland.store);
  return texts.map((text) => marchland.search.find(entries, text)
    .flatMap(({ entries }) => entries).filter(({ kind }) => kind === "hotspot").map(({ row }) => row.hotspot_id));
}"""
SERIOUS = {"serious", "critical"}
PHONE = {"width": 360, "height": 740}


def plain(text: str) -> str:
    """Give a spelling as it is typed in haste: no marks, no hyphens, no case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.replace("-", "").replace("’", "").replace("'", "").upper()


def spellings(dossier) -> list[tuple[str, str]]:
    """Give every spelling of every hotspot with the hotspot's id."""
    pairs = []
    for row in dossier.hotspots.to_dict("records"):
        names = [row[key] for key in row if key == "name" or key.startswith("name_")]
        names = [name for name in names if isinstance(name, str) and name]
        pairs += [(row["hotspot_id"], name) for name in (*names, *split_list(row["variants"]))]
    return pairs


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("typed", [str, plain])
def test_every_hotspot_is_found_by_each_of_its_spellings(open_map, folder, typed):
    dossier = read_dossier(folder)
    pairs = spellings(dossier)
    found = open_map(dossier).evaluate(FOUND, [typed(name) for _, name in pairs])
    missed = [pair for pair, ids in zip(pairs, found, strict=True) if pair[0] not in ids]
    assert len(pairs) > 2 * len(dossier.hotspots)
    assert missed == []


def test_other_alphabet_finds_a_name_without_such_a_spelling(open_map, small):
    opened = open_map(small)
    # the titles are in Latin letters only
    found = opened.evaluate("""marchland.search.find(marchland.search.build(marchland.store), "Шотинг")
      .flatMap(({ entries }) => entries).map(({ index }) => index)""")
    assert found == [0, 1, 2, 3]


def test_results_say_kind_and_count(open_map, small):
    opened = open_map(small)
    opened.page.locator("#search").fill("koktash")
    opened.page.wait_for_selector("#found:not([hidden])")
    assert opened.page.locator("#found [role=group]").first.get_attribute("aria-label") == "Hotspots: 1"
    options = opened.page.locator("#found [role=option]")
    assert options.first.inner_text().split("\n") == ["Kök-Taş", "Kok-Tash", "1 incident"]
    assert options.last.inner_text().startswith("Show the incidents with “koktash”")


def test_enter_goes_to_the_first_result_and_opens_its_card(open_map, small):
    opened = open_map(small)
    opened.page.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "search"
    opened.page.keyboard.type("көкташ")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#card h2").inner_text() == "Kök-Taş"
    lat, lon, zoom = map(float, opened.evaluate("marchland.store.view").split(","))
    assert abs(lat - 50.5) < 0.2
    assert abs(lon - 10.9) < 0.2
    assert zoom >= 11


def test_arrow_keys_walk_the_results_and_escape_closes_them(open_map, small):
    opened = open_map(small)
    field = opened.page.locator("#search")
    field.fill("shooting")
    opened.page.wait_for_selector("#found:not([hidden])")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "found-1"
    assert opened.page.locator("#found-1").get_attribute("aria-selected") == "true"
    field.press("ArrowUp")
    field.press("ArrowUp")
    field.press("Enter")
    # the last entry makes the words a filter
    assert opened.evaluate("marchland.getState().query") == "q=shooting"
    field.fill("shooting")
    opened.page.wait_for_selector("#found:not([hidden])")
    field.press("Escape")
    assert opened.page.locator("#found").is_hidden()
    assert field.input_value() == "shooting"
    field.press("Escape")
    assert field.input_value() == ""


def test_nothing_found_is_said(open_map, small):
    opened = open_map(small)
    opened.page.locator("#search").fill("zzz")
    opened.page.wait_for_selector("#found:not([hidden])")
    assert opened.page.locator(".search [role=status]").inner_text() == "Nothing of that name"
    assert opened.page.locator("#found [role=option]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_works_on_a_phone(open_map, shipped, scheme):
    opened = open_map(shipped, **PHONE, color_scheme=scheme)
    opened.page.get_by_role("button", name="Find", exact=True).click()
    opened.page.locator("#search").fill("vorukh")
    opened.page.wait_for_selector("#found:not([hidden])")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    result = Axe().run(opened.page)
    assert [v["id"] for v in result.response["violations"] if v["impact"] in SERIOUS] == []
    opened.page.locator("#found [role=option]").first.click()
    assert opened.page.locator("#card").is_visible()
    assert opened.page.locator("#search").is_hidden()
