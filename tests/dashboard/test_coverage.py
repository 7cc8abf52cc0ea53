"""Found and published, year by year."""

import pandas as pd

from dashboard.coverage import chart_coverage, list_years, summarise_coverage

YEARS = pd.DataFrame(
    {
        "year": pd.array([2013, 2014, 2015], dtype="Int64"),
        "found": pd.array([0, 10, 9], dtype="Int64"),
        "published": pd.array([None, 32, 9], dtype="Int64"),
        "published_by": [None, "A border service", "A paper"],
        "searched": ["x", "x", "x"],
    }
)


def test_summary_names_years_in_which_less_was_found_than_published():
    said = summarise_coverage(YEARS)
    assert "No record was found for 1 of 3 years" in said
    assert "For 2 years somebody published a count; fewer are found here in 2014." in said


def test_year_without_a_published_count_has_no_tick_and_no_zero():
    bars, ticks = chart_coverage(YEARS).layer
    assert bars.data["count"].tolist() == [0, 10, 9]
    assert ticks.data["year"].tolist() == [2014, 2015]


def test_unknown_count_is_a_dash_and_never_zero():
    assert list_years(YEARS)["published"].tolist() == ["–", "32", "9"]


def test_shipped_coverage_can_be_drawn(shipped):
    assert chart_coverage(shipped.coverage).to_dict()
