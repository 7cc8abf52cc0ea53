"""The words of a figure: the same in every language, and none of another language among them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

import pytest
from messages import texts, walk

from geo import read_query
from geo.briefing import Briefing
from layers.figure import write_figure
from layers.figure_caption import describe_choice
from layers.figure_tongue import FIRST, read_figure_messages, tongue_of

MESSAGES = read_figure_messages()
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
EVERYTHING = (
    "layers=incidents,hotspots,enclaves,boundary,crossings,milestones,damage,places,countries,lakes,relief,"
    "earlier_drawing,drawing_difference"
)
QUERIES = (
    "",
    "start=2022-09-14&end=2022-09-20",
    f"{EVERYTHING}&start=2014-01-01&type=shelling",
    f"{EVERYTHING}&lens=TJK&zone_km=2.5&as_of=2020-01-01",
    "hotspot=kok-tash&min_geo_precision=near&min_confidence=medium&disagree=1",
    "view=39.95,70.4,11",
)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_language_says_everything(code):
    first, other = dict(walk(MESSAGES[FIRST])), dict(walk(MESSAGES[code]))
    assert sorted(other) == sorted(first)
    for key, value in other.items():
        places = set(re.findall(r"\{(\w+)\}", " ".join(texts(first[key]))))
        assert set(re.findall(r"\{(\w+)\}", " ".join(texts(value)))) == places, key
        assert all(map(str.strip, texts(value))), key
        if isinstance(value, Mapping):
            assert set(value) == FORMS[code], key
        if isinstance(value, list):
            assert len(value) == len(first[key]), key


def written(dossier, query, *, lang):
    """Give the texts of a figure, with breaks of lines as spaces."""
    filters, state = read_query("&".join(part for part in (query, f"lang={lang}") if part))
    root = ET.fromstring(write_figure(dossier, Briefing(filters=filters, state=state), suffix=".svg"))  # noqa: S314
    return " ".join("".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text"))


def pieces(code: str) -> Iterator[str]:
    """Give what the messages of a language say between the places that data fills."""
    for _, value in walk(MESSAGES[code]):
        for text in texts(value):
            yield from (piece.strip(" ,.;:") for piece in re.split(r"\{\w+\}", text))


@pytest.mark.parametrize("query", QUERIES)
def test_russian_figure_has_no_english_word_of_the_messages(shipped, query):
    said = written(shipped, query, lang="ru")
    # a name such as SHA-256 is the same in both
    words = {piece for piece in pieces("en") if len(piece) >= 4} - set(pieces("ru"))
    assert [piece for piece in words if re.search(rf"\b{re.escape(piece)}\b", said)] == []
    assert "ЛИНИЯ НА ДАТУ" in said
    assert "КАК ЧИТАТЬ КАРТУ" in said
    assert shipped.descriptor.translations["ru"]["disclaimer"].split(".")[0] in said


def test_the_english_figure_has_them(shipped):
    said = written(shipped, QUERIES[2], lang="en")
    assert {"LINE AS OF", "HOW TO READ IT", "Incidents since"} <= {p for p in pieces("en") if p in said}


@pytest.mark.parametrize("query", QUERIES)
def test_english_caption_is_that_of_every_other_export(shipped, query):
    filters = read_query(query, dossier=shipped)[0]
    assert describe_choice(shipped, filters, tongue_of("en")) == filters.describe(shipped)


@pytest.mark.parametrize("code", ["", "tg", "ky", "xx"])
def test_language_without_messages_is_said_in_the_first(code):
    assert tongue_of(code).code == FIRST


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "инцидент показан"),
        (3, "инцидента показано"),
        (11, "инцидентов показано"),
        (21, "инцидент показан"),
        (0, "инцидентов показано"),
    ],
)
def test_russian_plural(count, words):
    assert tongue_of("ru").say("counts.shown", n=count) == words


def test_decimal_sign_is_that_of_the_language():
    assert tongue_of("ru").number(2.5) == "2,5"
    assert tongue_of("en").number(2.5) == "2.5"
