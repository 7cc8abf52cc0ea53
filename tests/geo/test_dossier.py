"""Reading a dossier: what is refused, and how it is said."""

import json

import pytest

from dossiers import incident, small_descriptor, small_tables, write_dossier
from geo import DossierError, read_dossier


def refuse(folder, **parts):
    with pytest.raises(DossierError) as caught:
        read_dossier(write_dossier(folder, **parts))
    return caught.value


def only_problem(error):
    assert len(error.problems) == 1, error.problems
    return error.problems[0]


def test_small_dossier_reads_with_types_and_joins(small):
    first = small.incidents.set_index("incident_id").loc["i1"]
    assert first["event_title"] == "Autumn clash"
    assert first["hotspot_name"] == "Kök-Taş"
    assert first["country"] == "AAA"
    assert first["sector_id"] == "S1"
    # 0.1 degree of longitude at 50.5 N is 111.32 km * cos(50.5 deg) * 0.1 = 7.08 km
    assert first["distance_km"] == pytest.approx(7.09, abs=0.02)
    assert first["uncertainty_m"] == 1000
    assert small.incidents.crs.to_epsg() == 4326


def test_absent_tables_are_empty_with_their_columns(small):
    assert small.milestones.empty
    assert "milestone_id" in small.milestones.columns
    assert small.damage.geometry.name == "geometry"


def test_missing_folder_is_said(tmp_path):
    with pytest.raises(DossierError, match=r"datapackage\.json"):
        read_dossier(tmp_path / "nowhere")


def test_missing_file_is_named(tmp_path):
    folder = write_dossier(tmp_path / "d")
    (folder / "claims.csv").unlink()
    with pytest.raises(DossierError, match=r"claims\.csv: .*missing"):
        read_dossier(folder)


def test_broken_date_names_file_feature_column_and_value(tmp_path):
    tables = small_tables()
    tables["incidents"][1]["date_start"] = "14.9.2022"
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "incidents.geojson",
        2,
        "date_start",
        "14.9.2022",
    )


def test_broken_number_names_the_row_with_the_header_as_row_1(tmp_path):
    tables = small_tables()
    tables["claims"][1]["value"] = "many"
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert (problem.file, problem.row, problem.column, problem.value) == ("claims.csv", 3, "value", "many")


def test_row_with_a_cell_too_many_is_named_and_does_not_shift_columns(tmp_path):
    folder = write_dossier(tmp_path / "d")
    path = folder / "accounts.csv"
    path.write_text(path.read_text(encoding="utf-8") + "i1,AAA,one,s1,two\n", encoding="utf-8")
    with pytest.raises(DossierError, match=r"accounts\.csv, row 3.*expected 4 cells, found 5"):
        read_dossier(folder)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("incidents", "event_id", "nothing"),
        ("incidents", "hotspot_id", "nothing"),
        ("incidents", "source_ids", "s1;nothing"),
        ("claims", "subject_id", "nothing"),
        ("claims", "claimant", "nothing"),
        ("claims", "of_party", "nothing"),
        ("claims", "source_id", "nothing"),
        ("accounts", "party", "nothing"),
        ("boundary_status", "sector_id", "nothing"),
        ("countries", "drawing", "nothing"),
    ],
)
def test_orphan_key_is_named(tmp_path, table, column, value):
    tables = small_tables()
    tables[table][0][column] = value
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert problem.column == column
    assert problem.value == "nothing"
    assert "not found in" in problem.message


def test_source_that_nothing_uses_is_named(tmp_path):
    tables = small_tables()
    tables["sources"].append(tables["sources"][0] | {"source_id": "s2"})
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert (problem.file, problem.row, problem.value) == ("sources.csv", 3, "s2")


def test_id_used_twice_is_named(tmp_path):
    tables = small_tables()
    tables["incidents"].append(incident("i1", "2022-09-14", lat=50.1, lon=10.1))
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert (problem.row, problem.column, problem.value) == (5, "incident_id", "i1")


def test_end_before_start_is_named(tmp_path):
    tables = small_tables()
    tables["incidents"][0]["date_end"] = "2022-09-13"
    problem = only_problem(refuse(tmp_path / "d", tables=tables))
    assert (problem.column, problem.value) == ("date_end", "2022-09-13")


def test_date_without_precision_is_named(tmp_path):
    tables = small_tables()
    tables["incidents"][0]["date_precision"] = None
    assert only_problem(refuse(tmp_path / "d", tables=tables)).column == "date_precision"


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [200.0, 50.0]}, "outside longitude"),
        ({"type": "Point", "coordinates": []}, "empty"),
        ({"type": "Point", "coordinates": ["x", "y"]}, "not a GeoJSON geometry"),
        ({"type": "Blob", "coordinates": [1, 2]}, "not a GeoJSON geometry"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]},
            "not valid: Self-intersection",
        ),
    ],
)
def test_bad_geometry_is_named(tmp_path, geometry, words):
    folder = write_dossier(tmp_path / "d")
    path = folder / "incidents.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["features"][2]["geometry"] = geometry
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_dossier(folder)
    problem = only_problem(caught.value)
    assert (problem.row, problem.column) == (3, "geometry")
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "JSON object"),
        ("{}", "dossier"),
        ('{"dossier": []}', "wrong kind"),
    ],
)
def test_broken_descriptor_is_said(tmp_path, text, words):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(DossierError, match=words):
        read_dossier(tmp_path)


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "a\\b.csv", "https://example.org/a.csv"])
def test_resource_outside_the_folder_is_refused(tmp_path, path):
    folder = write_dossier(tmp_path / "d")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"][0]["path"] = path
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(DossierError, match="must stay inside"):
        read_dossier(folder)


def test_resource_without_attribution_is_refused(tmp_path):
    folder = write_dossier(tmp_path / "d")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    del descriptor["resources"][0]["attribution"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(DossierError, match="attribution"):
        read_dossier(folder)


def test_parties_come_in_alphabetical_order_whatever_the_file_says(tmp_path):
    descriptor = small_descriptor()
    descriptor["dossier"]["parties"].reverse()
    dossier = read_dossier(write_dossier(tmp_path / "d", descriptor=descriptor))
    assert [party.id for party in dossier.descriptor.parties] == ["AAA", "BBB"]


def test_digest_changes_with_one_byte(tmp_path, small):
    folder = write_dossier(tmp_path / "d")
    assert read_dossier(folder).digest == small.digest
    path = folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("c1,", "c9,"), encoding="utf-8")
    assert read_dossier(folder).digest != small.digest


def test_text_that_looks_like_a_missing_value_or_number_stays_text(tmp_path):
    tables = small_tables()
    tables["incidents"][0] |= {"incident_id": "00123", "place": "NA", "title": "nan", "trigger": "1e5"}
    tables["claims"], tables["accounts"] = [], []
    del tables["claims"], tables["accounts"]
    rows = read_dossier(write_dossier(tmp_path / "d", tables=tables)).incidents.set_index("incident_id")
    assert rows.loc["00123", ["place", "title", "trigger"]].tolist() == ["NA", "nan", "1e5"]


def test_filtering_gives_a_dossier_and_leaves_the_first_as_it_was(small):
    before = len(small.incidents)
    smaller = small.with_table("incidents", small.incidents.iloc[:1])
    assert len(smaller.incidents) == 1
    assert len(small.incidents) == before
    assert smaller.claims is small.claims
