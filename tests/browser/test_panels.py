"""The panels of the map page: filters, layers, timeline, card, about; by pointer, by keyboard and on a phone."""

from __future__ import annotations

from copy import deepcopy

import pytest
from axe_playwright_python.sync_playwright import Axe

from dossiers import small_tables, write_dossier
from geo import read_dossier

IDS = "marchland.visibleIds()"
DATES = (
    "({ start, end } = marchland.store.filters, [start, end].map((day) => day && marchland.days.toISO(day)))"
)
PHONE = {"width": 360, "height": 740}


def select(opened, incident: str) -> None:
    """Select an incident as a click on the map would."""
    opened.evaluate("(id) => marchland.store.select(marchland.data.byId.incident.get(id), 'map')", incident)


def dates(opened) -> list[str | None]:
    """Give the chosen dates."""
    return opened.evaluate(f"(() => {{ let start, end; return {DATES}; }})()")


def test_from_and_to_choose_incidents(open_map, small):
    opened = open_map(small)
    assert opened.evaluate(IDS) == ["i1", "i2", "i3"]
    opened.page.get_by_label("From", exact=True).fill("2022-09-14")
    opened.page.get_by_label("To", exact=True).fill("2022-09-15")
    assert opened.evaluate(IDS) == ["i1", "i2"]
    assert (
        opened.page.locator("#caption")
        .inner_text()
        .startswith("Incidents of 14–15 September 2022, all types")
    )
    # i2 is known by its month only, so it may lie outside
    assert "1 perhaps outside the dates" in opened.page.locator(".counts").inner_text()


def test_end_before_start_is_refused_in_words(open_map, small):
    opened = open_map(small, query="?end=2022-09-15")
    opened.page.get_by_label("From", exact=True).fill("2022-10-01")
    assert "lies after" in opened.page.locator(".filter-alert").inner_text()
    assert dates(opened) == [None, "2022-09-15"]


def test_types_are_counted_under_the_other_filters(open_map, small):
    opened = open_map(small)
    facet = opened.page.locator("[data-facet=types]")
    opened.unfold("[data-facet=types]")
    assert facet.locator(".choice").all_inner_texts() == ["Shooting\n3", "Arson\n1"]
    opened.page.get_by_label("From", exact=True).fill("2022-09-15")
    assert facet.locator(".choice").all_inner_texts() == ["Shooting\n1", "Arson\n1"]
    facet.get_by_label("Arson").check()
    assert opened.evaluate("marchland.getState().query") == "start=2022-09-15&type=arson"
    assert opened.page.locator(".count-number").inner_text() == "1"
    facet.get_by_role("button", name="All types").click()
    assert opened.evaluate("marchland.getState().query") == "start=2022-09-15"


def test_hotspot_is_chosen_from_its_list(open_map, small):
    opened = open_map(small)
    facet = opened.page.locator("[data-facet=hotspots]")
    opened.unfold("[data-facet=hotspots]")
    facet.get_by_label("Kök-Taş").check()
    assert opened.evaluate(IDS) == ["i1"]
    assert "at Kök-Taş" in opened.page.locator("#caption").inner_text()


def test_sides_that_told_are_counted_together(open_map, tmp_path):
    account = {"account": "Says so.", "source_ids": "s1"}
    told = [("i1", "AAA"), ("e1", "BBB"), ("i2", "BBB"), ("i4", "AAA")]
    rows = [account | {"subject_id": subject, "party": party} for subject, party in told]
    dossier = read_dossier(write_dossier(tmp_path / "told", tables=small_tables() | {"accounts": rows}))
    opened = open_map(dossier)
    facet = opened.page.locator("[data-facet=parties]")
    opened.unfold("[data-facet=parties]")
    assert facet.locator(".choice").all_inner_texts() == ["Aland\n2", "Bland\n2"]
    facet.get_by_label("Aland").check()
    assert facet.locator(".choice").all_inner_texts() == ["Aland\n2", "Bland\n1"]
    facet.get_by_label("Bland").check()
    assert opened.evaluate(IDS) == ["i1"]
    assert opened.evaluate("marchland.getState().query") == "party=AAA&party=BBB"
    assert "with an account by Aland and by Bland" in opened.page.locator("#caption").inner_text()


def test_nearest_sector_is_chosen_from_its_list(open_map, small):
    opened = open_map(small)
    opened.unfold("[data-facet=sectors]")
    opened.page.locator("[data-facet=sectors]").get_by_label("The line").check()
    assert opened.evaluate(IDS) == ["i1", "i2", "i3"]
    assert "nearest to The line" in opened.page.locator("#caption").inner_text()


def test_quick_range_takes_the_days_of_an_event(open_map, small):
    opened = open_map(small)
    opened.page.get_by_label("Quick range").select_option(label="Autumn clash (1)")
    assert dates(opened) == ["2022-09-14", "2022-09-16"]
    opened.page.get_by_label("Quick range").select_option(label="All time")
    assert dates(opened) == [None, None]


def test_search_finds_any_spelling(open_map, small):
    opened = open_map(small)
    opened.page.get_by_label("Search", exact=True).fill("көк таш")
    opened.page.get_by_label("Search", exact=True).press("Enter")
    assert opened.evaluate(IDS) == ["i1"]
    opened.page.get_by_role("button", name="Reset").click()
    assert opened.page.get_by_label("Search", exact=True).input_value() == ""
    assert opened.evaluate(IDS) == ["i1", "i2", "i3"]


def test_layer_control_has_titles_and_counts(open_map, small):
    opened = open_map(small)
    rows = opened.page.locator("#panel label.layer")
    assert rows.first.inner_text() == "Incidents\n3"
    opened.page.get_by_label("From", exact=True).fill("2022-09-14")
    assert rows.first.inner_text() == "Incidents\n2"
    opened.page.get_by_label("Hotspots").last.uncheck()
    assert opened.evaluate("marchland.getState().layers.hotspots") is False
    # Leaflet builds its list anew when a layer comes from elsewhere; the titles stay
    opened.evaluate("marchland.store.setLayer('hotspots', true)")
    assert opened.page.locator("#panel label.layer").nth(1).inner_text().startswith("Hotspots")


def test_tiles_say_what_the_provider_learns(open_map, small):
    opened = open_map(small)
    words = "Online tiles – the provider learns which area you look at"
    assert opened.page.locator("#panel label.layer", has_text="Online tiles").inner_text() == words


def test_play_moves_the_dates_and_stops_when_they_are_changed(open_map, small):
    opened = open_map(small, query="?start=2022-09-01&end=2022-09-30")
    opened.page.locator("#play").click()
    opened.page.wait_for_timeout(100)
    assert dates(opened) == ["2022-10-01", "2022-10-31"]
    opened.page.get_by_label("From", exact=True).fill("2022-09-14")
    assert opened.page.locator("#play").get_attribute("aria-label").startswith("Play")


def test_handles_step_by_month_and_by_day(open_map, small):
    opened = open_map(small, query="?start=2022-09-01&end=2022-09-30")
    first = opened.page.get_by_role("slider", name="From")
    first.focus()
    opened.page.keyboard.press("ArrowLeft")
    assert dates(opened) == ["2022-08-01", "2022-09-30"]
    opened.page.keyboard.press("Shift+ArrowRight")
    assert dates(opened) == ["2022-08-02", "2022-09-30"]
    assert first.get_attribute("aria-valuetext") == "2 August 2022"
    opened.page.keyboard.press("Home")
    assert dates(opened) == [None, "2022-09-30"]


def test_dragging_over_the_histogram_chooses_whole_months(open_map, small):
    opened = open_map(small)
    box = opened.page.locator(".t-host").bounding_box()
    y = box["y"] + box["height"] - 40
    opened.page.mouse.move(box["x"] + 100, y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 300, y, steps=4)
    opened.page.mouse.up()
    opened.page.wait_for_timeout(100)
    start, end = dates(opened)
    assert start.endswith("-01")
    assert start < end


def test_card_shows_both_accounts_in_the_order_of_the_dossier(open_map, small):
    opened = open_map(small)
    select(opened, "i1")
    accounts = opened.page.locator("#card .account").all_inner_texts()
    assert accounts[0].split() == [
        "Alandic",
        "account",
        "Says",
        "fire",
        "came",
        "from",
        "the",
        "east.",
        "[1]",
    ]
    assert accounts[1].split() == ["Blandic", "account", "No", "statement", "found."]


def test_card_sets_figures_of_claimants_side_by_side(open_map, small):
    opened = open_map(small)
    select(opened, "i1")
    rows = opened.page.locator("#card .claims tbody tr")
    assert rows.nth(0).locator("td").all_inner_texts() == ["3", "15 Sep 2022", "[1]"]
    # without an as-of date: a dash, never a zero
    assert rows.nth(1).locator("td").all_inner_texts() == ["≥ 1", "–", "[1]"]


def test_card_says_how_well_place_and_day_are_known(open_map, small):
    opened = open_map(small)
    select(opened, "i2")
    assert "September 2022" in opened.page.locator("#card .kicker").inner_text()
    select(opened, "i4")
    assert "no place known: not on the map" in opened.page.locator("#card .kicker").inner_text()


def test_sources_are_links_that_open_elsewhere(open_map, small):
    opened = open_map(small)
    select(opened, "i1")
    link = opened.page.locator("#card .sources a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "The Paper · 17 Sep 2022 · en" in opened.page.locator("#card .sources li").inner_text()


def test_escape_closes_the_card_and_gives_the_focus_back(open_map, small):
    opened = open_map(small)
    opened.page.locator("#map").focus()
    select(opened, "i1")
    assert opened.evaluate("document.activeElement.id") == "card-title"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#card").is_hidden()
    assert opened.evaluate("document.activeElement.id") == "map"
    assert opened.evaluate("marchland.store.selected") == -1


def test_next_goes_through_the_incidents_by_date(open_map, small):
    opened = open_map(small)
    select(opened, "i1")
    opened.page.get_by_role("button", name="Next").click()
    assert opened.evaluate("marchland.data.incidents.col.incident_id[marchland.store.selected]") == "i4"
    # the same button keeps the focus, so that one can press it again
    assert opened.evaluate("document.activeElement.textContent") == "Next ›"


def test_incidents_at_one_point_are_listed_by_date(open_map, small):
    opened = open_map(small)
    opened.evaluate("marchland.store.select(0, 'map', [2, 1, 0])")
    stack = opened.page.locator("#card .stack")
    assert stack.locator("summary").inner_text() == "3 incidents at this point"
    assert stack.locator("button").all_inner_texts()[0].startswith("September 2022")


def test_hotspot_card_leads_to_its_incidents(open_map, small):
    opened = open_map(small)
    opened.evaluate("marchland.store.showFeature({ kind: 'hotspot', row: marchland.data.hotspots[0] })")
    card = opened.page.locator("#card")
    assert "Көк-Таш" in card.inner_text()
    card.locator(".incident-list button").click()
    assert card.locator("h2").inner_text() == "Shooting i1"


def test_boundary_card_tells_the_history_of_its_status(open_map, small):
    opened = open_map(small)
    opened.evaluate("marchland.store.showFeature({ kind: 'boundary', row: marchland.data.boundaries[0] })")
    row = opened.page.locator("#card .claims tbody tr")
    assert row.inner_text().split("\t") == ["from the start", "disputed", "[1]"]


def test_about_holds_digest_licences_and_notice(open_map, small):
    opened = open_map(small)
    opened.page.get_by_role("button", name="About & sources").click()
    about = opened.page.locator("#about")
    assert small.digest in about.inner_text()
    assert "The tests" in about.inner_text()
    assert "Volodymyr Agafonkin" in about.text_content()
    opened.page.keyboard.press("Escape")
    assert about.is_hidden()
    assert opened.evaluate("document.activeElement.id") == "about-open"


def test_link_is_shown_selected_where_nothing_can_be_copied(open_map, small):
    opened = open_map(small, query="?start=2022-09-14")
    opened.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened.page.get_by_role("button", name="Copy link").click()
    field = opened.page.locator("textarea.copy-field")
    assert "start=2022-09-14" in field.input_value()
    opened.page.keyboard.press("Escape")
    assert field.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_or_hidden_on_a_phone(open_map, small, scheme):
    opened = open_map(small, color_scheme=scheme, **PHONE)
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert opened.page.locator("#panel").is_hidden()
    opened.page.get_by_role("button", name="Layers & filters").click()
    assert opened.page.get_by_label("From", exact=True).is_visible()
    opened.page.keyboard.press("Escape")
    disclaimer = opened.page.locator(".disclaimer").bounding_box()
    assert disclaimer["y"] + disclaimer["height"] <= PHONE["height"]
    assert opened.evaluate(
        "((node) => node.scrollHeight <= node.clientHeight + 1)(document.querySelector('.disclaimer'))"
    )


@pytest.mark.parametrize(("scheme", "size"), [("light", {}), ("dark", {}), ("light", PHONE)])
def test_axe_finds_nothing_serious(open_map, small, scheme, size):
    opened = open_map(small, color_scheme=scheme, bypass_csp=True, **size)
    select(opened, "i1")
    opened.page.wait_for_timeout(200)
    found = Axe().run(opened.page).response["violations"]
    serious = [
        f"{one['id']}: {[node['target'] for node in one['nodes']]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_page_stays_quiet_while_it_is_used(open_map, small):
    opened = open_map(small)
    select(opened, "i1")
    opened.page.get_by_role("button", name="About & sources").click()
    opened.page.keyboard.press("Escape")
    opened.page.get_by_label("From", exact=True).fill("2022-09-14")
    assert opened.is_quiet, (opened.requests, opened.complaints)


HOSTILE = "<img src=x onerror='window.hurt=1'>{{7*7}}${1}</script>"


def test_text_from_data_is_shown_as_it_is(open_map, tmp_path):
    tables = deepcopy(small_tables())
    tables["incidents"][0] |= {"title": HOSTILE, "summary": HOSTILE, "coord_source": HOSTILE}
    tables["accounts"][0]["account"] = HOSTILE
    tables["hotspots"][0]["name"] = HOSTILE
    tables["events"][0]["title"] = HOSTILE
    tables["sources"][0] |= {"title": HOSTILE, "url": "javascript:alert(1)"}
    opened = open_map(read_dossier(write_dossier(tmp_path / "hostile", tables=tables)))
    opened.unfold("[data-facet=hotspots]")
    select(opened, "i1")
    card = opened.page.locator("#card")
    assert card.locator("h2").inner_text() == HOSTILE
    assert card.locator(".account").first.inner_text().count(HOSTILE) == 1
    assert card.locator("a, img").count() == 0
    assert HOSTILE in opened.page.locator("[data-facet=hotspots]").inner_text()
    assert opened.evaluate("window.hurt") is None
    assert opened.is_quiet


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (800, 600)])
def test_card_and_panel_do_not_overlap(open_map, small, width, height):
    opened = open_map(small, width=width, height=height)
    select(opened, "i1")
    panel, card, timeline = (
        opened.page.locator(name).bounding_box() for name in ("#panel", "#card", "#timeline")
    )
    assert panel["x"] + panel["width"] <= card["x"]
    assert max(box["y"] + box["height"] for box in (panel, card)) <= timeline["y"]
    assert timeline["y"] + timeline["height"] <= height


def event_claims(*rows: tuple[str, str, str]) -> list[dict]:
    """Give claims of dead about the event: claimant, value, as-of date."""
    return [
        {
            "claim_id": f"e{number}",
            "subject_id": "e1",
            "claimant": claimant,
            "measure": "killed",
            "of_party": "AAA",
            "qualifier": "exact",
            "value": value,
            "as_published": value,
            "as_of": as_of,
            "source_id": "s1",
        }
        for number, (claimant, value, as_of) in enumerate(rows)
    ]


def test_figures_of_an_event_are_a_range_of_the_latest_never_a_sum(open_map, tmp_path):
    tables = deepcopy(small_tables())
    # the day's own figure is later than that of its morning
    tables["claims"] += event_claims(
        ("a-min", "20", "2022-09-15"), ("a-min", "12", "2022-09-15 10:00"), ("b-min", "31", "2022-09-16")
    )
    opened = open_map(read_dossier(write_dossier(tmp_path / "claims", tables=tables)))
    select(opened, "i1")
    group = opened.page.locator("#card .claim-group summary")
    assert group.inner_text().split("\n") == ["Killed, Alandic side", "20–31 by claimant", "3 claims"]
    # three dated points of two groups of claimants make a curve
    assert opened.page.locator("#card .curve .c-line").count() == 2
    assert opened.page.locator("#card .curve .c-end").all_text_contents() == ["31", "20"]


def test_account_of_the_event_stands_in_and_says_so(open_map, tmp_path):
    tables = deepcopy(small_tables())
    tables["accounts"].append(
        {"subject_id": "e1", "party": "BBB", "account": "Denies it.", "source_ids": "s1"}
    )
    opened = open_map(read_dossier(write_dossier(tmp_path / "accounts", tables=tables)))
    select(opened, "i1")
    other = opened.page.locator("#card .account").nth(1).inner_text()
    assert other.split("\n\n")[1:] == ["Denies it. [1]", "About the whole event."]
