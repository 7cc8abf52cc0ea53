from datetime import date

import pytest

from dashboard.periods import ALL, LATEST, Limits, find_limits, find_period, list_periods
from dossiers import incident


def test_periods_are_all_then_the_last_year_then_events_with_incidents_then_years(small):
    assert [(p.key, p.title) for p in list_periods(small)] == [
        (ALL, "All dates"),
        (LATEST, "Last 12 months of the data"),
        ("event:e1", "Autumn clash"),
        ("year:2022", "2022"),
    ]


def test_year_period_holds_its_first_and_last_day(small):
    year = list_periods(small)[-1]
    assert (year.start, year.end) == (date(2022, 1, 1), date(2022, 12, 31))


def test_last_twelve_months_end_with_the_last_day_of_an_incident(small):
    latest = list_periods(small)[1]
    assert (latest.start, latest.end) == (date(2021, 10, 1), date(2022, 9, 30))


def test_event_without_incidents_is_no_period(make_dossier):
    dossier = make_dossier(incidents=[incident("i1", "2022-09-14", lat=50.5, lon=10.9)])
    assert [p.key for p in list_periods(dossier)] == [ALL, LATEST, "year:2022"]


def test_incident_over_new_year_gives_both_years(make_dossier):
    row = incident("i1", "2021-12-30", date_end="2022-01-02", date_precision="days", lat=50.5, lon=10.9)
    assert [p.key for p in list_periods(make_dossier(incidents=[row]))] == [
        ALL,
        LATEST,
        "year:2022",
        "year:2021",
    ]


def test_period_is_found_by_its_days_only(small):
    periods = list_periods(small)
    assert find_period(periods, None, None) == ALL
    assert find_period(periods, date(2022, 9, 14), date(2022, 9, 16)) == "event:e1"
    assert find_period(periods, date(2022, 9, 14), None) is None


def test_limits_leave_a_year_on_both_sides(small):
    assert find_limits(small) == Limits(date(2021, 1, 1), date(2027, 12, 31))


def test_limits_of_a_dossier_without_dates_are_around_its_data_date(make_dossier):
    dossier = make_dossier(incidents=[incident("i1", None, lat=50.5, lon=10.9)])
    assert find_limits(dossier) == Limits(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, None),
        (date(1800, 1, 1), date(2021, 1, 1)),
        (date(2022, 5, 5), date(2022, 5, 5)),
        (date(9999, 1, 1), date(2027, 12, 31)),
    ],
)
def test_day_outside_the_limits_is_moved_to_them(small, day, expected):
    assert find_limits(small).clamp(day) == expected
