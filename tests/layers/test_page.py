"""The document: its policy, its order, its sameness."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from dossiers import incident, small_descriptor, small_tables, write_dossier
from geo import FilterError, Filters, MarchlandError, ViewState, read_dossier
from layers import MapView, build_map, to_html
from layers.assets import CSS_FILES, JS_FILES, leaflet_css, leaflet_js
from layers.table import MAX_ROWS, write_table
from layers.tiles import tile_source

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def page(small):
    return to_html(build_map(small))


def scripts_of(html):
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def test_charset_stands_first_and_policy_second(page):
    head = page[page.index("<head>") :]
    assert re.match(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"', head)


def test_policy_names_every_inline_script_and_style_and_nothing_else(page):
    policy = dict(part.split(" ", 1) for part in POLICY.search(page)[1].split("; "))
    for kind in ("script", "style"):
        texts = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert policy[f"{kind}-src"].split() == [f"'sha256-{digest}'" for digest in digests]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in POLICY.search(page)[1]


def test_policy_allows_pictures_of_the_tile_hosts_only_when_tiles_are_offered(page, small):
    assert "https://a.tile.opentopomap.org" in POLICY.search(page)[1]
    offline = to_html(build_map(small, view=MapView(online_tiles=False)))
    assert "img-src data: blob:;" in POLICY.search(offline)[1]
    assert "opentopomap" not in offline.split("</title>")[0]


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.attributes = []
        self.ids = []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name) for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]


def test_no_element_has_inline_style_or_handler(page):
    elements = Elements()
    elements.feed(page)
    assert not [pair for pair in elements.attributes if pair[1] == "style" or pair[1].startswith("on")]
    assert not [pair for pair in elements.attributes if pair[1] in {"src", "href"}]


def test_slots_of_the_page_are_there(page):
    elements = Elements()
    elements.feed(page)
    assert {"top", "map", "panel", "card", "timeline", "about", "marchland-data"} <= set(elements.ids)


def test_page_has_no_zoom_lock(page):
    assert "user-scalable" not in page
    assert "maximum-scale" not in page.split("</title>")[0]


def test_page_names_no_other_host_in_its_markup(page):
    outside = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"https?://[\w.\-]+", outside) == [
        f"https://{letter}.tile.opentopomap.org" for letter in "abc"
    ]


def test_same_map_gives_the_same_bytes(small, page):
    built = build_map(small)
    assert to_html(built) == to_html(built) == page


def test_scripts_are_the_same_for_every_dossier_with_the_same_layers(tmp_path, page):
    descriptor = small_descriptor()
    descriptor["dossier"] |= {"id": "other", "title": "Cland–Dland border", "centre": [10.0, 20.0], "zoom": 5}
    other = read_dossier(write_dossier(tmp_path / "other", descriptor=descriptor))
    assert scripts_of(to_html(build_map(other))) == scripts_of(page)


def test_layers_of_the_view_are_shown(small):
    html = to_html(build_map(small, view=MapView(state=ViewState(layers=("incidents",)))))
    assert scripts_of(html)[-1].count(".addTo(") == 2  # the layer and the control


def test_unknown_layer_of_the_view_is_named(small):
    with pytest.raises(FilterError, match="roads"):
        build_map(small, view=MapView(state=ViewState(layers=("roads",))))


def test_title_of_the_view_is_escaped(small):
    html = to_html(build_map(small, view=MapView(title="<b>{{ 7*7 }}</b> @@data@@")))
    assert "<title>&lt;b&gt;&#123;&#123; 7*7 &#125;&#125;&lt;/b&gt; @@data@@</title>" in html


def test_table_is_bounded_and_says_so(tmp_path):
    tables = small_tables() | {
        "incidents": [incident(f"i{n:04d}", "2022-09-14", lat=50.5, lon=10.5) for n in range(MAX_ROWS + 1)],
        "claims": [],
        "accounts": [],
    }
    tables = {name: rows for name, rows in tables.items() if rows}
    tables["events"][0]["source_ids"] = "s1"
    table = write_table(read_dossier(write_dossier(tmp_path / "many", tables=tables)))
    assert table.count("<tr>") == MAX_ROWS + 1
    assert f"The first {MAX_ROWS} of {MAX_ROWS + 1} incidents" in table


def test_leaflet_asks_for_nothing():
    assert "sourceMappingURL" not in leaflet_js() + leaflet_css()
    assert "url(images" not in leaflet_css()
    assert "Vladimir Agafonkin" in leaflet_js()


def test_every_asset_is_listed_and_there():
    templates = files("layers") / "templates"
    assert sorted(JS_FILES) == sorted(path.name for path in (templates / "js").iterdir())
    assert sorted(CSS_FILES) == sorted(path.name for path in (templates / "css").iterdir())


@pytest.mark.parametrize("name", ["OpenStreetMap.Mapnik", "Thunderforest.OpenCycleMap", "Nowhere.Land"])
def test_tile_provider_that_cannot_serve_this_page_is_refused(name):
    with pytest.raises(MarchlandError, match=re.escape(name)):
        tile_source(name)


def test_tile_source_keeps_what_leaflet_fills():
    source = tile_source("OpenTopoMap")
    assert source.url == "https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png"
    assert len(source.hosts) == 3


def test_filters_of_the_view_reach_the_data_block(small):
    plain = build_map(small, view=MapView()).content.data
    filtered = build_map(small, view=MapView(filters=Filters(types=("arson",)))).content.data
    assert plain != filtered
