"""The words of the page: each language says everything, and no script says anything by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files

import pytest
from messages import texts, walk

from layers.assets import JS_FILES, read_messages

MESSAGES = read_messages()
FIRST = "en"
# forms of a plural that a language uses, as Unicode's rules name them
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
SAID = re.compile(r'(?:M\.say|M\.tongue\.message)\(\s*"([\w.]+)"')
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
# a text that is shown or read out: given as text, as a label or a title
SHOWN = re.compile(
    r"""(?:\btext:|"aria-label":|\btitle:|placeholder:|textContent\s*=|kit\.button\(|heading\()\s*(["`])(.*?)\1"""
)
# signs, and proper names that are the same in every language
SAME = {"Marchland", "Leaflet"}


def scripts() -> Iterator[tuple[str, str]]:
    """Give the name and text of each script without its comments."""
    for name in JS_FILES:
        text = (files("layers") / "templates" / "js" / name).read_text(encoding="utf-8")
        yield name, COMMENT.sub("", text)


@pytest.mark.parametrize("code", sorted(set(MESSAGES) - {FIRST}))
def test_no_translation_is_missing(code):
    first, other = dict(walk(MESSAGES[FIRST])), dict(walk(MESSAGES[code]))
    assert sorted(set(first) - set(other)) == [], "missing translations"
    assert sorted(set(other) - set(first)) == [], "translations of nothing"
    assert [key for key, value in other.items() if not all(map(str.strip, texts(value)))] == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_translation_fills_the_same_places(code):
    first = dict(walk(MESSAGES[FIRST]))
    for key, value in walk(MESSAGES[code]):
        expected = set(re.findall(r"\{(\w+)\}", " ".join(texts(first[key]))))
        assert set(re.findall(r"\{(\w+)\}", " ".join(texts(value)))) <= expected, key
        if isinstance(value, Mapping):
            assert set(value) == FORMS[code], key
        if isinstance(value, list):
            assert len(value) == len(first[key]), key


def test_every_message_asked_for_is_there():
    known = {key for key, _ in walk(MESSAGES[FIRST])}
    asked = {(name, key) for name, text in scripts() for key in SAID.findall(text)}
    assert len(asked) > 200
    assert sorted(pair for pair in asked if pair[1] not in known) == []


def test_no_script_says_anything_by_itself():
    said = [
        (name, words)
        for name, text in scripts()
        for _, words in SHOWN.findall(text)
        if re.search(r"[A-Za-z]{2}", re.sub(r"\$\{.*?\}+", "", words)) and words not in SAME
    ]
    assert said == [], "hard-coded strings"
