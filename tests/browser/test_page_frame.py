"""The page inside another page: a sandboxed frame that talks by messages only."""

from __future__ import annotations

import html
import json

import pytest

from geo import ViewState
from layers import MapView, build_map, to_html

PARENT = """<!DOCTYPE html><meta charset="utf-8"><title>parent</title>
<iframe id="frame" width="1200" height="800"
  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads" srcdoc="{page}"></iframe>
<script>
window.messages = [];
window.addEventListener("message", (event) => {{
  if (event.source === document.getElementById("frame").contentWindow) window.messages.push(event.data);
}});
window.send = (message) => document.getElementById("frame").contentWindow.postMessage(message, "*");
</script>"""
WAIT_FOR = """([type, origin]) => new Promise((resolve, reject) => {
  const started = Date.now();
  const look = () => {
    const found = window.messages.findLast((m) => m.type === type && (!origin || m.origin === origin));
    if (found) resolve(found);
    else if (Date.now() - started > 8000) reject(new Error(`no ${type}: ${JSON.stringify(window.messages)}`));
    else setTimeout(look, 20);
  };
  look();
})"""


@pytest.fixture
def framed(open_html, small):
    opened = open_html(PARENT.format(page=html.escape(to_html(build_map(small)), quote=True)))
    opened.evaluate(WAIT_FOR, ["ready", None])
    return opened


def send(opened, **message):
    opened.evaluate("(message) => window.send(JSON.parse(message))", json.dumps(message))


def test_page_says_when_it_is_ready(framed):
    ready = framed.evaluate(WAIT_FOR, ["ready", None])
    assert ready["state"]["visible"] == 3
    assert framed.is_quiet, framed.complaints


def test_filter_message_is_answered_with_the_state(framed):
    send(framed, type="filter", query="type=arson")
    state = framed.evaluate(WAIT_FOR, ["state", "parent"])
    assert state["state"]["query"] == "type=arson"
    assert state["state"]["visible"] == 0
    assert state["state"]["unlocated"] == 1


def test_bad_filter_message_is_answered_with_a_sentence(framed):
    send(framed, type="filter", query="start=soon")
    assert "soon" in framed.evaluate(WAIT_FOR, ["error", None])["message"]


def test_view_message_moves_the_map_and_ticks_layers(framed):
    send(framed, type="view", view="50.4,11.1,10", layers=["incidents", "boundary"])
    frame = framed.page.frames[1]
    assert frame.evaluate("marchland.store.view") == "50.4,11.1,10"
    assert frame.evaluate("marchland.store.layersOn()") == ["incidents", "boundary"]


def test_selection_in_the_page_is_told(framed):
    framed.page.frames[1].evaluate("marchland.store.select(marchland.data.byId.incident.get('i1'), 'map')")
    assert framed.evaluate(WAIT_FOR, ["select", None]) == {"type": "select", "incident": "i1"}


def test_select_message_opens_the_card_and_is_not_echoed(framed):
    send(framed, type="select", incident="i2")
    framed.page.frames[1].wait_for_selector("#card:not([hidden])")
    assert not framed.evaluate("window.messages.some((message) => message.type === 'select')")


def test_message_of_another_window_is_ignored(framed):
    frame = framed.page.frames[1]
    frame.evaluate("window.postMessage({type: 'filter', query: 'type=arson'}, '*')")
    framed.page.wait_for_timeout(100)
    assert frame.evaluate("marchland.getState().query") == ""


def test_message_of_unknown_kind_is_ignored(framed):
    send(framed, type="constructor")
    send(framed, type="__proto__")
    framed.page.wait_for_timeout(100)
    assert framed.page.frames[1].evaluate("marchland.getState().visible") == 3
    assert framed.is_quiet


def test_map_that_had_no_room_keeps_its_centre_when_it_gets_some(open_map, small):
    opened = open_map(small, view=MapView(state=ViewState(view=(50.4, 10.8, 11))))
    # as in a frame that is laid out late: whoever asks first for the room must not move the map
    lat, lon, width = opened.evaluate("""() => {
      const { map, takeRoom } = marchland;
      const box = map.getContainer();
      box.style.display = "none";
      map.invalidateSize({ pan: true, animate: false });
      map.setView([50.4, 10.8], 11, { animate: false });
      box.style.display = "";
      takeRoom();
      const { lat, lng } = map.getCenter();
      return [lat, lng, map.getSize().x];
    }""")
    assert (lat, lon) == pytest.approx((50.4, 10.8), abs=0.001)
    assert width > 200


def test_frame_that_gets_its_room_late_shows_all_and_tells_of_no_view(open_html, small):
    page = PARENT.format(page=html.escape(to_html(build_map(small)), quote=True))
    late = open_html(page.replace('width="1200"', 'width="0"'))
    late.evaluate(WAIT_FOR, ["ready", None])
    late.evaluate("() => { document.getElementById('frame').width = 1200; }")
    frame = late.page.frames[1]
    frame.wait_for_function("() => marchland.map.getSize().x === 1200")
    late.page.wait_for_timeout(200)
    assert not late.evaluate("window.messages.some((message) => message.type === 'view')")
    shown = "[marchland.map.getZoom(), ...Object.values(marchland.map.getCenter())]"
    before, after = frame.evaluate(
        f"() => {{ const before = {shown}; marchland.fitIncidents(); return [before, {shown}]; }}"
    )
    assert before == pytest.approx(after, abs=0.01)


def test_map_keeps_its_corner_when_its_room_changes(open_map, small):
    opened = open_map(small)
    before, after = opened.evaluate("""() => {
      const { map, takeRoom } = marchland;
      const corner = () => { const { lat, lng } = map.containerPointToLatLng([0, 0]); return [lat, lng]; };
      const before = corner();
      map.getContainer().style.height = "300px";
      takeRoom();
      return [before, corner()];
    }""")
    assert after == pytest.approx(before, abs=1e-6)
