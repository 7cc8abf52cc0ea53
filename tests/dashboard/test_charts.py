from datetime import date

import pandas as pd

from dashboard.chart_ranks import figure_types
from dashboard.charts import (
    MAYBE,
    OUTSIDE,
    SURE,
    figure_months,
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
    rows = stack_months(months(("2022-02-01", 2, 3)), Filters()).to_dict("records")
    assert [(r["date"], r["low"], r["high"], r["incidents"]) for r in rows] == [
        (SURE, 0, 2, 2),
        (MAYBE, 2, 5, 3),
    ]


def test_month_without_incidents_has_no_bar():
    assert stack_months(months(("2022-02-01", 0, 0)), Filters()).empty


def test_bar_ends_inside_its_month():
    row = stack_months(months(("2024-02-01", 1, 0)), Filters()).iloc[0]
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


def test_month_outside_the_dates_has_one_pale_bar():
    found = months(("2021-12-01", 1, 2), ("2022-03-01", 1, 0))
    rows = stack_months(found, Filters(start=date(2022, 1, 1))).to_dict("records")
    assert [(r["date"], r["incidents"]) for r in rows] == [(SURE, 1), (OUTSIDE, 3)]


def test_month_that_the_dates_only_touch_is_inside():
    rows = stack_months(months(("2022-03-01", 1, 0)), Filters(start=date(2022, 3, 31), end=date(2022, 3, 31)))
    assert list(rows["date"]) == [SURE]


def test_months_follow_every_filter_but_the_dates(small):
    narrow = Filters(start=date(2030, 1, 1), types=("arson",))
    figure = figure_months(small, narrow)
    assert figure.table["Month"].tolist() == ["2022-09"]
    assert figure.says.startswith("No month of the dates has any.")


def test_charts_of_an_empty_choice_are_none(small):
    none = Filters(text="nothing has these words")
    assert figure_months(small, none).chart is None
    assert figure_types(small, none).chart is None


def test_undated_incidents_alone_make_no_histogram(make_dossier):
    dossier = make_dossier(incidents=[incident("i1", None, lat=50.5, lon=10.9)])
    assert figure_months(dossier, Filters()).chart is None
    assert figure_types(dossier, Filters()).chart is not None


def test_types_carry_their_labels_and_say_which_are_chosen(small):
    data = figure_types(small, Filters(types=("arson",))).chart.data
    assert data.to_dict("records") == [
        {"code": "shooting", "name": "Shooting", "incidents": 3, "chosen": False},
        {"code": "arson", "name": "Arson", "incidents": 1, "chosen": True},
    ]
