"""Folding by a table of characters and searching by distinct values, against the plain way of both."""

import unicodedata

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.search import find_text
from geo.text import fold

IGNORED = "'’‘ʼʻ`´′\u2212"
words = st.text(
    st.one_of(st.characters(), st.sampled_from("KkŁöІҮ̆'’ -–—\u2212\u0130ßﬁ\n\u2028")), max_size=12
)


def plain_fold(text):
    def without_marks(value):
        return "".join(
            c for c in unicodedata.normalize("NFKD", value) if not unicodedata.category(c).startswith("M")
        )

    lowered = without_marks(without_marks(text).lower())
    return "".join(c for c in lowered if not (c in IGNORED or c.isspace() or unicodedata.category(c) == "Pd"))


@given(words)
def test_folding_is_what_it_says(text):
    assert fold(text) == plain_fold(text)


def test_every_character_is_folded_as_it_says():
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert [c for c in every if fold(f"a{c}b") != plain_fold(f"a{c}b")] == []


texts = st.one_of(st.none(), st.sampled_from(["Vorukh", "Ворух", "Kok-Tash", "kok", "tash x", ""]))


@given(
    st.lists(st.tuples(*[texts] * 7), max_size=12),
    st.sampled_from(["kokt", "вор", "x", "sh"]),
)
def test_search_finds_what_a_scan_of_every_row_finds(rows, needle):
    columns = ["title", "place", "summary", "event_title", "search_text", "title_ru", "event_title_ru"]
    frame = pd.DataFrame(rows, columns=columns, dtype="str")
    frame["search_text"] = frame["search_text"].map(fold, na_action="ignore").astype("category")
    expected = [any(value and needle in fold(value) for value in row) for row in rows]
    assert find_text(frame, needle).tolist() == expected
