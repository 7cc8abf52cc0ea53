"""Read the stories of a dossier: steps that a reader walks through, each sourced sentences and a view."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geo.descriptor import Resource
from geo.dossier import Dossier
from geo.errors import DossierError, FilterError, Problem
from geo.filters import read_query

FOLDER = "stories/"
FIRST_LANGUAGE = "en"
_ID = re.compile(r"[a-z0-9][a-z0-9\-]{0,59}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence by language code, and the ids of the sources that say so."""

    text: Mapping[str, str]
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a title by language code, sentences, and the query that the map shows to them."""

    id: str
    title: Mapping[str, str]
    sentences: tuple[Sentence, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in the order in which they are told."""

    id: str
    title: Mapping[str, str]
    steps: tuple[Step, ...]


def read_stories(dossier: Dossier) -> tuple[Story, ...]:
    """Read and check the stories of a dossier: its resources in the folder ``stories``.

    Returns
    -------
    tuple of Story
        In the order of the descriptor; empty when there are none.

    Raises
    ------
    DossierError
        With every problem found: no JSON, a text without English, a sentence without a source, a source or a
        query that the dossier does not know, an id used twice.
    """
    resources = [r for r in dossier.descriptor.resources if r.path.startswith(FOLDER)]
    stories = tuple(_read_story(dossier, resource) for resource in resources)
    problems = tuple(
        problem
        for resource, story in zip(resources, stories, strict=True)
        for problem in _check(dossier, resource, story)
    )
    problems += tuple(_repeated(resources, stories))
    if problems:
        raise DossierError(str(problems[0]), problems)
    return stories


def _read_story(dossier: Dossier, resource: Resource) -> Story:
    try:
        raw = json.loads((dossier.path / resource.path).read_text(encoding="utf-8"))
        return Story(str(raw["id"]), _texts(raw["title"]), tuple(_step(step) for step in raw["steps"]))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        problem = Problem(resource.path, None, "", "", f"is not JSON in UTF-8 ({error})")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = Problem(
            resource.path, None, "", "", f"lacks something, or has a value of the wrong kind ({error})"
        )
    raise DossierError(str(problem), (problem,))


def _step(raw: Mapping[str, Any]) -> Step:
    sentences = tuple(Sentence(_texts(s["text"]), tuple(map(str, s["source_ids"]))) for s in raw["sentences"])
    return Step(str(raw["id"]), _texts(raw["title"]), sentences, str(raw["query"]))


def _texts(raw: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({str(code): str(text) for code, text in raw.items() if str(text).strip()})


def _check(dossier: Dossier, resource: Resource, story: Story) -> Iterator[Problem]:
    if not story.steps:
        yield Problem(resource.path, None, "steps", "", "a story needs a step")
    if FIRST_LANGUAGE not in story.title:
        yield Problem(resource.path, None, "title", story.id, "expected a text in English")
    sources = set(dossier.tables["sources"]["source_id"])
    for number, step in enumerate(story.steps, start=1):
        for column, value, message in (*_faults(dossier, step), *_sentence_faults(sources, step)):
            yield Problem(resource.path, number, column, value, message)


def _faults(dossier: Dossier, step: Step) -> Iterator[tuple[str, str, str]]:
    if not _ID.fullmatch(step.id):
        yield "id", step.id, "expected small letters, digits and hyphens"
    if FIRST_LANGUAGE not in step.title:
        yield "title", step.id, "expected a text in English"
    if not step.sentences:
        yield "sentences", step.id, "a step needs a sentence"
    try:
        _, view = read_query(step.query, dossier=dossier)
    except FilterError as error:
        yield "query", step.query, str(error)
        return
    if view.step or view.lang:
        yield "query", step.query, "a step names neither a step nor a language"
    if view.incident and view.incident not in set(dossier.incidents["incident_id"]):
        yield "query", view.incident, "is not found in incidents"


def _sentence_faults(sources: set[str], step: Step) -> Iterator[tuple[str, str, str]]:
    for sentence in step.sentences:
        words = sentence.text.get(FIRST_LANGUAGE, "")
        if not words:
            yield "text", step.id, "expected a text in English"
        if not sentence.source_ids:
            yield "source_ids", words, "nothing without a source"
        for source in sentence.source_ids:
            if source not in sources:
                yield "source_ids", source, "is not found in sources"


def _repeated(resources: list[Resource], stories: tuple[Story, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for resource, story in zip(resources, stories, strict=True):
        for number, step in enumerate(story.steps, start=1):
            if step.id in seen:
                yield Problem(resource.path, number, "id", step.id, "this id is used twice")
            seen.add(step.id)
