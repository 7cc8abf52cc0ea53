"""Escaping: what goes in comes back, and nothing else happens."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.escape import csv_cell, file_name, html_text, markdown_text, plain_cell

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


@given(texts)
def test_html_text_parses_back_and_holds_no_syntax(text):
    escaped = html_text(text)
    assert html.unescape(escaped) == html.unescape(html.escape(text))
    assert not re.search(r"[{}`$<>\"'\\]", escaped)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "  =1", "\u00a0=1", "a\n=1", "\ufeff=1"]
)
def test_formula_cells_are_defused(cell):
    assert csv_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "1-2", "Kök-Taş", "'quoted"])
def test_plain_cells_stay_as_they_are(cell):
    assert csv_cell(cell) == cell


@given(st.text(max_size=200))
def test_file_name_is_portable(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", file_name(text))


def test_markdown_is_shown_literally():
    assert markdown_text("![x](http://a) *b*\n# c") == r"\!\[x\]\(http\:\/\/a\) \*b\* \# c"


@given(st.text(st.sampled_from("'=+-@ a\n\t"), max_size=8) | texts)
def test_a_cell_that_was_defused_comes_back(text):
    assert plain_cell(csv_cell(text)) == text
