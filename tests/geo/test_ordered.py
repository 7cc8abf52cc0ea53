"""Days in order: bisection and a scan of every row give the same incidents."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ordered import day_order, days_between, order_by_day

EPOCH = date(2020, 1, 1)
spans = st.lists(
    st.one_of(st.none(), st.tuples(st.integers(0, 60), st.integers(0, 40))), min_size=0, max_size=30
)
bound = st.one_of(st.none(), st.integers(-5, 110).map(lambda n: EPOCH + timedelta(days=n)))


def frame_of(rows):
    first = [None if row is None else EPOCH + timedelta(days=row[0]) for row in rows]
    last = [None if row is None else EPOCH + timedelta(days=sum(row)) for row in rows]
    days = {
        "first_day": pd.to_datetime(pd.Series(first, dtype=object)).astype("datetime64[s]"),
        "last_day": pd.to_datetime(pd.Series(last, dtype=object)).astype("datetime64[s]"),
    }
    return pd.DataFrame(days).assign(row=range(len(rows)))


def overlapping(frame, start, end):
    passes = frame["first_day"].notna()
    if start:
        passes &= frame["last_day"] >= pd.Timestamp(start)
    if end:
        passes &= frame["first_day"] <= pd.Timestamp(end)
    return frame.loc[passes, "row"]


@given(spans, bound, bound)
def test_no_row_outside_the_stretch_overlaps_the_dates(rows, start, end):
    frame = order_by_day(frame_of(rows))
    stretch = days_between(frame, start, end)
    inside = set(frame["row"].iloc[stretch])
    assert set(overlapping(frame, start, end)) <= inside
    # what ends before the start or begins after the end stands at an edge only where something long lies between
    kept = frame.iloc[stretch]
    if end:
        assert (kept["first_day"] <= pd.Timestamp(end)).all()
    if start and len(kept):
        assert kept["last_day"].iloc[0] >= pd.Timestamp(start)


@given(spans)
def test_order_is_stable_and_undated_rows_come_last(rows):
    frame = frame_of(rows)
    expected = frame.sort_values("first_day", kind="stable", na_position="last")["row"].tolist()
    assert order_by_day(frame)["row"].tolist() == expected
    assert order_by_day(frame).index.tolist() == list(range(len(rows)))


def test_rows_in_order_are_not_copied():
    frame = frame_of([(1, 0), (1, 5), (9, 0), None])
    assert order_by_day(frame) is frame


def test_rows_out_of_order_are_all_looked_at():
    assert days_between(frame_of([(9, 0), (1, 0)]), EPOCH, None) == slice(0, 2)


@pytest.mark.parametrize("days", [[], ["NaT"], ["2020-01-01", "NaT", "NaT"]])
def test_what_is_in_order_needs_no_order(days):
    assert day_order(np.array(days, dtype="datetime64[s]")) is None
