"""Two periods side by side: counts of each, what each leaves out, and the differences by type and hotspot."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from geo.dossier import Dossier
from geo.filters import Filters
from geo.summary import Counts, count_by, count_incidents


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two periods of one choice.

    Attributes
    ----------
    first, second
        Counts of each period; what each leaves out is in them.
    in_both
        Incidents that pass in both periods, because the periods overlap or the date is not precise.
    by_type, by_hotspot
        Indexed by code: ``first``, ``second`` (incidents) and ``difference`` (second less first), by the size
        of the difference, then by code. Incidents without a hotspot are not in ``by_hotspot``.
    no_hotspot
        How many incidents of each period have no hotspot.
    """

    first: Counts
    second: Counts
    in_both: int
    by_type: pd.DataFrame = field(repr=False)
    by_hotspot: pd.DataFrame = field(repr=False)
    no_hotspot: tuple[int, int]


def compare_periods(
    dossier: Dossier, filters: Filters, *, start: date | None, end: date | None
) -> Comparison:
    """Set a second period beside the one of the filters, all else chosen alike.

    Periods differ in length and in how well they were searched: a difference is one of records.

    Parameters
    ----------
    start, end
        Inclusive days of the second period; None leaves that side open.

    Raises
    ------
    FilterError
        When the second period ends before it starts.
    """
    other = replace(filters, start=start, end=end)
    first, second = filters.apply(dossier).incidents, other.apply(dossier).incidents
    return Comparison(
        first=count_incidents(dossier, filters),
        second=count_incidents(dossier, other),
        in_both=int(first["incident_id"].isin(second["incident_id"]).sum()),
        by_type=_differences(first, second, "incident_type"),
        by_hotspot=_differences(first, second, "hotspot_id"),
        no_hotspot=(int(first["hotspot_id"].isna().sum()), int(second["hotspot_id"].isna().sum())),
    )


def _differences(first: pd.DataFrame, second: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = pd.DataFrame({"first": count_by(first, column), "second": count_by(second, column)})
    table = counts.fillna(0).astype(int).rename_axis(column).sort_index()
    table["difference"] = table["second"] - table["first"]
    size = -table["difference"].abs()
    return table.loc[size.sort_values(kind="stable").index]
