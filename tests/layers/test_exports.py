"""Every format from one request, with the same count; the same command gives the same bytes anywhere."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import export
from dossiers import LICENCE, small_descriptor, small_tables, write_dossier
from geo import FilterError, read_dossier, read_query
from geo.briefing import Briefing, briefing_from_options, read_bbox
from geo.manifest import LIBRARIES, VERSION, is_sealed
from layers.embedded import read_embedded, read_page_data, read_page_incidents
from layers.exports import SUFFIXES, make_export

ROOT = Path(__file__).parents[2]
RANGE = "start=2022-09-10&end=2022-09-20"


def request(query=RANGE, **changes):
    filters, state = read_query(query)
    return Briefing(filters=filters, state=state, **changes)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_carries_the_same_manifest(small, tmp_path, suffix):
    made = make_export(small, request(note="=1+1 (a) \\ Ӯ"), suffix)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(made.content)
    for ending, content in made.beside.items():
        path.with_name(path.name + ending).write_bytes(content)
    manifest = read_embedded(path)
    assert manifest == made.manifest
    assert is_sealed(manifest)
    assert manifest["counts"]["shown"] == 3
    assert manifest["options"] == {"query": RANGE, "note": "=1+1 (a) \\ Ӯ"}
    assert manifest["left_out"] == [{"reason": "no date", "count": 1}]
    assert str(tmp_path) not in json.dumps(manifest)


def test_one_run_writes_several_files(tmp_path, capsys):
    folder = write_dossier(tmp_path / "small")
    names = [f"a{suffix}" for suffix in SUFFIXES]
    outputs = [word for name in names for word in ("-o", str(tmp_path / name))]
    assert export.main([str(folder), *outputs, "--query", RANGE]) == 0
    assert {*names, "a.csv.json"} <= {path.name for path in tmp_path.iterdir()}
    assert capsys.readouterr().out.count("3 of 4 incidents shown") == len(names)


def test_same_bytes_on_another_path_in_another_zone_with_another_seed(tmp_path):
    digests = []
    for number, zone in enumerate(("Pacific/Kiritimati", "America/Anchorage")):
        place = tmp_path / f"place {number}"
        folder = write_dossier(place / "small")
        outputs = [word for suffix in SUFFIXES for word in ("-o", str(place / f"a{suffix}"))]
        command = [sys.executable, "export.py", str(folder), *outputs, "--query", RANGE, "--title", "A title"]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number), "LC_ALL": "C"}
        subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True)
        files = sorted(path for path in place.iterdir() if path.is_file())
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files})
    assert len(digests[0]) == len(SUFFIXES) + 1
    assert digests[0] == digests[1]


def test_command_of_the_manifest_makes_the_same_file(tmp_path, small):
    box = read_bbox("-10.5,50,12,51")
    briefing = request("type=shooting&q=a b&lens=AAA&zone_km=2.5", title="A “title”", note="it's", bbox=box)
    made = make_export(small, briefing, ".geojson")
    folder = write_dossier(tmp_path / "small")
    out = tmp_path / "again.geojson"
    words = shlex.split(made.manifest["command"])
    assert words[:3] == ["export.py", "-o", "briefing.geojson"]
    assert export.main([str(folder), "-o", str(out), *words[3:]]) == 0
    assert out.read_bytes() == made.content


def test_options_are_written_and_read_alike(small):
    briefing = request(
        "type=arson&layers=incidents&lang=xx", bbox=read_bbox("1,2,3,4"), paper="a3", online_tiles=False
    )
    assert briefing_from_options(briefing.to_options(), dossier=small) == briefing


@pytest.mark.parametrize("box", ["1,2,3", "3,2,1,4", "a,b,c,d", "nan,0,1,1", "0,-90,1,90"])
def test_frame_that_is_no_box_is_refused(box):
    with pytest.raises(FilterError, match="bbox is"):
        read_bbox(box)


def test_paper_that_there_is_not_is_refused():
    with pytest.raises(FilterError, match="paper is “a9”"):
        request(paper="a9")


def test_options_of_the_command_line_win_over_the_query(tmp_path):
    folder, out = write_dossier(tmp_path / "small"), tmp_path / "a.geojson"
    arguments = [
        "--lens",
        "AAA",
        "--as-of",
        "2022-09-15",
        "--zone-km",
        "3",
        "--lang",
        "xx",
        "--layers",
        "incidents",
    ]
    assert export.main([str(folder), "-o", str(out), "--query", "lens=BBB&zone_km=9", *arguments]) == 0
    query = json.loads(out.read_bytes())["marchland"]["options"]["query"]
    assert query == "lens=AAA&as_of=2022-09-15&zone_km=3&layers=incidents&lang=xx"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--lens", "nobody"], "lens is “nobody”"),
        (["--zone-km", "-1"], "zone_km"),
        (["--bbox", "1,2"], "bbox is"),
        (["--paper", "a9"], "paper is"),
        (["--as-of", "soon"], "--as-of is “soon”"),
    ],
)
def test_option_that_cannot_be_meant_is_usage(tmp_path, capsys, arguments, words):
    folder = write_dossier(tmp_path / "small")
    assert export.main([str(folder), "-o", str(tmp_path / "a.png"), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


def test_nothing_to_do_is_usage(capsys):
    assert export.main([]) == 2
    assert "name a file with -o" in capsys.readouterr().err


def test_page_opens_at_the_frame_with_title_and_note(small):
    page = make_export(
        small, request(bbox=read_bbox("10,50,12,51"), title="T", note="A note."), ".html"
    ).content
    meta = read_page_data(page)["meta"]
    lat, lon, zoom = read_query(meta["generated"]["address"])[1].view
    assert (lat, lon) == (pytest.approx(50.5, abs=0.01), 11)
    assert zoom == 9
    assert meta["title"] == "T"
    assert meta["caption"].endswith("A note.")


def test_zip_holds_the_page(small):
    made = make_export(small, request(), ".zip")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist() == ["small-briefing.html"]
        assert archive.read("small-briefing.html") == make_export(small, request(), ".html").content


def test_version_is_that_of_the_project():
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert {".html", *LIBRARIES} >= set(SUFFIXES) - {".zip"}


def restricted_dossier(folder, *, resource=False):
    tables, descriptor = small_tables(), small_descriptor()
    if not resource:
        for row in tables["incidents"]:
            row["restricted"] = "true" if row["incident_id"] == "i1" else "false"
    path = write_dossier(folder, tables=tables, descriptor=descriptor)
    if resource:
        package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
        for entry in package["resources"]:
            if entry["name"] == "accounts":
                entry |= {"restricted": True, "licenses": LICENCE}
        (path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return read_dossier(path)


@pytest.mark.parametrize("suffix", [".html", ".csv", ".geojson", ".kml"])
def test_row_that_may_not_be_passed_on_is_left_out_and_counted(tmp_path, suffix):
    dossier = restricted_dossier(tmp_path / "d")
    made = make_export(dossier, request(""), suffix)
    if suffix == ".html":
        assert read_page_incidents(made.content)["n"] == 3
    else:
        assert b"Shooting i1" not in made.content
    said = made.manifest["restricted"]
    assert said["rows"] == {"accounts": 1, "claims": 2, "incidents": 1}
    assert said["by_month_and_sector"] == [{"month": "2022-09", "sector": "S1", "incidents": 1}]
    assert {"reason": "licence does not allow passing on", "count": 1} in made.manifest["left_out"]


def test_row_is_let_through_for_a_reason_that_is_written_into_the_file(tmp_path):
    dossier = restricted_dossier(tmp_path / "d")
    made = make_export(dossier, request("", allow_restricted="Agreed with the owner."), ".geojson")
    assert b"Shooting i1" in made.content
    assert b"Agreed with the owner." in made.content


def test_restricted_resource_is_left_out_whole(tmp_path):
    made = make_export(restricted_dossier(tmp_path / "d", resource=True), request(""), ".csv")
    assert b"Says fire came" not in made.content
    assert made.manifest["restricted"]["rows"] == {"accounts": 1}
