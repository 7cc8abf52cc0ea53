"""A page without its incidents' texts says so, at first, on the card and in the search."""

from __future__ import annotations

import pytest

from dossiers import incident, small_tables, write_dossier
from geo import read_dossier
from layers import build_map, to_html

LEFT_OUT = "left out of this page"


@pytest.fixture
def noted(tmp_path):
    rows = [
        incident(f"n{n}", "2022-09-14", lat=50.5, lon=10.9, summary=f"{n}: {'word ' * 20}.") for n in range(9)
    ]
    tables = small_tables()
    return build_map(
        read_dossier(
            write_dossier(tmp_path / "d", tables={**tables, "incidents": tables["incidents"] + rows})
        )
    )


def test_page_and_card_say_that_the_text_is_left_out(open_html, noted):
    opened = open_html(to_html(noted, notes=False))
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    assert LEFT_OUT in page.locator("#notice").inner_text()
    opened.evaluate("marchland.store.select(marchland.data.incidents.find('n3'), 'test')")
    page.wait_for_selector("#card:not([hidden])")
    assert LEFT_OUT in page.locator("#card").inner_text()
    assert "word word" not in page.locator("#card").inner_text()
    page.locator("#search").fill("word")
    page.wait_for_selector("#found:not([hidden])")
    assert "in titles and names only" in page.locator("#found [role=option]").last.inner_text()


def test_page_with_its_texts_says_nothing_of_the_kind(open_html, noted):
    opened = open_html(to_html(noted))
    page = opened.page
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#notice").is_hidden()
    opened.evaluate("marchland.store.select(marchland.data.incidents.find('n3'), 'test')")
    page.wait_for_selector("#card .summary")
    assert "word word" in page.locator("#card .summary").inner_text()
    assert LEFT_OUT not in page.locator("#card").inner_text()
