"""The import command: what it writes, what it reports, how it refuses."""

import json

import pytest

import export
import ingest
from dossiers import write_dossier
from geo import read_dossier
from geo.lens import lens_figures
from samples import acled_row, acled_rows, plain_rows, to_csv, ucdp_row, ucdp_rows

KEYS = {"file", "sha256", "rows_in", "accepted", "rejected", "warnings"}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return write_dossier(tmp_path_factory.mktemp("base") / "small")


@pytest.fixture
def run(tmp_path, base, capsys):
    def call(*files, options=(), output=True):
        report = tmp_path / "report.json"
        where = ["-o", str(tmp_path / "out")] if output else ["--check"]
        arguments = [*map(str, files), *where, "--base", str(base), "--report", str(report), "--quiet"]
        code = ingest.main([*arguments, *options])
        return code, json.loads(report.read_text(encoding="utf-8")), capsys.readouterr()

    return call


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_acled_becomes_a_dossier_that_opens_and_exports(run, tmp_path, base):
    code, report, _ = run(
        write(tmp_path, "a.csv", to_csv(acled_rows())), options=["--accessed", "2026-11-24"]
    )
    assert code == 0
    assert set(report) == KEYS
    assert (report["rows_in"], report["accepted"], report["rejected"]) == (9, 9, [])
    dossier = read_dossier(tmp_path / "out")
    assert len(dossier.incidents) == 9
    first = dossier.incidents.set_index("incident_id").loc["AAA4"]
    known = read_dossier(base).incidents.set_index("incident_id").loc["i1"]
    joined = ["country", "sector_id", "distance_km", "hotspot_id", "hotspot_name"]
    assert first[joined].tolist() == known[joined].tolist()
    resource = dossier.resource("incidents")
    assert resource.restricted
    assert "accessed 2026-11-24" in resource.attribution
    assert "9 of 9 rows accepted" in dossier.descriptor.subtitle
    assert export.main([str(tmp_path / "out"), "-o", str(tmp_path / "x.html")]) == 0


def test_partly_refused_file_lists_its_rows(run, tmp_path):
    rows = [
        acled_row(1),
        acled_row(2, latitude="99"),
        acled_row(3, event_date="soon"),
        acled_row(4, longitude=""),
    ]
    code, report, said = run(write(tmp_path, "a.csv", to_csv(rows)))
    assert code == 1
    assert report["accepted"] == 1
    assert [(r["row"], r["column"], r["code"]) for r in report["rejected"]] == [
        (3, "latitude", "coordinate-out-of-range"),
        (4, "event_date", "date-unreadable"),
        (5, "longitude", "half-position"),
    ]
    assert all(r["message"].startswith("a.csv, row ") for r in report["rejected"])
    assert "4 rows in, 1 accepted, 3 rejected" in said.out
    lines = (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4


def test_check_writes_nothing(run, tmp_path):
    path = write(tmp_path, "a.csv", to_csv(acled_rows()))
    before = sorted(path.name for path in tmp_path.iterdir())
    code, report, _ = run(path, output=False)
    assert code == 0
    assert report["accepted"] == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "report.json"])


def test_several_files_give_a_list_and_suggested_duplicates(run, tmp_path):
    one = write(tmp_path, "a.csv", to_csv(acled_rows()))
    two = write(tmp_path, "u.csv", to_csv(ucdp_rows()))
    code, reports, said = run(one, two)
    assert code == 0
    assert [report["accepted"] for report in reports] == [9, 35]
    dossier = read_dossier(tmp_path / "out")
    assert len(dossier.incidents) == 44
    assert not dossier.resource("incidents").restricted
    assert set(dossier.incidents["restricted"].dropna()) == {"true"}
    pairs = (tmp_path / "out" / "duplicates.csv").read_text(encoding="utf-8")
    assert "a.csv" in pairs
    assert "u.csv" in pairs
    assert "Nothing was merged" in said.out


def test_refused_file_is_said_in_a_sentence_and_leaves_nothing(run, tmp_path):
    code, report, said = run(write(tmp_path, "a.csv", "id,date\n1,2022-09-14\n"))
    assert code == 1
    assert set(report) == KEYS
    assert report["rows_in"] == report["accepted"] == len(report["rejected"]) == 0
    assert report["warnings"][0]["code"] == "no-position"
    assert "--no-position" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_no_position_accepts_a_file_without_places(run, tmp_path):
    path = write(tmp_path, "a.csv", "id,date\n1,2022-09-14\n2,2022-09\n")
    code, report, _ = run(path, options=["--no-position"])
    assert code == 0
    assert {w["code"]: w["count"] for w in report["warnings"]}["unlocated"] == 2
    assert read_dossier(tmp_path / "out").incidents.geometry.isna().all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.csv"], "-o DIR"),
        (["a.csv", "--check", "--accessed", "yesterday"], "accessed"),
        (["a.csv", "-o", "/proc/nothing/here"], "not a folder"),
        (["a.csv", "--check", "--mapping", "nothing.yaml"], "nothing.yaml"),
    ],
)
def test_wrong_usage_exits_with_2(arguments, words, capsys, base):
    try:
        code = ingest.main([*arguments, "--base", str(base), "--quiet"])
    except SystemExit as error:
        code = error.code
    assert code == 2
    assert words in capsys.readouterr().err


def test_folder_with_other_files_is_left_alone(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        run(write(tmp_path, "a.csv", to_csv(acled_rows())))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_earlier_import_is_replaced_whole(run, tmp_path):
    run(write(tmp_path, "a.csv", to_csv(acled_rows())))
    run(write(tmp_path, "b.csv", to_csv(plain_rows())))
    assert len(read_dossier(tmp_path / "out").incidents) == 2
    assert not list(tmp_path.glob(".marchland*"))


def test_file_that_differs_from_its_digest_is_refused_with_both(run, tmp_path):
    run(write(tmp_path, "a.csv", to_csv(acled_rows())))
    path = tmp_path / "out" / "incidents.parquet"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(Exception, match=r"incidents\.parquet: this file was changed: its SHA-256 is"):
        read_dossier(tmp_path / "out")


def test_parquet_without_a_digest_is_checked_row_by_row(run, tmp_path):
    run(write(tmp_path, "a.csv", to_csv(acled_rows())))
    trusted = read_dossier(tmp_path / "out").incidents
    path = tmp_path / "out" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["resources"][0]["hash"]
    path.write_text(json.dumps(package), encoding="utf-8")
    checked = read_dossier(tmp_path / "out").incidents
    columns = ["incident_id", "first_day", "last_day", "country", "sector_id", "distance_km", "title"]
    assert checked[columns].equals(trusted[columns])


def test_casualty_columns_become_claims_that_no_side_made(run, tmp_path):
    acled = [
        acled_row(1, fatalities="4"),
        acled_row(2, fatalities="0"),
        acled_row(3, fatalities=""),
        acled_row(4, fatalities="some"),
        acled_row(5, fatalities="1,200"),
    ]
    ucdp = [
        ucdp_row(1, deaths_a="2", deaths_civilians="3", low="5", best="5", high="9", side_a="Aland's army"),
        ucdp_row(2, deaths_a="0", low="0", best="0", high="0"),
    ]
    code, reports, _ = run(
        write(tmp_path, "a.csv", to_csv(acled)),
        write(tmp_path, "u.csv", to_csv(ucdp)),
        options=["--accessed", "2026-11-24"],
    )
    assert code == 1
    assert [(r["row"], r["code"]) for r in reports[0]["rejected"]] == [(5, "number-unreadable")]
    assert {w["code"]: w["count"] for w in reports[0]["warnings"]}["zero-no-claim"] == 1
    dossier = read_dossier(tmp_path / "out")
    claims = dossier.claims[dossier.claims["claimant"] == "reported"]
    shown = ["subject_id", "measure", "qualifier", "value"]
    assert sorted(claims[shown].itertuples(index=False, name=None)) == [
        ("1", "killed", "about", 5.0),
        ("1", "killed", "at_most", 9.0),
        ("1", "killed_civilians", "about", 3.0),
        ("1", "killed_side_a", "about", 2.0),
        ("2", "killed", "about", 0.0),
        ("AAA1", "killed", "at_least", 4.0),
        ("AAA5", "killed", "at_least", 1200.0),
    ]
    one = claims.set_index("claim_id").loc["AAA1:killed:at_least"]
    assert one["channel"].startswith("Armed Conflict")
    assert (one["as_of"], one["as_published"]) == ("2026-11-24", "4")
    assert claims.set_index("claim_id").loc["1:killed_side_a:about", "scope"] == "Aland's army"
    assert claims["of_party"].isna().all()
    assert dossier.descriptor.labels["measure"]["killed_side_a"] == "Killed on side A"
    # one publisher's lowest, best and highest estimate are no difference of opinion
    assert not dossier.incidents.set_index("incident_id").loc["1", "claims_differ"]
    figures = lens_figures(dossier)
    assert figures.loc["1", ["low", "high"]].tolist() == [5.0, 9.0]
    assert figures.loc["AAA1", "qualifier"] == "at_least"


def test_claims_without_a_digest_are_checked_row_by_row(run, tmp_path):
    run(write(tmp_path, "a.csv", to_csv([acled_row(1, fatalities="4")])))
    trusted = read_dossier(tmp_path / "out").claims
    path = tmp_path / "out" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource.pop("hash", None)
    path.write_text(json.dumps(package), encoding="utf-8")
    checked = read_dossier(tmp_path / "out").claims
    assert len(checked)
    assert checked.equals(trusted)


def test_casualties_of_any_table_are_claims_where_they_are_numbers(run, tmp_path):
    rows = [one | {"killed": "3", "wounded": "many"} for one in plain_rows()]
    rows[1] |= {"killed": "", "wounded": "0"}
    code, report, _ = run(write(tmp_path, "a.csv", to_csv(rows)))
    assert code == 0
    assert {w["code"]: w["rows"] for w in report["warnings"]}["figure-unreadable"] == [2]
    claims = read_dossier(tmp_path / "out").claims
    assert sorted(claims[["subject_id", "measure", "value"]].itertuples(index=False, name=None)) == [
        ("1", "killed", 3.0),
        ("2", "injured", 0.0),
    ]
