"""A list of briefings: made one by one, resumed after a break, with an index."""

from __future__ import annotations

import pytest

import export
from dossiers import small_tables, write_dossier
from geo import read_dossier
from layers import batch
from layers.batch import INDEX, LEDGER, run_batch
from layers.batch_list import read_batch

LIST = """
formats = [".csv", ".geojson"]

[[briefing]]
name = "All of it"
title = "<b>All</b>"

[[briefing]]
name = "one day"
query = "start=2022-09-14&end=2022-09-14"
formats = [".html"]

[[series]]
by = "month"
formats = [".kml"]

[[series]]
by = "event"
query = "type=shooting"
formats = [".kml"]
"""
FILES = ["all-of-it.csv", "all-of-it.geojson", "one-day.html", "month-2022-09.kml", "event-e1.kml"]


@pytest.fixture
def listed(tmp_path):
    (tmp_path / "briefings.toml").write_text(LIST, encoding="utf-8")
    return tmp_path / "briefings.toml"


def run(listed, dossier, folder):
    made = []
    tasks = read_batch(listed, dossier)
    run_batch(tasks, dossier, folder, done=lambda task, fresh: made.append((task.file, fresh)))
    return made


def test_list_makes_every_file_and_an_index(listed, small, tmp_path):
    assert run(listed, small, tmp_path / "out") == [(name, True) for name in FILES]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*FILES, "all-of-it.csv.json", INDEX, LEDGER}
    index = (tmp_path / "out" / INDEX).read_text(encoding="utf-8")
    assert "&lt;b&gt;All&lt;/b&gt;" in index
    assert all(f'href="{name}"' in index for name in FILES)
    assert "4 of 4 incidents shown" in index


def test_second_run_makes_nothing(listed, small, tmp_path):
    run(listed, small, tmp_path / "out")
    assert run(listed, small, tmp_path / "out") == [(name, False) for name in FILES]


def test_run_that_was_killed_goes_on_without_a_half_file(listed, small, tmp_path, monkeypatch):
    made = batch.make_export

    def die(dossier, briefing, suffix):
        if suffix == ".html":
            raise KeyboardInterrupt
        return made(dossier, briefing, suffix)

    monkeypatch.setattr(batch, "make_export", die)
    with pytest.raises(KeyboardInterrupt):
        run(listed, small, tmp_path / "out")
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {"all-of-it.csv", "all-of-it.csv.json", "all-of-it.geojson", LEDGER}
    with (tmp_path / "out" / LEDGER).open("a", encoding="utf-8") as file:
        file.write('{"file": "one-d')  # the kill came while the line was written
    monkeypatch.setattr(batch, "make_export", made)
    assert [name for name, fresh in run(listed, small, tmp_path / "out") if fresh] == FILES[2:]
    assert all(not fresh for _, fresh in run(listed, small, tmp_path / "out"))


def test_altered_file_and_changed_dossier_are_made_again(listed, small, tmp_path):
    run(listed, small, tmp_path / "out")
    (tmp_path / "out" / "all-of-it.csv").write_text("x", encoding="utf-8")
    assert [name for name, fresh in run(listed, small, tmp_path / "out") if fresh] == ["all-of-it.csv"]
    tables = small_tables()
    tables["incidents"][0]["title"] = "Other"
    later = read_dossier(write_dossier(tmp_path / "later", tables=tables))
    assert all(fresh for _, fresh in run(listed, later, tmp_path / "out"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[briefing]]\ncolour = 'red'", "has “colour”"),
        ("[[briefing]]\nquery = 'start=soon'", "start is “soon”"),
        ("[[briefing]]\nformats = ['.docx']", "formats has “.docx”"),
        ("[[series]]\nby = 'moon'", "A series is by “moon”"),
        ("[[briefing]]\n[[briefing]]", "2 times"),
        ("not toml", "is no TOML"),
    ],
)
def test_mistake_is_said_before_anything_is_written(tmp_path, capsys, text, words):
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    folder = write_dossier(tmp_path / "small")
    assert export.main([str(folder), "--batch", str(tmp_path / "b.toml"), "-o", str(tmp_path / "out")]) in {
        1,
        2,
    }
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_command_makes_a_batch(listed, tmp_path, capsys):
    folder = write_dossier(tmp_path / "small")
    assert export.main([str(folder), "--batch", str(listed), "-o", str(tmp_path / "out")]) == 0
    assert "5 files, 5 of them made now" in capsys.readouterr().out
    assert export.main([str(folder), "--batch", str(listed), "-o", str(tmp_path / "out")]) == 0
    assert "5 files, 0 of them made now" in capsys.readouterr().out
    assert export.main([str(folder), "--batch", str(listed)]) == 2
