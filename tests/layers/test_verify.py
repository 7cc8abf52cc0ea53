"""A file is proved by making it again: unaltered, altered, or of another dossier."""

from __future__ import annotations

import base64
import json
import re
import zlib

import pytest

import export
from dossiers import small_tables, write_dossier
from geo import ExportError, read_dossier, read_query
from geo.briefing import Briefing
from geo.files import write_file
from geo.manifest import parse_manifest, seal, write_manifest
from layers import exports, verify
from layers.embedded import read_embedded, read_page_incidents
from layers.exports import SUFFIXES, make_export
from layers.pack_incidents import pack_incidents
from layers.verify import ALTERED, CHANGED, OTHER, SAME, verify_export
from layers.zones import measure_incidents


def write_export(dossier, path, query="start=2022-09-10&end=2022-09-20"):
    filters, state = read_query(query)
    made = make_export(dossier, Briefing(filters=filters, state=state), path.suffix)
    write_file(path, made.content)
    for ending, content in made.beside.items():
        write_file(path.with_name(path.name + ending), content)
    return made


def alter_page(path, change):
    """Change a page's data and pack it as before."""
    text = path.read_text(encoding="utf-8")
    block = re.search(r'id="marchland-data">([^<]*)<', text)[1]
    data = json.loads(zlib.decompress(base64.b64decode(block), -zlib.MAX_WBITS))
    change(data)
    packed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    raw = packed.compress(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()) + packed.flush()
    path.write_text(text.replace(block, base64.b64encode(raw).decode()), encoding="utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_unaltered_file_is_the_same(small, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    write_export(small, path)
    assert verify_export(path, small).outcome == SAME


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".kml", ".svg"])
def test_one_changed_byte_is_found(small, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    write_export(small, path)
    content = path.read_bytes()
    path.write_bytes(
        content.replace(b"Somewhere", b"Somewhare")
        if suffix != ".svg"
        else content.replace(b"N</text>", b"M</text>")
    )
    assert path.read_bytes() != content
    verdict = verify_export(path, small)
    assert verdict.outcome == ALTERED
    assert "differs from byte" in verdict.reasons[0]


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".xlsx", ".parquet", ".gpkg", ".zip"])
def test_changed_byte_in_a_binary_file_is_found(small, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    write_export(small, path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert outcome_of(path, small) in {ALTERED, "cannot be read"}


def forge(monkeypatch, dossier, path, query, manifest):
    """Write a dossier's content under a manifest that was made for another content."""
    with monkeypatch.context() as patch:
        patch.setattr(exports, "build_manifest", lambda *_, **__: manifest)
        patch.setattr(exports, "open_manifest", lambda held: held)
        patch.setattr(exports, "stamp", lambda content, _suffix, held: (content, held))
        return write_export(dossier, path, query)


def changed_dossier(folder, change):
    tables = small_tables()
    change(tables)
    return read_dossier(write_dossier(folder, tables=tables))


def one_byte(tables):
    tables["incidents"][0]["uncertainty_m"] = 101
    tables["incidents"][0]["lat"] = 50.6


def figure(tables):
    tables["claims"][0]["value"] = "30"


def incident_out(tables):
    del tables["incidents"][3]


# claims are not in the formats of incidents alone
WITH_FIGURES = (".html", ".zip", ".xlsx", ".gpkg", ".png", ".svg", ".pdf")
FORGERIES = [
    *((suffix, change) for suffix in SUFFIXES for change in (one_byte, incident_out)),
    *((suffix, figure) for suffix in WITH_FIGURES),
]


@pytest.mark.parametrize(("suffix", "change"), FORGERIES)
def test_content_under_a_genuine_manifest_is_found_with_any_dossier(
    small, tmp_path, monkeypatch, suffix, change
):
    query = "measure=killed" if change is figure else "start=2022-09-10&end=2022-09-20"
    genuine, path = tmp_path / f"genuine{suffix}", tmp_path / f"a{suffix}"
    manifest = write_export(small, genuine, query).manifest
    other = changed_dossier(tmp_path / "other", change)
    forge(monkeypatch, other, path, query, manifest)
    assert path.read_bytes() != genuine.read_bytes()
    assert verify_export(path, small).outcome == ALTERED
    assert verify_export(path, other).outcome == ALTERED
    # what the dossier changed in does not make a genuine file an altered one
    assert verify_export(genuine, other).outcome == CHANGED


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_changed_manifest_is_found_in_every_format(small, tmp_path, monkeypatch, suffix):
    path, query = tmp_path / f"a{suffix}", "start=2022-09-10&end=2022-09-20"
    manifest = {**write_export(small, path, query).manifest, "counts_say": "All shown."}
    later = changed_dossier(tmp_path / "later", figure)
    for forged in (manifest, seal(manifest)):
        forge(monkeypatch, small, path, query, forged)
        assert verify_export(path, small).outcome == ALTERED
        assert verify_export(path, later).outcome == ALTERED


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_other_version_of_the_dossier_is_told_with_its_rows(small, tmp_path, suffix):
    def change(tables):
        incident_out(tables)
        tables["incidents"][0]["title"] = "Renamed"
        tables["incidents"].append(tables["incidents"][0] | {"incident_id": "i9"})

    path = tmp_path / f"a{suffix}"
    write_export(small, path)
    verdict = verify_export(path, changed_dossier(tmp_path / "later", change))
    assert verdict.outcome == CHANGED
    said = " ".join(verdict.reasons)
    assert "Changed since: incidents.geojson." in said
    assert "The file itself is as it was written." in said
    if suffix not in {".png", ".svg", ".pdf"}:
        for words in ("incident added: 1", "incident removed: 1", "incident changed: 1"):
            assert words in said


def outcome_of(path, dossier):
    try:
        return verify_export(path, dossier).outcome
    except ExportError:
        return "cannot be read"


def test_changed_figure_is_found(small, tmp_path):
    def change(data):
        columns = dict(data["tables"]["claims"]["columns"])
        columns["value"][0] = 30

    path = tmp_path / "a.html"
    write_export(small, path)
    alter_page(path, change)
    assert verify_export(path, small).outcome == ALTERED


def test_incident_taken_out_is_found(small, tmp_path):
    path = tmp_path / "a.html"
    write_export(small, path)
    text = path.read_text(encoding="utf-8")
    fewer = small.with_table("incidents", small.incidents.iloc[1:].reset_index(drop=True))
    blocks = pack_incidents(fewer.incidents, distances=measure_incidents(fewer))
    for name, block in (("incidents", blocks.first), ("rest", blocks.rest)):
        text = re.sub(f'(id="marchland-{name}">)[^<]*', lambda match, block=block: match[1] + block, text)
    path.write_text(text, encoding="utf-8")
    assert read_page_incidents(path.read_bytes())["n"] == 3
    assert verify_export(path, small).outcome == ALTERED


def test_changed_manifest_is_found(small, tmp_path):
    path = tmp_path / "a.csv"
    write_export(small, path)
    beside = tmp_path / "a.csv.json"
    beside.write_text(beside.read_text().replace("3 of 4", "4 of 4"), encoding="utf-8")
    verdict = verify_export(path, small)
    assert (verdict.outcome, verdict.reasons) == (
        ALTERED,
        ("The manifest was changed: its seal does not fit it.",),
    )


def test_manifest_changed_and_sealed_again_is_found(small, tmp_path):
    path = tmp_path / "a.csv"
    write_export(small, path)
    beside = tmp_path / "a.csv.json"
    manifest = parse_manifest(beside.read_text(encoding="utf-8")) | {"counts_say": "All shown."}
    beside.write_text(write_manifest(seal(manifest), indent=1), encoding="utf-8")
    verdict = verify_export(path, small)
    assert verdict.outcome == ALTERED
    assert "counts_say" in verdict.reasons[0]


def test_choice_changed_and_sealed_again_is_found(small, tmp_path):
    def change(data):
        manifest = data["meta"]["manifest"]
        manifest["options"]["query"] = "type=arson"
        data["meta"]["manifest"] = seal(manifest)

    path = tmp_path / "a.html"
    write_export(small, path)
    alter_page(path, change)
    assert verify_export(path, small).outcome == ALTERED


def test_other_state_of_the_dossier_is_named(small, tmp_path):
    path = tmp_path / "a.html"
    write_export(small, path)
    tables = small_tables()
    tables["claims"][0]["value"] = "4"
    later = read_dossier(write_dossier(tmp_path / "later", tables=tables))
    verdict = verify_export(path, later)
    assert verdict.outcome == CHANGED
    assert verdict.reasons[0] == "Changed since: claims.csv."
    assert "In what the file shows: figure moved: 1." in verdict.reasons


def test_other_version_of_a_library_is_named(small, tmp_path, monkeypatch):
    path = tmp_path / "a.geojson"
    write_export(small, path)
    monkeypatch.setattr(verify, "version", lambda _name: "0.0")
    verdict = verify_export(path, small)
    assert verdict.outcome == OTHER
    assert "shapely" in verdict.reasons[0]


def test_manifest_of_another_format_is_found(small, tmp_path):
    path = tmp_path / "a.csv"
    write_export(small, path)
    made = write_export(small, tmp_path / "b.geojson")
    (tmp_path / "a.csv.json").write_text(write_manifest(made.manifest), encoding="utf-8")
    assert verify_export(path, small).outcome == ALTERED


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".docx"])
def test_file_without_a_manifest_is_a_sentence(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"nothing")
    with pytest.raises(ExportError, match=r"^[^\n]+\.$"):
        read_embedded(path)


def test_command_says_and_exits(tmp_path, capsys):
    folder = write_dossier(tmp_path / "small")
    path = tmp_path / "a.geojson"
    assert export.main([str(folder), "-o", str(path)]) == 0
    assert export.main([str(folder), "--verify", str(path)]) == 0
    assert "does not show who made it" in capsys.readouterr().out
    path.write_bytes(path.read_bytes() + b" ")
    assert export.main([str(folder), "--verify", str(path), str(tmp_path / "no.csv")]) == 1
    said = capsys.readouterr()
    assert "file altered" in said.out
    assert "no.csv.json is missing" in said.err
