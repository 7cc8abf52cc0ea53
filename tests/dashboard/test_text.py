import pytest

from dashboard.text import literal, number, shorten


def test_markdown_of_data_is_literal():
    assert literal("![x](http://e.example/x.png) :red[a]").count("\\") >= 6


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1204, "1,204 files")]
)
def test_number_agrees_with_its_noun(count, words):
    assert number(count, "file") == words


def test_irregular_plural_is_given():
    assert number(2, "copy", "copies") == "2 copies"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("as it is", "as it is"),
        ("two\nlines", "two lines"),
        ("one two three", "one two…"),
        ("unbroken-word", "unbroken-…"),
    ],
)
def test_text_is_cut_at_a_word(text, short):
    assert shorten(text, 10) == short
