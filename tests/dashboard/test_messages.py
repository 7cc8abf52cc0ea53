"""The words of the dashboard: each language says everything, and no module says anything by itself."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from messages import texts, walk

import dashboard
from dashboard.words import FIRST, read_messages

FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
PLACES = re.compile(r"\{(\w+)\}")
FILES = [
    *sorted(Path(dashboard.__file__).parent.glob("*.py")),
    Path(dashboard.__file__).parents[1] / "app.py",
]
# what is shown or read out: the first argument of these, and these arguments by name
SHOWN = {
    "text", "title", "header", "subheader", "caption", "markdown", "selectbox", "multiselect", "text_input",
    "number_input", "date_input", "toggle", "checkbox", "radio", "button", "download_button", "offer_file",
    "popover",
    "expander", "segmented_control", "file_uploader", "spinner", "error", "warning", "info", "success",
    "TextColumn", "NumberColumn", "LinkColumn",
}  # fmt: skip
NAMED = {"help", "placeholder", "display_text", "title", "alt"}
SAME = {"Marchland"}


MESSAGES = {code: dict(walk(words)) for code, words in read_messages().items()}


@pytest.mark.parametrize("code", sorted(set(MESSAGES) - {FIRST}))
def test_no_translation_is_missing(code):
    assert set(MESSAGES[code]) == set(MESSAGES[FIRST])
    assert [key for key, value in MESSAGES[code].items() if not all(map(str.strip, texts(value)))] == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_translation_fills_the_same_places_in_every_form(code):
    for key, value in MESSAGES[code].items():
        expected = set(PLACES.findall(" ".join(texts(MESSAGES[FIRST][key]))))
        assert set(PLACES.findall(" ".join(texts(value)))) <= expected | {"name"}, key
        assert not isinstance(value, Mapping) or set(value) == FORMS[code], key
        assert not isinstance(value, list) or len(value) == len(MESSAGES[FIRST][key]), key


def test_every_message_that_is_asked_for_is_there():
    asked = {
        key
        for file in FILES
        for key in re.findall(r'\bsay(?:_list)?\(\s*"([\w.]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(asked) > 120
    assert sorted(asked - set(MESSAGES[FIRST])) == []


def said_by_itself(tree):
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = [word.value for word in call.keywords if word.arg in NAMED]
        given += call.args[:1] if name in SHOWN else []
        for value in given:
            parts = value.values if isinstance(value, ast.JoinedStr) else [value]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_module_says_anything_by_itself():
    said = [
        (file.name, words)
        for file in FILES
        for words in said_by_itself(ast.parse(file.read_text(encoding="utf-8")))
        if re.search(r"[A-Za-z]{2}", words) and words not in SAME
    ]
    assert said == [], "hard-coded strings"
