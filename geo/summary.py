"""Counts: what is shown, and everything that is left out."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.dossier import Dossier
from geo.filters import Filters


@dataclass(frozen=True, slots=True)
class Counts:
    """How many incidents a choice shows and leaves out; ``total = shown + undated + filtered``.

    Attributes
    ----------
    total
        All incidents of the dossier.
    shown
        Those that pass: ``visible + unlocated``, and also ``certain + possible``.
    visible
        Those that pass and have a place.
    certain, possible
        Those of the shown that lie wholly in the dates, and those that may lie outside them.
    undated
        Those left out only because they have no date.
    unlocated
        Those that pass but have no place, so that they stand in tables only.
    filtered
        All others that are left out.
    """

    total: int
    shown: int
    visible: int
    certain: int
    possible: int
    undated: int
    unlocated: int
    filtered: int


def count_incidents(dossier: Dossier, filters: Filters) -> Counts:
    """Count what a choice shows and what it leaves out, over the unfiltered dossier."""
    incidents = dossier.incidents
    others = filters.passes_undated_too(incidents)
    shown = others & filters.passes_dates(incidents)
    undated = others & ~shown & incidents["first_day"].isna()
    located = incidents.geometry.notna()
    certain = shown & filters.certain(incidents)
    return Counts(
        total=len(incidents),
        shown=int(shown.sum()),
        visible=int((shown & located).sum()),
        certain=int(certain.sum()),
        possible=int((shown & ~certain).sum()),
        undated=int(undated.sum()),
        unlocated=int((shown & ~located).sum()),
        filtered=int(len(incidents) - shown.sum() - undated.sum()),
    )


def count_by(incidents: gpd.GeoDataFrame, column: str) -> pd.Series[int]:
    """Count incidents by a column, most first and then by code; rows without a value are left out."""
    counts: pd.Series[int] = incidents.groupby(column, dropna=True).size().rename("incidents")
    ranked: pd.Series[int] = counts.sort_index().sort_values(ascending=False, kind="stable")
    return ranked


def count_by_month(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    """Count dated incidents by the month in which they start.

    Returns
    -------
    pandas.DataFrame
        ``month`` (first day, every month from first to last), ``certain`` (the whole span lies in that
        month) and ``possible`` (the span runs on, so that the month is not certain).
    """
    dated = incidents[incidents["first_day"].notna()]
    columns = ["month", "certain", "possible"]
    if dated.empty:
        return pd.DataFrame({c: pd.Series(dtype="datetime64[s]" if c == "month" else "int") for c in columns})
    month = dated["first_day"].dt.to_period("M")
    sure = month == dated["last_day"].dt.to_period("M")
    months = pd.period_range(month.min(), month.max(), freq="M")
    return pd.DataFrame(
        {
            "month": months.to_timestamp(),
            "certain": month[sure].value_counts().reindex(months, fill_value=0).to_numpy(),
            "possible": month[~sure].value_counts().reindex(months, fill_value=0).to_numpy(),
        }
    )
