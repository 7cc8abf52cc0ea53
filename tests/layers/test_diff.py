"""The difference of two pages equals the one made by hand."""

from __future__ import annotations

import csv
import io

import pytest

import export
from dossiers import small_descriptor, small_tables, write_dossier
from geo import read_dossier
from geo.briefing import Briefing
from geo.diff import Change, compare_snapshots, count_changes
from geo.files import write_file
from layers.exports import make_export
from layers.snapshot import read_snapshot


@pytest.fixture
def pages(tmp_path, small):
    tables, descriptor = small_tables(), small_descriptor()
    descriptor["version"] = "1.1.0"
    tables["incidents"][0] |= {"title": "=1+1 <b>", "lat": 50.51}
    del tables["incidents"][2]
    tables["incidents"].append(tables["incidents"][1] | {"incident_id": "i5", "title": "New"})
    tables["claims"][0]["value"] = "5"
    del tables["claims"][1]
    later = read_dossier(write_dossier(tmp_path / "later", tables=tables, descriptor=descriptor))
    for name, dossier in (("a.html", small), ("b.html", later)):
        write_file(tmp_path / name, make_export(dossier, Briefing(), ".html").content)
    return tmp_path / "a.html", tmp_path / "b.html"


def test_difference_equals_the_one_made_by_hand(pages):
    changes = compare_snapshots(*map(read_snapshot, pages))
    stated = [c for c in changes if c.field not in {"country", "sector_id", "distance_km"}]
    by_hand = [
        Change("about", "", "", "dossier", "small 1.0.0", "small 1.1.0"),
        Change("incident changed", "i1", "=1+1 <b>", "title", "Shooting i1", "=1+1 <b>"),
        Change("incident changed", "i1", "=1+1 <b>", "lat", "50.5", "50.51"),
        Change("incident removed", "i3", "Shooting i3"),
        Change("incident added", "i5", "New"),
        Change("figure moved", "c1", "i1", "value", "3", "5"),
        Change("figure removed", "c2", "i1"),
    ]
    assert next(c for c in stated if c.what == "about") == by_hand[0]
    assert [c for c in stated if c.what != "about" and c.field != "claims_differ"] == by_hand[1:]
    assert count_changes(changes)["incident changed"] == 1


def test_same_page_twice_differs_in_nothing(pages):
    one = read_snapshot(pages[0])
    assert compare_snapshots(one, one) == ()


def test_difference_as_text_table_and_page(pages, tmp_path, capsys):
    a, b = map(str, pages)
    assert export.main(["--diff", a, b]) == 0
    said = capsys.readouterr().out
    assert "incident removed i3 “Shooting i3”" in said
    assert "value: 3 → 5" in said
    outputs = [tmp_path / "d.csv", tmp_path / "d.html", tmp_path / "d.txt"]
    assert export.main(["--diff", a, b, *(word for out in outputs for word in ("-o", str(out)))]) == 0
    rows = list(csv.DictReader(io.StringIO(outputs[0].read_text(encoding="utf-8"))))
    assert any(row["after"] == "'=1+1 <b>" for row in rows)
    page = outputs[1].read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "incident removed i3" in outputs[2].read_text(encoding="utf-8")


def test_page_in_a_zip_is_read(small, tmp_path):
    write_file(tmp_path / "a.zip", make_export(small, Briefing(), ".zip").content)
    assert len(read_snapshot(tmp_path / "a.zip").incidents) == 4


@pytest.mark.parametrize("content", [b"", b"<html></html>", b'id="marchland-data">AAAA<'])
def test_what_is_no_page_is_refused_in_a_sentence(pages, tmp_path, capsys, content):
    (tmp_path / "c.html").write_bytes(content)
    assert export.main(["--diff", str(pages[0]), str(tmp_path / "c.html")]) == 1
    assert "c.html is no briefing page" in capsys.readouterr().err
