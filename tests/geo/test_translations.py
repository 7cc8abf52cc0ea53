"""What a descriptor says in its other languages."""

from __future__ import annotations

from dossiers import small_descriptor, write_dossier
from geo import read_dossier


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
