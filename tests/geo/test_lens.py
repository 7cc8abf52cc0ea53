"""Figures through a lens, claims that differ, periods side by side, and two drawings of one line."""

from __future__ import annotations

from datetime import date

import pytest

from dossiers import incident, small_descriptor, small_tables, write_dossier
from geo import (
    FilterError,
    Filters,
    ViewState,
    compare_periods,
    count_incidents,
    difference_of_drawings,
    lens_figures,
    read_dossier,
    read_query,
    write_query,
)
from geo.lens import measure_of

WEST = [[[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 51.0], [10.0, 50.0]]]
WIDER = [[[10.0, 50.0], [11.1, 50.0], [11.1, 51.0], [10.0, 51.0], [10.0, 50.0]]]
EAST = [[[11.0, 50.0], [12.0, 50.0], [12.0, 51.0], [11.0, 51.0], [11.0, 50.0]]]
NARROWER = [[[11.1, 50.0], [12.0, 50.0], [12.0, 51.0], [11.1, 51.0], [11.1, 50.0]]]


def claim(number, subject, claimant, measure, value, *, side="AAA", qualifier="exact"):
    return {"claim_id": f"c{number}", "subject_id": subject, "claimant": claimant, "measure": measure,
            "of_party": side, "qualifier": qualifier, "value": value, "as_published": value, "as_of": "",
            "source_id": "s1"}  # fmt: skip


@pytest.fixture
def claimed(tmp_path):
    claims = [
        claim(1, "i1", "a-min", "killed", "3"),
        claim(2, "i1", "b-min", "killed", "3", side="BBB"),
        claim(3, "i2", "a-min", "injured", "4", qualifier="at_least"),
        claim(4, "i2", "b-min", "injured", "2"),
        claim(5, "i2", "b-min", "injured", "4"),
        claim(6, "i4", "b-min", "houses_burned", "7"),
        claim(7, "i4", "a-min", "evacuated", "0"),
        claim(8, "e1", "a-min", "killed", "30"),
        claim(9, "e1", "b-min", "killed", "60"),
        claim(10, "i1", "b-min", "vehicles_burned", "9"),
    ]
    return read_dossier(write_dossier(tmp_path / "claimed", tables=small_tables() | {"claims": claims}))


def figures(dossier, **choice):
    return lens_figures(dossier, **choice)[["low", "high"]].T.to_dict("list")


def test_figures_are_single_claims_about_the_incident_itself(claimed):
    assert figures(claimed) == {"i1": [3, 3]}
    assert figures(claimed, measure="injured") == {"i2": [2, 4]}
    assert lens_figures(claimed, measure="injured").loc["i2", "qualifier"] == "at_least"
    assert figures(claimed, lens="BBB", measure="injured") == {"i2": [2, 4]}
    assert figures(claimed, lens="a-min", measure="injured") == {"i2": [4, 4]}


def test_zero_is_a_figure_and_silence_is_none(claimed):
    assert figures(claimed, measure="displaced") == {"i4": [0, 0]}
    assert figures(claimed, lens="BBB", measure="displaced") == {}
    assert figures(claimed, measure="houses") == {"i4": [7, 7]}


def test_codes_of_claims_have_one_drawn_measure_or_none():
    assert [measure_of(c) for c in ("houses_burned", "evacuated", "killed")] == [
        "houses",
        "displaced",
        "killed",
    ]
    assert [measure_of(c) for c in ("vehicles_burned", "houses", "")] == ["", "houses", ""]


def test_claims_disagree_within_one_measure_and_side_and_not_about_the_event(claimed):
    assert set(Filters(disagree=True).apply(claimed).incidents["incident_id"]) == {"i2"}
    assert count_incidents(claimed, Filters(disagree=True)).filtered == 3


def test_measure_and_disagree_stand_in_the_address():
    choice = Filters(disagree=True, lens="AAA", measure="houses", as_of=date(2022, 1, 1))
    assert choice.to_query() == "disagree=1&lens=AAA&measure=houses&as_of=2022-01-01"
    assert read_query(choice.to_query())[0] == choice
    assert read_query("disagree=0")[0] == Filters()
    for query in ("disagree=yes", "measure=vehicles"):
        with pytest.raises(FilterError):
            read_query(query)


def test_second_period_stands_in_the_address_as_part_of_the_view():
    view = ViewState(compare_start=date(2021, 1, 1), compare_end=date(2021, 12, 31))
    assert write_query(Filters(), view) == "compare_start=2021-01-01&compare_end=2021-12-31"
    assert read_query(write_query(Filters(), view)) == (Filters(), view)
    with pytest.raises(FilterError, match="lies after compare_end"):
        read_query("compare_start=2022-01-01&compare_end=2021-01-01")


def test_periods_side_by_side_equal_the_counts_of_each(small):
    first = Filters(start=date(2022, 9, 14), end=date(2022, 9, 14))
    compared = compare_periods(small, first, start=date(2022, 9, 16), end=date(2022, 9, 16))
    assert compared.first == count_incidents(small, first)
    assert compared.second == count_incidents(small, Filters(start=date(2022, 9, 16), end=date(2022, 9, 16)))
    assert compared.in_both == 1
    assert compared.by_type.T.to_dict("list") == {"arson": [0, 1, 1], "shooting": [2, 1, -1]}
    assert compared.by_hotspot.T.to_dict("list") == {"h1": [1, 0, -1]}
    assert compared.no_hotspot == (1, 2)


def two_drawings(tmp_path, parties):
    descriptor = small_descriptor()
    own = descriptor["dossier"]
    own["drawings"] = [
        {"id": "2020", "title": "old", "date": "2020", "in_force_from": None},
        {"id": "2024", "title": "new", "date": "2024", "in_force_from": "2024-01-01"},
    ]
    own["parties"] = sorted(own["parties"], key=lambda party: parties.index(party["id"]))
    tables = small_tables()
    tables["countries"] = [
        {"iso3": "AAA", "drawing": "2020", "name": "Aland", "polygon": WEST},
        {"iso3": "BBB", "drawing": "2020", "name": "Bland", "polygon": EAST},
        {"iso3": "AAA", "drawing": "2024", "name": "Aland", "polygon": WIDER},
        {"iso3": "BBB", "drawing": "2024", "name": "Bland", "polygon": NARROWER},
    ]
    return read_dossier(write_dossier(tmp_path / parties[0], tables=tables, descriptor=descriptor))


@pytest.mark.parametrize("parties", [("AAA", "BBB"), ("BBB", "AAA")])
def test_difference_of_two_drawings_is_what_lies_on_another_side(tmp_path, parties):
    [row] = difference_of_drawings(two_drawings(tmp_path, parties)).to_dict("records")
    assert (row["iso3"], row["iso3_before"], row["drawing"], row["drawing_before"]) == (
        "AAA",
        "BBB",
        "2024",
        "2020",
    )
    assert row["geometry"].bounds == (11.0, 50.0, 11.1, 51.0)
    assert row["area_km2"] == pytest.approx(7.1 * 111.2, rel=0.01)


def test_one_drawing_differs_from_nothing(small):
    assert difference_of_drawings(small).empty


def test_same_place_on_the_same_day_is_not_counted_twice_in_one_period(tmp_path):
    tables = {
        "incidents": [incident("a", "2022-02-01", date_precision="month")],
        "sources": small_tables()["sources"],
    }
    dossier = read_dossier(write_dossier(tmp_path / "d", tables=tables))
    both = compare_periods(dossier, Filters(end=date(2022, 2, 10)), start=date(2022, 2, 11), end=None)
    assert (both.first.possible, both.second.possible, both.in_both) == (1, 1, 1)
