import pytest

from dashboard.text import literal, shorten


def test_markdown_of_data_is_literal():
    assert literal("![x](http://e.example/x.png) :red[a]").count("\\") >= 6


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
