"""Which incidents pass, and how a choice is counted, said and written."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers import incident, small_tables, write_dossier
from geo import (
    FilterError,
    Filters,
    ViewState,
    count_by,
    count_by_month,
    count_incidents,
    read_dossier,
    read_query,
    write_query,
)

DAY = date(2022, 9, 14)


def ids(dossier, **choice):
    return set(Filters(**choice).apply(dossier).incidents["incident_id"])


def one(tmp_path, **row):
    tables = {"incidents": [incident("x", row.pop("date_start"), lat=50.5, lon=10.5, **row)]}
    tables["sources"] = small_tables()["sources"]
    return read_dossier(write_dossier(tmp_path / "d", tables=tables))


def test_without_filters_all_pass_also_undated(small):
    assert ids(small) == {"i1", "i2", "i3", "i4"}


def test_dates_are_inclusive_and_leave_out_the_undated(small):
    assert ids(small, start=DAY, end=DAY) == {"i1", "i2"}
    assert ids(small, start=DAY) == {"i1", "i2", "i4"}
    assert ids(small, end=DAY - timedelta(1)) == {"i2"}


@pytest.mark.parametrize(
    ("precision", "start", "end", "first", "last"),
    [
        ("day", "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("days", "2024-02-28", "2024-03-02", "2024-02-28", "2024-03-02"),
        ("week", "2024-02-29", "2024-02-29", "2024-02-26", "2024-03-03"),
        ("month", "2024-02-10", "2024-02-10", "2024-02-01", "2024-02-29"),
        ("month", "2002-10-01", "2002-12-31", "2002-10-01", "2002-12-31"),
        ("year", "2024-06-01", "2024-06-01", "2024-01-01", "2024-12-31"),
    ],
)
def test_precision_widens_the_span(tmp_path, precision, start, end, first, last):
    dossier = one(tmp_path, date_start=start, date_end=end, date_precision=precision)
    row = dossier.incidents.iloc[0]
    assert (row["first_day"], row["last_day"]) == (pd.Timestamp(first), pd.Timestamp(last))
    edge = date.fromisoformat(first)
    assert ids(dossier, end=edge) == {"x"}
    assert ids(dossier, end=edge - timedelta(1)) == set()
    assert ids(dossier, start=date.fromisoformat(last)) == {"x"}
    assert ids(dossier, start=date.fromisoformat(last) + timedelta(1)) == set()


def test_interval_that_overlaps_the_edge_passes_and_counts_as_possible(tmp_path):
    dossier = one(tmp_path, date_start="2022-09-13", date_end="2022-09-15", date_precision="days")
    counts = count_incidents(dossier, Filters(start=DAY))
    assert (counts.shown, counts.certain, counts.possible) == (1, 0, 1)


def test_choices_of_one_kind_add_and_of_several_kinds_narrow(small):
    assert ids(small, types=("shooting", "arson")) == {"i1", "i2", "i3", "i4"}
    assert ids(small, types=("arson",)) == {"i4"}
    assert ids(small, types=("arson",), events=("e1",)) == set()
    assert ids(small, hotspots=("h1",)) == {"i1"}


def told(tmp_path, *accounts):
    """Give a dossier in which parties told of subjects: pairs of both."""
    rows = [
        {"subject_id": subject, "party": party, "account": "Says so.", "source_ids": "s1"}
        for subject, party in accounts
    ]
    return read_dossier(write_dossier(tmp_path / "told", tables=small_tables() | {"accounts": rows}))


def test_party_passes_with_an_account_of_the_incident_or_of_its_event(tmp_path):
    dossier = told(tmp_path, ("i1", "AAA"), ("e1", "BBB"), ("i2", "BBB"), ("i3", "AAA"))
    assert dict(zip(dossier.incidents["incident_id"], dossier.incidents["told_by"], strict=True)) == {
        "i1": "AAA;BBB",
        "i2": "BBB",
        "i3": "AAA",
        "i4": "",
    }
    assert ids(dossier, parties=("AAA",)) == {"i1", "i3"}
    assert ids(dossier, parties=("BBB",)) == {"i1", "i2"}


def test_several_parties_must_all_have_told(tmp_path):
    dossier = told(tmp_path, ("i1", "AAA"), ("e1", "BBB"), ("i2", "BBB"))
    assert ids(dossier, parties=("BBB", "AAA")) == {"i1"}
    assert ids(dossier, parties=("AAA",), types=("arson",)) == set()


def test_sector_passes_what_lies_nearest_to_it(small):
    assert ids(small, sectors=("S1",)) == {"i1", "i2", "i3"}


@pytest.mark.parametrize("query", ["sector=S9", "party=CCC"])
def test_sector_and_party_must_exist(small, query):
    key, value = query.split("=")
    with pytest.raises(FilterError, match=f"{key} is “{value}”: this dossier has no such {key}"):
        read_query(query, dossier=small)


def test_caption_names_sector_and_parties(small):
    said = Filters(sectors=("S1",), parties=("AAA", "BBB")).describe(small)
    assert "nearest to The line, with an account by Aland and by Bland" in said


def test_least_precision_and_confidence(small):
    assert ids(small, min_geo_precision="place") == {"i1", "i2", "i3"}
    assert ids(small, min_geo_precision="unknown") == {"i1", "i2", "i3", "i4"}
    assert ids(small, min_confidence="high") == set()
    assert ids(small, min_confidence="medium") == {"i1", "i2", "i3", "i4"}


@pytest.mark.parametrize(
    "text", ["koktash", "KÖK-TAŞ", "kok tas", "Көк-Таш", "көкташ", "autumn", "ʼkok’tash"]
)
def test_text_finds_names_across_scripts_marks_and_hyphens(small, text):
    assert ids(small, text=text) == {"i1"}


def test_text_never_matches_across_two_parts(small):
    assert ids(small, text="Somewhere Shots") == set()


def test_counts_add_up_and_say_what_is_left_out(small):
    counts = count_incidents(small, Filters(start=date(2022, 9, 10), end=date(2022, 9, 20)))
    assert (counts.total, counts.shown, counts.visible) == (4, 3, 2)
    assert (counts.certain, counts.possible) == (2, 1)
    assert (counts.undated, counts.unlocated, counts.filtered) == (1, 1, 0)


def test_undated_incident_that_another_filter_drops_counts_as_filtered(small):
    counts = count_incidents(small, Filters(start=DAY, types=("arson",)))
    assert (counts.shown, counts.undated, counts.filtered) == (1, 0, 3)


def test_lens_as_of_and_zone_never_change_which_incidents_pass(small):
    assert ids(small, lens="AAA", as_of=DAY, zone_km=5) == ids(small)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"start": DAY, "end": DAY - timedelta(1)}, "lies after the end"),
        ({"min_geo_precision": "good"}, "expected one of exact"),
        ({"min_confidence": "sure"}, "expected one of high"),
        ({"zone_km": -1}, "expected 0 to 100"),
    ],
)
def test_impossible_choice_is_refused_in_words(choice, words):
    with pytest.raises(FilterError, match=words):
        Filters(**choice)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("area=<b>", "key “area”"),
        ("start=14.9.2022", "start is “14.9.2022”"),
        ("start=20220914", "written YYYY-MM-DD"),
        ("start=2022-09-31", "written YYYY-MM-DD"),
        ("start=2022-01-01&start=2022-01-02", "2 times"),
        ("start=2022-09-20&end=2022-09-14", "lies after"),
        ("zone_km=nan", "expected a number"),
        ("view=1,2", "latitude,longitude,zoom"),
        ("view=91,2,3", "on the map"),
        ("type=nothing", "no such type"),
        ("hotspot=nothing", "no such hotspot"),
        ("event=nothing", "no such event"),
        ("lens=nothing", "no such lens"),
    ],
)
def test_bad_address_is_refused_naming_key_and_value(small, query, words):
    with pytest.raises(FilterError, match=words):
        read_query(query, dossier=small)


def test_empty_values_of_an_address_mean_all(small):
    assert read_query("?start=&type=&q=", dossier=small) == (Filters(), ViewState())


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
texts = st.text(st.characters(codec="utf-8"), max_size=20)
words = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=3, unique=True).map(
    tuple
)


@st.composite
def filters(draw):
    pair = sorted(draw(st.tuples(days, days)))
    start, end = (day if draw(st.booleans()) else None for day in pair)
    return Filters(
        start=start,
        end=end,
        types=draw(words),
        hotspots=draw(words),
        events=draw(words),
        sectors=draw(words),
        parties=draw(words),
        text=draw(texts),
        min_geo_precision=draw(st.sampled_from(["", "near", "unknown"])),
        min_confidence=draw(st.sampled_from(["", "low"])),
        lens=draw(texts),
        as_of=draw(st.none() | days),
        zone_km=draw(st.none() | st.integers(0, 20).map(float)),
    )


@given(filters())
def test_query_round_trip(choice):
    query = write_query(choice)
    assert read_query(query) == (choice, ViewState())
    assert Filters.from_query(choice.to_query())[0] == choice


def test_view_round_trip():
    view = ViewState(layers=("incidents", "relief"), view=(39.95, 70.5, 10.5), incident="i1", lang="ru")
    assert read_query(write_query(Filters(), view)) == (Filters(), view)


@given(filters())
def test_range_and_its_complement_are_all_dated(small, choice):
    dated = set(small.incidents.loc[small.incidents["first_day"].notna(), "incident_id"])
    day = choice.as_of or DAY
    early, late = ids(small, end=day), ids(small, start=day + timedelta(1))
    assert early | late == dated


def test_caption_says_the_choice_in_one_sentence(small):
    choice = Filters(
        start=DAY, end=date(2022, 9, 20), types=("arson", "shooting"), hotspots=("h1",), text="x y"
    )
    assert choice.describe(small) == (
        "Incidents of 14–20 September 2022, arson or shooting, at Kök-Taş, with the words “x y”; "
        "line as of 20 September 2022."
    )
    assert Filters().describe(small) == "Incidents of all dates, all types; line as of 1 January 2026."
    assert Filters(start=DAY).describe(small).startswith("Incidents since 14 September 2022,")


def test_months_are_counted_without_gaps_and_say_what_is_not_certain(tmp_path):
    tables = {
        "incidents": [
            incident("a", "2021-12-30"),
            incident("b", "2021-12-30", date_end="2022-01-02", date_precision="days"),
            incident("c", "2022-02-01", date_precision="month"),
            incident("d", None),
        ],
        "sources": small_tables()["sources"],
    }
    months = count_by_month(read_dossier(write_dossier(tmp_path / "d", tables=tables)).incidents)
    assert months["certain"].tolist() == [1, 0, 1]
    assert months["possible"].tolist() == [1, 0, 0]
    assert months["month"].dt.strftime("%Y-%m").tolist() == ["2021-12", "2022-01", "2022-02"]


def test_counts_by_column_rank_by_size_then_code(small):
    assert count_by(small.incidents, "incident_type").to_dict() == {"shooting": 3, "arson": 1}
    assert count_by(small.incidents.iloc[:0], "incident_type").empty
    assert count_by_month(small.incidents.iloc[:0]).empty
