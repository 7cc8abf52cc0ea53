"""Whatever a dossier holds is shown literally and never run."""

from __future__ import annotations

from copy import deepcopy

import pytest

from dossiers import small_descriptor, small_tables, write_dossier
from geo import read_dossier

HOSTILE = (
    "{{7*7}} {% raw %} ${1+1} `x` </script><script>window.__pwned=1</script>"
    "<img src=x onerror=window.__pwned=1> \\1\\g<0> @@data@@ -->"
)
KEPT = {"iso3", "drawing", "date_start", "date_end", "date_precision", "geo_precision", "confidence", "value",
        "length_km", "stand_in", "valid_from", "ceasefire", "status", "uncertainty_m", "lat", "lon", "line",
        "polygon", "qualifier", "as_of", "parties", "of_party", "party"}  # fmt: skip
IDS = {"source_ids", "source_id", "subject_id", "claimant"}


def spoil(row: dict) -> dict:
    """Put hostile text before every text, alike for keys and what refers to them."""
    return {
        column: f"{HOSTILE} {value}" if isinstance(value, str) and value and column not in KEPT else value
        for column, value in row.items()
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    tables = {name: [spoil(row) for row in rows] for name, rows in small_tables().items()}
    for row in tables["incidents"]:
        row[HOSTILE] = HOSTILE
        row["__proto__"] = HOSTILE
        row["constructor"] = HOSTILE
    descriptor = deepcopy(small_descriptor())
    own = descriptor["dossier"]
    for key in ("title", "subtitle", "disclaimer", "cite", "base_note"):
        own[key] = f"{HOSTILE} {key}"
    own["parties"] = [
        {**party, "name": f"{HOSTILE} {party['name']}", "adjective": HOSTILE} for party in own["parties"]
    ]
    own["claimants"] = [{**c, "id": f"{HOSTILE} {c['id']}", "name": HOSTILE} for c in own["claimants"]]
    own["drawings"] = [{**drawing, "title": HOSTILE} for drawing in own["drawings"]]
    own["labels"] = {
        "incident_type": {f"{HOSTILE} shooting": f"{HOSTILE} Shooting"},
        "status": {"disputed": HOSTILE},
    }
    return read_dossier(
        write_dossier(tmp_path_factory.mktemp("dossiers") / "hostile", tables=tables, descriptor=descriptor)
    )


@pytest.fixture
def opened(open_map, hostile):
    return open_map(hostile)


def assert_unharmed(opened):
    assert opened.evaluate("window.__pwned") is None
    assert opened.requests == []
    assert opened.complaints == []
    assert opened.evaluate("document.querySelectorAll('img[src=x]').length") == 0
    assert "49 " not in opened.page.locator("body").inner_text()


def test_page_opens_and_runs_nothing(opened):
    opened.page.wait_for_timeout(300)
    assert_unharmed(opened)
    assert opened.evaluate("marchland.getState().total") == 4


def test_title_is_literal(opened):
    assert opened.page.title().startswith("{{7*7}} {% raw %} ${1+1} `x` </script><script>")


def test_card_of_every_incident_shows_the_text_literally(opened):
    for index in range(4):
        opened.evaluate("(index) => marchland.store.select(index)", index)
        assert "<img src=x onerror=window.__pwned=1>" in opened.page.locator("#card").inner_text()
    assert_unharmed(opened)


def test_tooltips_of_everything_show_the_text_literally(opened):
    box = opened.page.locator("#map").bounding_box()
    shown = set()
    for x in range(0, int(box["width"]), 24):
        opened.page.mouse.move(box["x"] + x, box["y"] + box["height"] / 2)
        shown.add(opened.page.locator(".tip").text_content())
    assert any("{{7*7}}" in text for text in shown)
    assert_unharmed(opened)


def test_features_show_the_text_literally(opened):
    for kind, table in (("hotspot", "hotspots"), ("boundary", "boundaries")):
        opened.evaluate(
            "([kind, table]) => marchland.store.showFeature({kind, row: marchland.data[table][0]})",
            [kind, table],
        )
        assert "{{7*7}}" in opened.page.locator("#card").inner_text()
    assert_unharmed(opened)


def test_extra_columns_cannot_change_what_rows_are(opened):
    row = opened.evaluate("""() => {
      const row = marchland.data.incident(0);
      return [Object.hasOwn(row, "__proto__"), Object.getPrototypeOf(row) === Object.prototype, {}.polluted ?? null];
    }""")
    assert row == [True, True, None]


def test_search_for_hostile_text_finds_it(opened):
    opened.evaluate("marchland.setFilter('q=%7B%7B7*7%7D%7D')")
    assert opened.evaluate("marchland.getState().visible") == 3
    assert_unharmed(opened)
