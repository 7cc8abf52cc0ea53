"""Mappings: guessed with reasons, saved, read back; codes that are all described."""

import ast
import json
from pathlib import Path

import pytest

import geo.importers
from geo.errors import IngestError
from geo.importers.codes import REFUSALS, REJECTIONS, WARNINGS
from geo.importers.contract import Options
from geo.importers.mapping import map_columns, mapping_to_json, read_mapping
from geo.importers.profiles import TABLE

COLUMNS = ("No", "Дата события", "Lat.", "Lon.", "Where")


def test_guesses_say_why():
    guesses = {g.target: g for g in map_columns(COLUMNS, TABLE, Options())}
    assert guesses["date_start"].column == "Дата события"
    assert guesses["latitude"].column == "Lat."
    assert "usual name for latitude" in guesses["latitude"].reason
    assert "incident_id" not in guesses


def test_saved_mapping_is_read_back(tmp_path):
    stated = Options(columns={"place": "Where", "incident_id": "no"}, date_order="dmy", no_position=True)
    guesses = map_columns(COLUMNS, TABLE, stated)
    path = tmp_path / "mapping.json"
    path.write_text(mapping_to_json(TABLE, guesses, stated), encoding="utf-8")
    again = read_mapping(path, Options())
    assert again.date_order == "dmy"
    assert again.no_position
    assert {g.target: g.column for g in map_columns(COLUMNS, TABLE, again)} == {
        g.target: g.column for g in guesses
    }
    assert all(g.reason == "the mapping says so" for g in map_columns(COLUMNS, TABLE, again))


def test_yaml_mapping_and_options_that_win(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(
        "format: table\ncolumns: {place: Where}\nvalues: {geo_precision: {1: place}}\ndate_order: dmy\n",
        encoding="utf-8",
    )
    options = read_mapping(path, Options(date_order="mdy"))
    assert options.date_order == "mdy"
    assert options.format == "table"
    assert options.values == {"geo_precision": {"1": "place"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colums: {}", "colums"),
        ("columns: [a]", "names and values"),
        ("columns: {latitud: a}", "latitud"),
        ("format: gdelt", "gdelt"),
        ("a: !!python/object/apply:os.system [true]", "cannot be read"),
        ("- 1", "expected keys"),
        ("{", "cannot be read"),
    ],
)
def test_mapping_that_means_nothing_is_refused(tmp_path, text, words):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IngestError, match=words):
        read_mapping(path, Options())


def test_mapping_that_names_no_column_lists_those_there_are():
    with pytest.raises(IngestError, match="Дата события"):
        map_columns(COLUMNS, TABLE, Options(columns={"place": "Ort"}))


def test_mapping_with_values_and_constants(read):
    text = "n;d;p;a;o\n1;2022-09-14;A;50,5;10,9\n2;2022-09-14;B;50,5;10,9\n"
    columns = {"incident_id": "n", "date_start": "d", "geo_precision": "p", "latitude": "a", "longitude": "o"}
    got = read(text, columns=columns, values={"geo_precision": {"A": "exact"}})
    assert got.rows["geo_precision"].tolist() == ["exact"]
    assert [(r.row, r.value) for r in got.outcome.rejected] == [(3, "B")]


def codes_in_source():
    for path in Path(geo.importers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in {"IngestError", "Fault", "Note", "add", "warn", "_fault", "_refusal"}:
                    yield str(node.args[0].value)


def test_every_code_is_described():
    described = {**REFUSALS, **REJECTIONS, **WARNINGS}
    assert set(codes_in_source()) <= set(described)
    assert json.dumps(dict(described))
    assert all(text.endswith(".") for text in described.values())
