"""The example of docs/embedding.md works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser.conftest import watch
from geo import count_incidents, read_query
from geo.briefing import Briefing
from layers.exports import make_export

GUIDE = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text(encoding="utf-8")


@pytest.fixture
def embedded(chromium, shipped, tmp_path):
    (tmp_path / "briefing.html").write_bytes(make_export(shipped, Briefing(), ".html").content)
    example = re.search(r"```html\n(.*?)```", GUIDE, re.DOTALL)[1]
    (tmp_path / "example.html").write_text(example, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    opened = watch(context.new_page())
    opened.page.goto((tmp_path / "example.html").as_uri())
    yield opened
    context.close()


def said_for(dossier, query):
    counts = count_incidents(dossier, read_query(query)[0])
    return f"{counts.visible} of {counts.total} incidents on the map"


def test_example_opens_at_its_choice_and_filters_on_a_click(embedded, shipped):
    first = said_for(shipped, "start=2022-09-14&end=2022-09-20")
    embedded.page.get_by_text(first).wait_for(timeout=15_000)
    layers = embedded.page.frames[1].evaluate("marchland.getState().layers")
    assert {key for key, on in layers.items() if on} == {"incidents", "boundary", "countries", "relief"}
    embedded.page.get_by_role("button", name="April 2021").click()
    then = said_for(shipped, "start=2021-04-28&end=2021-05-01")
    assert then != first
    embedded.page.get_by_text(then).wait_for(timeout=15_000)
    assert embedded.is_quiet, (embedded.requests, embedded.complaints)


def test_guide_names_every_message():
    script = (Path(__file__).parents[2] / "layers/templates/js/api.js").read_text(encoding="utf-8")
    sent = set(re.findall(r'post\(\{ type: "(\w+)"', script))
    assert sent
    assert sent <= set(re.findall(r'\{type: "(\w+)"', GUIDE))
