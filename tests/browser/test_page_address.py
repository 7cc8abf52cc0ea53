"""The page's address: what is shown stands in the hash, and the hash opens the same again."""

from __future__ import annotations

import html
import random
from datetime import date, timedelta

import pytest

from browser.test_page_frame import PARENT, WAIT_FOR, send
from geo import GEO_PRECISIONS, MEASURES, Filters, ViewState
from layers import MapView, build_map, to_html

STATE = """() => {
  const { store } = marchland;
  return { query: store.query(), layers: store.layersOn(), view: store.view, step: store.storyStep,
    incident: store.selected < 0 ? "" : store.data.incidents.col.incident_id[store.selected],
    lang: marchland.tongue.current() };
}"""
SETTLED = 400  # milliseconds after which the address has been written


@pytest.fixture
def open_twice(open_html):
    """Give a function that opens a dossier, and one that opens the first page's link."""

    def open_text(dossier, **options):
        text = to_html(build_map(dossier, view=options.pop("view", None)))
        opened = open_html(text, **options)
        opened.page.wait_for_selector("html[data-ready]")

        def again(query: str | None = None):
            link = query if query is not None else opened.evaluate("marchland.address.link(marchland.store)")
            other = open_html(text, query="#" + link.split("#", 1)[-1])
            other.page.wait_for_selector("html[data-ready]")
            return other

        return opened, again

    return open_text


def test_copied_address_opens_the_same_state_field_by_field(open_twice, shipped):
    opened, again = open_twice(shipped)
    opened.evaluate("""() => {
      const { store } = marchland;
      marchland.setFilter("start=2022-01-01&end=2022-12-31&type=armed_clash&q=kok&lens=hrw&as_of=2022-06-01");
      store.setLayer("milestones", true);
      store.setLayer("lakes", false);
      marchland.showView("39.9612,70.4123,10.25");
      store.select(store.ordered()[0], "map");
    }""")
    opened.page.wait_for_timeout(600)
    before = opened.evaluate(STATE)
    assert before["incident"]
    assert before["query"].startswith("start=2022-01-01")
    after = again()
    assert after.evaluate(STATE) == before
    assert after.is_quiet


def any_state(chance: random.Random, dossier) -> dict:
    """Choose something of everything that an address holds."""

    def some(values, least=0):
        return chance.sample(list(values), chance.randint(least, min(3, len(values))))

    days = sorted(date(1989, 1, 1) + timedelta(days=chance.randrange(13_800)) for _ in range(2))
    incidents, descriptor = dossier.incidents, dossier.descriptor
    filters = Filters(
        start=chance.choice([None, days[0]]),
        end=chance.choice([None, days[1]]),
        types=tuple(some(sorted(set(incidents["incident_type"].dropna())))),
        hotspots=tuple(some(dossier.hotspots["hotspot_id"])),
        events=tuple(some(dossier.events["event_id"])),
        sectors=tuple(some(sorted(set(dossier.tables["boundaries"]["sector_id"])))),
        parties=tuple(some([party.id for party in descriptor.parties])),
        text=chance.choice(["", "kok", "Ворух", "a&b=c#d", "50 %+"]),
        min_geo_precision=chance.choice(["", *GEO_PRECISIONS]),
        min_confidence=chance.choice(["", "high", "medium", "low"]),
        disagree=chance.choice([False, True]),
        lens=chance.choice(["", *(one.id for one in (*descriptor.parties, *descriptor.claimants))]),
        measure=chance.choice(MEASURES),
        as_of=chance.choice([None, days[0]]),
        zone_km=chance.choice([None, 5.0, 7.25]),
    )
    south, north = 39.5, 40.3
    return {
        "query": filters.to_query(),
        "layers": chance.random(),
        "incident": chance.choice(["", chance.choice(list(incidents["incident_id"]))]),
        "view": f"{chance.uniform(south, north):.4f},{chance.uniform(69.5, 71.5):.4f},{chance.choice([8, 9.25, 11.5])}",
        "period": chance.choice([None, [day.isoformat() for day in days]]),
        "lang": chance.choice(["en", "ru"]),
    }


CHOOSE = """async ({ query, layers, incident, view, period, lang }) => {
  const { store, data, compare, days } = marchland;
  if (marchland.tongue.current() !== lang) marchland.changeLanguage(lang);
  marchland.setFilter(query);
  await store.waiting;
  compare.set(store, period && { start: days.fromISO(period[0]), end: days.fromISO(period[1]) });
  const keys = Object.keys(store.layers).filter((key) => key !== "tiles");
  keys.forEach((key, at) => store.setLayer(key, Math.floor(layers * 2 ** (at + 1)) % 2 === 1));
  store.select(incident ? data.byId.incident.get(incident) : -1, "api");
  await new Promise((done) => setTimeout(done, 700)); // the map has moved to the incident
  marchland.showView(view);
}"""
WHOLE = STATE.replace(
    "lang:", "compare: store.compare, counts: store.result.counts, filters: store.filters, lang:"
)


@pytest.mark.parametrize("seed", range(8))
def test_any_copied_address_opens_the_same_state(open_twice, shipped, seed):
    opened, again = open_twice(shipped)
    opened.evaluate(CHOOSE, any_state(random.Random(seed), shipped))  # noqa: S311 (no secret)
    opened.page.wait_for_timeout(SETTLED)
    after = again()
    assert after.evaluate(WHOLE) == opened.evaluate(WHOLE)
    assert after.page.locator("#notice").is_hidden()


def test_hash_follows_what_is_shown(open_twice, small):
    opened, _ = open_twice(small)
    opened.evaluate("marchland.setFilter('q=kok')")
    opened.evaluate("marchland.store.select(0, 'map')")
    opened.page.wait_for_timeout(SETTLED)
    fragment = opened.page.url.split("#")[1]
    assert fragment.startswith("q=kok")
    first = opened.evaluate("marchland.data.incidents.col.incident_id[0]")
    assert f"incident={first}" in fragment


def test_changed_hash_is_followed(open_twice, small):
    opened, _ = open_twice(small)
    opened.evaluate("location.hash = 'type=arson&layers=incidents&view=50.4,11.1,10&incident=i4'")
    opened.page.wait_for_timeout(SETTLED)
    state = opened.evaluate(STATE)
    assert (state["query"], state["layers"], state["incident"]) == ("type=arson", ["incidents"], "i4")
    assert state["view"] == "50.4,11.1,10"
    # what a changed address does not name is as the page was made
    opened.evaluate("location.hash = 'type=arson'")
    opened.page.wait_for_timeout(SETTLED)
    state = opened.evaluate(STATE)
    assert state["incident"] == ""
    assert "hotspots" in state["layers"]


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("colour=red", "colour"),
        ("start=soon", "soon"),
        ("type=arson&type=shooting&start=2022-10-01&end=2022-09-01", "2022-10-01"),
        ("layers=incidents,heat", "heat"),
        ("view=north", "north"),
        ("view=50,11,9&view=50,11,9", "view"),
        ("incident=i99", "i99"),
        ("step=nowhere", "nowhere"),
        ("lang=xx", "xx"),
        ("%E0%A4%A", "not a filter"),
    ],
)
def test_broken_hash_is_named_and_ignored(open_twice, small, fragment, said):
    _, again = open_twice(small)
    opened = again(fragment)
    assert said in opened.page.locator("#notice").inner_text()
    assert opened.evaluate("marchland.getState().total") == 4
    opened.page.locator("#notice button").click()
    assert opened.page.locator("#notice").is_hidden()


def test_good_part_of_a_half_broken_hash_is_kept(open_twice, small):
    _, again = open_twice(small)
    opened = again("type=arson&incident=i99")
    assert "i99" in opened.page.locator("#notice").inner_text()
    assert opened.evaluate("marchland.getState().query") == "type=arson"


def test_page_made_with_a_view_opens_with_it(open_map, small):
    view = MapView(
        filters=Filters(types=("arson",)), state=ViewState(incident="i4", lang="ru", view=(50.4, 11.1, 10))
    )
    state = open_map(small, view=view).evaluate(STATE)
    assert (state["query"], state["incident"], state["lang"]) == ("type=arson", "i4", "ru")
    assert state["view"] == "50.4,11.1,10"


def test_page_in_a_frame_leaves_hash_and_history_alone(open_html, small):
    opened = open_html(PARENT.format(page=html.escape(to_html(build_map(small)), quote=True)))
    opened.evaluate(WAIT_FOR, ["ready", None])
    frame = opened.page.frames[1]
    frame.evaluate(
        "() => { history.replaceState = history.pushState = () => { throw new Error('history in a frame'); }; }"
    )
    frame.evaluate("marchland.setFilter('q=kok')")
    opened.page.wait_for_timeout(SETTLED)
    assert frame.evaluate("location.hash") == ""
    assert opened.is_quiet


def test_link_in_a_frame_is_one_of_the_page_around_it(open_html, small):
    opened = open_html(PARENT.format(page=html.escape(to_html(build_map(small)), quote=True)))
    opened.evaluate(WAIT_FOR, ["ready", None])
    send(opened, type="base", href="https://example.org/map/?old=1#x")
    opened.page.wait_for_timeout(100)
    frame = opened.page.frames[1]
    frame.evaluate("marchland.setFilter('q=kok')")
    assert frame.evaluate("marchland.address.link(marchland.store)").startswith(
        "https://example.org/map/?old=1&q=kok&layers="
    )
    send(opened, type="base", href="javascript:alert(1)")
    assert "javascript" in opened.evaluate(WAIT_FOR, ["error", None])["message"]
    assert frame.evaluate("marchland.address.link(marchland.store)").startswith("https://example.org/map/?")
