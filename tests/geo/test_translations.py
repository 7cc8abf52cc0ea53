"""What a descriptor says in its other languages."""

from __future__ import annotations

from dossiers import small_descriptor, write_dossier
from geo import Filters, read_dossier
from geo.translations import list_translated


def test_translations_are_gathered_by_language(tmp_path):
    descriptor = small_descriptor()
    own = descriptor["dossier"]
    own |= {"title_xx": "Grenze", "labels_xx": {"incident_type": {"arson": "Brand"}}}
    own["parties"][0] |= {"name_xx": "Aaland", "adjective_xx": "Aaländisch"}
    dossier = read_dossier(write_dossier(tmp_path / "d", descriptor=descriptor))
    assert dossier.descriptor.translations == {
        "xx": {
            "title": "Grenze",
            "labels": {"incident_type": {"arson": "Brand"}},
            "parties": {"AAA": {"name": "Aaland", "adjective": "Aaländisch"}},
        }
    }


def test_dossier_in_one_language_has_no_translations(small):
    assert small.descriptor.translations == {}


def test_every_label_of_the_shipped_dossier_is_said_in_russian(shipped):
    descriptor = shipped.descriptor
    said = descriptor.translations["ru"]
    missing = [
        (kind, code)
        for kind, words in descriptor.labels.items()
        for code in words
        if code not in said["labels"].get(kind, {})
    ]
    assert missing == []
    assert set(said["parties"]) == {party.id for party in descriptor.parties}
    assert set(said["drawings"]) == {drawing.id for drawing in descriptor.drawings}


def test_only_a_code_of_a_language_makes_a_translation():
    columns = ["title", "title_ru", "title_tg", "title_", "title_RU", "title_of_file", "subtitle_ru", 7]
    assert list_translated(columns, "title") == ("title_ru", "title_tg")


def test_incident_is_found_by_its_title_and_that_of_its_event_in_each_language(small):
    incidents = small.incidents.assign(title_ru="", event_title_ru="")
    incidents.loc[incidents.index[0], "title_ru"] = "Пожар на складе"
    incidents.loc[incidents.index[1], "event_title_ru"] = "Осенний пожар"
    dossier = small.with_table("incidents", incidents)
    found = Filters(text="пожар").apply(dossier).incidents["incident_id"]
    assert list(found) == list(incidents["incident_id"].iloc[:2])


def test_file_with_numbers_under_such_a_name_is_searched_all_the_same(small):
    numbered = small.with_table("incidents", small.incidents.assign(title_id=range(len(small.incidents))))
    assert len(Filters(text="no such words").apply(numbered).incidents) == 0


def test_titles_of_events_come_to_their_incidents_in_each_language(shipped):
    row = shipped.incidents.set_index("incident_id").loc["2022-09-16-batken-town"]
    assert row["event_title"] == "September 2022 escalation"
    assert row["event_title_ru"] == "Эскалация сентября 2022 года"
