"""The words of the upload steps: both languages say everything, and nothing asks for a word that is not there."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import dashboard
from dashboard.upload_mapping import FIRST, FURTHER
from dashboard.upload_settings import FORMATS, ORDERS
from dashboard.upload_words import FIELDS
from dashboard.words import find_message, read_messages
from geo.importers.codes import WARNINGS
from geo.importers.names import SYNONYMS
from geo.importers.peek import READ_AS
from geo.plurals import plural_form

SAID = re.compile(r'say\(\s*"(upload\.[\w.]+)"')
PLACES = re.compile(r"\{(\w+)\}")
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}


def walk(words, path="upload"):
    for key, value in words.items():
        if isinstance(value, Mapping) and "other" not in value:
            yield from walk(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", value


def texts(value):
    return tuple(value.values()) if isinstance(value, Mapping) else (value,)


def test_both_languages_say_the_same_things_and_fill_the_same_places():
    english, russian = (dict(walk(read_messages()[code]["upload"])) for code in ("en", "ru"))
    assert set(english) == set(russian)
    for key, value in english.items():
        wanted = {name for text in texts(value) for name in PLACES.findall(text)}
        for text in texts(russian[key]):
            assert set(PLACES.findall(text)) == wanted, key
            assert text.strip(), key


@pytest.mark.parametrize("code", ["en", "ru"])
def test_plurals_have_every_form_of_the_language(code):
    for key, value in walk(read_messages()[code]["upload"]):
        assert not isinstance(value, Mapping) or set(value) == FORMS[code], key


def test_every_word_that_is_asked_for_is_there():
    files = sorted(Path(dashboard.__file__).parent.glob("*.py"))
    asked = {key for file in files for key in SAID.findall(file.read_text(encoding="utf-8"))}
    assert len(asked) > 50
    asked |= {f"upload.target.{name}" for name in (*FIRST, *FURTHER, *READ_AS, *SYNONYMS)}
    asked |= {f"upload.warning.{code}" for code in WARNINGS} | set(FIELDS.values())
    asked |= {f"upload.formats.{name}" for name in FORMATS}
    asked |= {f"upload.orders.{name or 'found'}" for name in ORDERS}
    asked |= {f"upload.step.{name}" for name in ("waiting", "read", "checked", "joined")}
    asked |= {f"upload.count.{name}" for name in ("rows_in", "accepted", "rejected", "undated", "unlocated")}
    asked |= {f"upload.pass.{name}" for name in ("no", "licence", "unknown")}
    for key in asked:
        assert find_message(key, "en"), key
        assert find_message(key, "ru"), key


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (0, "many")],
)
def test_russian_counts_as_russian_does(count, form):
    assert plural_form(count, "ru") == form


def test_steps_are_said_in_the_language_of_the_address(run_app, small_folder):
    app = run_app(small_folder, lang="ru")
    app.button(key="upload open").click().run()
    assert not app.exception
    assert app.header[0].value == "Свои данные"
    assert any("1\u202f000\u202f000 строк" in text.value for text in app.text)
