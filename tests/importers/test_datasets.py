"""ACLED and UCDP GED: every precision, older and newer columns, spreadsheets' dates, terms."""

import pytest

from samples import acled_row, acled_rows, to_csv, ucdp_row, ucdp_rows


def test_acled_keeps_every_row_with_its_precision(read):
    got = read(to_csv(acled_rows()))
    assert got.outcome.profile.name == "acled"
    assert got.outcome.rows_in == got.outcome.accepted == 9
    rows = got.rows.set_index("incident_id")
    assert rows.loc["AAA4", ["date_precision", "geo_precision"]].tolist() == ["day", "place"]
    assert rows["date_precision"].tolist() == ["day"] * 3 + ["week"] * 3 + ["month"] * 3
    assert rows["geo_precision"].tolist() == ["place", "near", "province"] * 3
    assert rows.loc["AAA4", "title"] == "Armed clash, Somewhere"
    assert rows.loc["AAA4", "incident_type"] == "battles"
    assert rows.loc["AAA4", "fatalities"] == "0"


def test_acled_with_other_columns_and_case_gives_the_same_incidents(read):
    now = read("\ufeff" + to_csv(acled_rows())).rows
    older = [
        {**row, "data_id": "9", "event_id_no_cnty": "1", "iso3": "AAA", "inter1": "1"} for row in acled_rows()
    ]
    for row in older:
        del row["disorder_type"], row["civilian_targeting"], row["tags"]
    upper = [{key.upper(): value for key, value in row.items()} for row in acled_rows()]
    standard = [c for c in now.columns[: now.columns.get_loc("import_row") + 1] if c != "source_ids"]
    for rows in (older, upper):
        again = read(to_csv(rows)).rows
        assert again[standard].equals(now[standard])


@pytest.mark.parametrize(
    "text", ["14-Sep-22", "14 September 2022", "14-Sept-22", "2022-09-14", "14.09.2022", "20220914"]
)
def test_dates_as_a_spreadsheet_saves_them(read, text):
    got = read(to_csv([acled_row(1, event_date=text)]))
    assert str(got.rows["date_start"][0]) == "2022-09-14", got.said


def test_code_that_the_codebook_does_not_have_is_rejected(read):
    got = read(to_csv([acled_row(1), acled_row(2, time_precision="7"), acled_row(3, geo_precision="x")]))
    assert [(r.row, r.column, r.value, r.code) for r in got.outcome.rejected] == [
        (3, "time_precision", "7", "code-unknown"),
        (4, "geo_precision", "x", "code-unknown"),
    ]


def test_acled_is_marked_not_to_be_passed_on_and_asks_for_the_day_of_access(read):
    got = read(to_csv(acled_rows()))
    assert set(got.rows["restricted"]) == {"true"}
    assert {"not-to-be-passed-on", "access-date"} <= set(got.warned)
    dated = read(to_csv(acled_rows()), accessed="2026-11-24")
    assert "access-date" not in dated.warned
    assert "accessed 2026-11-24" in dated.rows["attribution"][0]


def test_repeated_acled_id_is_kept_and_said(read):
    got = read(to_csv([acled_row(1), acled_row(1, actor1="Forces of B")]))
    assert got.rows["incident_id"].tolist() == ["AAA1", "AAA1#2"]
    assert got.warned["repeated-id"].rows == (3,)


def test_ucdp_keeps_every_row_with_its_precision(read):
    got = read(to_csv(ucdp_rows()))
    assert got.outcome.profile.name == "ucdp"
    assert got.outcome.accepted == 35
    assert got.rows["date_precision"].tolist() == ["day", "days", "week", "month", "year"] * 7
    places = ["exact", "near", "district", "province", "region", "country", "unknown"]
    assert got.rows["geo_precision"].tolist() == [word for word in places for _ in range(5)]
    assert str(got.rows["date_end"][1]) == "2022-09-17"
    assert got.rows["incident_type"][0] == "state_based_conflict"
    assert got.rows["licence"][0] == "Creative Commons Attribution 4.0"


def test_ucdp_without_a_header_is_recognised_and_counted_from_1(read):
    rows = [*ucdp_rows(), ucdp_row(99, latitude="95")]
    got = read(to_csv(rows, header=False))
    assert got.outcome.profile.name == "ucdp"
    assert got.outcome.rows_in == 36
    assert got.outcome.rejected[0].row == 36
    assert "assumed-header" in got.warned


def test_figures_that_contradict_each_other_are_said(read):
    got = read(to_csv([ucdp_row(1), ucdp_row(2, low="5", best="3")]))
    assert got.warned["figures-out-of-order"].rows == (3,)
    assert got.outcome.accepted == 2
