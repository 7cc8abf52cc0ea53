"""The CSV of incidents."""

import csv
import io

import pandas as pd

from dossiers import small_tables, write_dossier
from geo import Filters, incidents_to_csv, incidents_to_table, read_dossier, read_query


def read_back(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_all_that_pass_also_without_a_place(small):
    choice, _ = read_query("start=2022-09-10&end=2022-09-20")
    rows = read_back(incidents_to_csv(choice.apply(small)))
    assert [row["incident_id"] for row in rows] == ["i2", "i1", "i4"]
    assert rows[2]["latitude"] == ""
    assert rows[0]["account_AAA"] == ""
    assert rows[1]["account_AAA"] == "Says fire came from the east."
    assert rows[0]["licence"] == "CC BY 4.0"


def test_unknown_is_empty_and_never_zero(small):
    table = incidents_to_table(small)
    assert pd.isna(table.set_index("incident_id").loc["i4", "uncertainty_m"])
    assert read_back(incidents_to_csv(small))[2]["uncertainty_m"] == ""


def test_formula_in_a_cell_or_column_name_is_defused(tmp_path):
    tables = small_tables()
    tables["incidents"][0] |= {"title": "=HYPERLINK(1)", "=cmd": "x"}
    rows = read_back(incidents_to_csv(read_dossier(write_dossier(tmp_path / "d", tables=tables))))
    assert rows[1]["title"] == "'=HYPERLINK(1)"
    assert "'=cmd" in rows[1]


def test_empty_choice_gives_the_header_only(small):
    text = incidents_to_csv(Filters(text="nothing at all").apply(small))
    assert text.startswith("incident_id,")
    assert text.count("\n") == 1
