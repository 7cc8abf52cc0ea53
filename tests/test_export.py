"""The command line: it parses, calls one library function, and writes whole files or none."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import export
from dossiers import small_tables, write_dossier
from geo import Filters, ViewState, incidents_to_csv, read_query
from layers import MapView, build_map, to_html
from layers.embedded import read_page_data

ROOT = Path(__file__).parents[1]
DATA = re.compile(r'(?<=id="marchland-data">)[A-Za-z0-9+/=]*')
RANGE = "start=2022-09-10&end=2022-09-20"


@pytest.fixture
def folder(tmp_path):
    return str(write_dossier(tmp_path / "small"))


def without_manifest(page):
    """Give a page's text around its data, and its data without the manifest, which an export seals."""
    data = read_page_data(page)
    del data["meta"]["manifest"]
    return DATA.sub("", page.decode()), data


def test_html_equals_the_librarys(folder, small, tmp_path):
    out = tmp_path / "briefing.html"
    assert export.main([folder, "-o", str(out), "--query", RANGE]) == 0
    filters, state = read_query(RANGE)
    expected = to_html(build_map(small, view=MapView(filters=filters, state=state)))
    assert without_manifest(out.read_bytes()) == without_manifest(expected.encode())


def test_csv_equals_the_librarys(folder, small, tmp_path):
    out = tmp_path / "briefing.csv"
    assert export.main([folder, "-o", str(out), "--query", RANGE]) == 0
    expected = incidents_to_csv(read_query(RANGE)[0].apply(small))
    assert out.read_text(encoding="utf-8") == expected


def test_start_and_end_win_over_the_query(folder, tmp_path, capsys):
    out = tmp_path / "a.csv"
    arguments = ["--query", "start=2021-01-01&end=2021-01-02", "--start", "2022-09-14", "--end", "2022-09-15"]
    assert export.main([folder, "-o", str(out), *arguments]) == 0
    assert "Incidents of 14–15 September 2022" in capsys.readouterr().out


def test_output_says_what_is_left_out(folder, tmp_path, capsys):
    export.main([folder, "-o", str(tmp_path / "a.csv"), "--query", RANGE])
    said = capsys.readouterr().out
    assert "3 of 4 incidents shown; 1 of them not on the map (no place)" in said
    assert "1 left out (no date)" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.docx"], "expected one of .html, .csv"),
        (["-o", "a.csv", "--start", "2022-09-20", "--end", "2022-09-14"], "lies after the end"),
        (["-o", "a.csv", "--start", "yesterday"], "--start is “yesterday”"),
        (["-o", "a.csv", "--query", "area=x"], "key “area”"),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_code_2(folder, tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert export.main([folder, *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.glob("a.*"))


def test_broken_dossier_lists_every_problem_and_exits_with_1(tmp_path, capsys):
    tables = small_tables()
    tables["incidents"][0]["event_id"] = "e9"
    tables["claims"][0]["claimant"] = "nobody"
    broken = write_dossier(tmp_path / "broken", tables=tables)
    assert export.main([str(broken), "-o", str(tmp_path / "a.html")]) == 1
    said = capsys.readouterr().err
    assert "“e9”" in said
    assert "“nobody”" in said
    assert not (tmp_path / "a.html").exists()


def test_folder_that_is_missing_is_a_sentence(folder, tmp_path, capsys):
    assert export.main([folder, "-o", str(tmp_path / "no" / "a.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_disk_full_leaves_the_old_file_and_no_half_file(tmp_path, monkeypatch):
    out = tmp_path / "a.csv"
    out.write_text("old", encoding="utf-8")

    def refuse(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(export.ExportError, match="No space left"):
        export.write_text(out, "new")
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_page_without_online_tiles_names_no_host(folder, tmp_path, small):
    out = tmp_path / "a.html"
    assert export.main([folder, "-o", str(out), "--no-online-tiles"]) == 0
    page = out.read_text(encoding="utf-8")
    expected = to_html(build_map(small, view=MapView(Filters(), ViewState(), online_tiles=False)))
    assert without_manifest(page.encode()) == without_manifest(expected.encode())
    policy = page.split('http-equiv="Content-Security-Policy"', 1)[1].split(">", 1)[0]
    assert "img-src data: blob:;" in policy


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_same_bytes_in_every_time_zone_and_with_every_hash_seed(folder, tmp_path, zone):
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, "export.py", folder, "-o", str(out), "--query", RANGE]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True)
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_one_table_is_written_as_csv_with_every_row(folder, tmp_path, small, capsys):
    out = tmp_path / "sources.csv"
    assert export.main([folder, "--table", "sources", "-o", str(out)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["source_id"] for row in rows] == small.sources["source_id"].tolist()
    assert rows[0]["url"] == "https://example.org/a"
    assert "1 rows of sources" in capsys.readouterr().out


def test_table_that_does_not_exist_is_named(folder, tmp_path, capsys):
    assert export.main([folder, "--table", "nothing", "-o", str(tmp_path / "a.csv")]) == 2
    assert "--table is “nothing”" in capsys.readouterr().err
