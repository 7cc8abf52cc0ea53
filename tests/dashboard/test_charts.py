from datetime import date

import pandas as pd

from dashboard.charts import (
    MAYBE,
    SURE,
    chart_months,
    chart_types,
    find_empty_years,
    shade_years,
    span_years,
    stack_months,
)
from dossiers import incident
from geo import Filters


def months(*rows):
    frame = pd.DataFrame(rows, columns=["month", "certain", "possible"])
    return frame.assign(month=pd.to_datetime(frame["month"]))


def test_possible_stands_on_certain():
    rows = stack_months(months(("2022-02-01", 2, 3))).to_dict("records")
    assert [(r["date"], r["low"], r["high"], r["incidents"]) for r in rows] == [
        (SURE, 0, 2, 2),
        (MAYBE, 2, 5, 3),
    ]


def test_month_without_incidents_has_no_bar():
    assert stack_months(months(("2022-02-01", 0, 0))).empty


def test_bar_ends_inside_its_month():
    row = stack_months(months(("2024-02-01", 1, 0))).iloc[0]
    assert row["until"] == pd.Timestamp("2024-02-27")


def test_axis_is_whole_years_around_choice_and_incidents():
    found = months(("2021-12-01", 1, 0), ("2022-03-01", 1, 0))
    assert span_years(found, Filters(end=date(2023, 5, 1))) == (date(2021, 1, 1), date(2023, 12, 31))


def test_empty_years_are_those_of_the_axis_in_which_nothing_was_found(small):
    coverage = pd.DataFrame({"year": [2010, 2016, 2017, 2023], "found": [0, 0, 4, 0]})
    dossier = small.with_table("coverage", coverage)
    assert find_empty_years(dossier, date(2013, 1, 1), date(2024, 12, 31)) == [2016, 2023]


def test_year_without_a_search_is_not_called_empty(small):
    coverage = pd.DataFrame({"year": [2016], "found": [pd.NA]}, dtype="Int64")
    assert find_empty_years(small.with_table("coverage", coverage), date(2013, 1, 1), date(2024, 1, 1)) == []


def test_years_in_a_row_are_one_band():
    bands = shade_years([1990, 1991, 2016])
    assert [(b["from"].year, b["until"].year) for b in bands.to_dict("records")] == [
        (1990, 1992),
        (2016, 2017),
    ]


def test_no_empty_year_is_no_band():
    assert shade_years([]).empty


def test_charts_of_an_empty_choice_are_none(small):
    none = Filters(text="nothing has these words").apply(small)
    assert chart_months(none, Filters()) is None
    assert chart_types(none) is None


def test_undated_incidents_alone_make_no_histogram(make_dossier):
    dossier = make_dossier(incidents=[incident("i1", None, lat=50.5, lon=10.9)])
    assert chart_months(dossier, Filters()) is None
    assert chart_types(dossier) is not None


def test_types_carry_their_labels(small):
    data = chart_types(small).data
    assert data.to_dict("records") == [
        {"type": "Shooting", "incidents": 3},
        {"type": "Arson", "incidents": 1},
    ]
