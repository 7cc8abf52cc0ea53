"""The briefing of one fortnight, as a reader in a room without a network uses it."""

import csv
import io

import pytest

import export

RANGE = ["--start", "2022-09-14", "--end", "2022-09-20"]
MAX_BYTES = 1_500_000
DRAWN = ("relief", "boundary", "enclaves", "hotspots", "incidents")


def write(tmp_path, name, *arguments):
    out = tmp_path / name
    assert export.main(["data", "-o", str(out), *arguments]) == 0
    return out.read_text(encoding="utf-8")


def csv_rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def briefing(tmp_path, open_html):
    html = write(tmp_path, "briefing.html", *RANGE)
    opened = open_html(html)
    opened.page.wait_for_selector("html[data-ready]")
    opened.html = html
    return opened


def test_briefing_is_one_small_file_that_asks_for_nothing(briefing):
    assert len(briefing.html.encode()) <= MAX_BYTES
    briefing.page.wait_for_timeout(500)
    assert briefing.is_quiet, (briefing.requests, briefing.complaints)


def picture(page):
    # the part of the map that no panel covers
    page.wait_for_timeout(400)
    return page.screenshot(animations="disabled", clip={"x": 330, "y": 80, "width": 900, "height": 560})


@pytest.mark.parametrize("layer", DRAWN)
def test_layer_is_drawn_and_can_be_toggled(briefing, layer):
    box = briefing.page.locator(f'#panel label[data-key="{layer}"] input')
    shown = picture(briefing.page)
    box.click()
    hidden = picture(briefing.page)
    assert briefing.evaluate("marchland.getState().layers")[layer] is False
    assert shown != hidden
    box.click()
    briefing.page.wait_for_timeout(300)
    assert briefing.evaluate("marchland.getState().layers")[layer] is True
    assert picture(briefing.page) == shown


def test_visible_incidents_are_those_of_the_csv_of_the_same_range(briefing, tmp_path):
    rows = csv_rows(write(tmp_path, "briefing.csv", *RANGE))
    located = sorted(row["incident_id"] for row in rows if row["latitude"])
    state = briefing.evaluate("marchland.getState()")
    assert located
    assert briefing.evaluate("marchland.visibleIds()") == located
    assert state["visible"] == len(located)
    assert state["unlocated"] == len(rows) - len(located)


def test_page_says_how_many_have_no_place(tmp_path, open_html):
    html = write(tmp_path, "all.html")
    rows = csv_rows(write(tmp_path, "all.csv"))
    without = sum(not row["latitude"] for row in rows)
    assert without
    opened = open_html(html)
    opened.page.wait_for_selector("html[data-ready]")
    assert f"{without} without a place" in opened.page.locator("#timeline").inner_text()


def test_changing_the_dates_changes_the_incidents(briefing):
    before = briefing.evaluate("marchland.visibleIds()")
    briefing.page.get_by_label("From", exact=True).fill("2021-04-28")
    briefing.page.get_by_label("To", exact=True).fill("2021-05-01")
    briefing.page.get_by_label("To", exact=True).press("Tab")
    after = briefing.evaluate("marchland.visibleIds()")
    assert after
    assert not set(before) & set(after)
    assert "start=2021-04-28&end=2021-05-01" in briefing.evaluate("marchland.getState().query")


def test_click_on_a_symbol_opens_its_card(briefing):
    chosen = briefing.evaluate("marchland.visibleIds()[0]")
    where = briefing.evaluate("""(id) => {
        const store = marchland.store, i = store.data.byId.incident.get(id), row = store.data.incident(i);
        marchland.map.setView([row.lat, row.lon], 12, {animate: false});
        const p = marchland.map.latLngToContainerPoint([row.lat, row.lon]);
        const box = document.getElementById("map").getBoundingClientRect();
        return {x: box.left + p.x, y: box.top + p.y};
    }""", chosen)  # fmt: skip
    briefing.page.wait_for_timeout(300)
    briefing.page.mouse.click(where["x"], where["y"])
    card = briefing.page.locator("#card")
    card.wait_for(state="visible")
    title = briefing.evaluate("marchland.store.data.incident(marchland.store.selected).title")
    assert title in card.inner_text()
    assert briefing.is_quiet, (briefing.requests, briefing.complaints)


def test_disclaimer_data_date_and_licences_are_on_the_page(briefing, shipped):
    body = briefing.page.locator("body").inner_text()
    assert shipped.descriptor.disclaimer in body
    assert "24 November 2026" in body
    briefing.page.get_by_role("button", name="About").click()
    about = briefing.page.locator("#about").inner_text()
    for resource in shipped.descriptor.resources:
        assert resource.attribution in about
        assert resource.licence in about
