"""Stories of a dossier: read, and refused where a sentence has no source or a step no meaning."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from dossiers import small_descriptor, write_dossier
from geo import DossierError, read_dossier, read_query
from geo.stories import read_stories

STORY = {
    "id": "short",
    "title": {"en": "In short", "xx": "Kurz"},
    "steps": [
        {
            "id": "first",
            "title": {"en": "A clash"},
            "query": "start=2022-09-14&end=2022-09-16&view=50.5,11,9",
            "sentences": [{"text": {"en": "Shots were fired."}, "source_ids": ["s1"]}],
        }
    ],
}


def write_story(folder: Path, story: object) -> Path:
    """Write the small dossier with a story."""
    write_dossier(folder, descriptor=small_descriptor())
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"].append(
        {
            "name": "story-short",
            "path": "stories/short.json",
            "title": "A story",
            "licenses": package["licenses"],
            "attribution": "The tests",
        }
    )
    path.write_text(json.dumps(package), encoding="utf-8")
    (folder / "stories").mkdir()
    text = story if isinstance(story, str) else json.dumps(story)
    (folder / "stories" / "short.json").write_text(text, encoding="utf-8")
    return folder


def changed(**changes: object) -> dict[str, object]:
    """Give the story with its one step changed."""
    story = deepcopy(STORY)
    story["steps"][0] |= changes
    return story


def test_story_is_read_with_its_steps(tmp_path):
    (story,) = read_stories(read_dossier(write_story(tmp_path / "d", STORY)))
    assert story.title["xx"] == "Kurz"
    assert story.steps[0].sentences[0].source_ids == ("s1",)
    assert story.steps[0].query.startswith("start=2022-09-14")


def test_dossier_without_stories_has_none(small):
    assert read_stories(small) == ()


def test_story_counts_in_the_digest(tmp_path):
    one = read_dossier(write_story(tmp_path / "a", STORY))
    other = read_dossier(write_story(tmp_path / "b", changed(title={"en": "Another"})))
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("story", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "wrong kind"),
        ({"id": "x", "title": {"en": "X"}}, "lacks something"),
        ({**STORY, "steps": []}, "needs a step"),
        ({**STORY, "title": {"xx": "Kurz"}}, "in English"),
        (changed(id="First Step"), "small letters"),
        (changed(title={"xx": "Kurz"}), "in English"),
        (changed(sentences=[]), "needs a sentence"),
        (changed(sentences=[{"text": {"en": "So."}, "source_ids": []}]), "nothing without a source"),
        (changed(sentences=[{"text": {"en": "So."}, "source_ids": ["s9"]}]), "not found in sources"),
        (changed(sentences=[{"text": {"xx": "So."}, "source_ids": ["s1"]}]), "in English"),
        (changed(query="start=soon"), "soon"),
        (changed(query="step=other"), "neither a step"),
        (changed(query="incident=i99"), "not found in incidents"),
        ({**STORY, "steps": [*STORY["steps"], *STORY["steps"]]}, "used twice"),
    ],
)
def test_story_that_cannot_be_told_is_refused(tmp_path, story, said):
    dossier = read_dossier(write_story(tmp_path / "d", story))
    with pytest.raises(DossierError, match=said) as caught:
        read_stories(dossier)
    assert caught.value.problems[0].file == "stories/short.json"


def test_shipped_story_is_told_in_both_languages(shipped):
    stories = read_stories(shipped)
    assert [len(story.steps) for story in stories] == [12]
    for step in stories[0].steps:
        for texts in (step.title, *(sentence.text for sentence in step.sentences)):
            assert set(texts) == {"en", "ru"}


def test_shipped_story_goes_on_in_time(shipped):
    starts = [read_query(step.query)[0].start for step in read_stories(shipped)[0].steps]
    assert starts == sorted(starts)
