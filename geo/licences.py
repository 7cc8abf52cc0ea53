"""Rows that may not be passed on: left out of what leaves the house, counted by month and sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from geo.dossier import Dossier

_TRUE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a release leaves out because of its licence.

    Attributes
    ----------
    rows
        How many rows of each table are left out; no entry where none are.
    by_month_and_sector
        The incidents among them: ``month`` (``YYYY-MM`` or empty), ``sector`` (id or empty), ``incidents``.
    reason
        Why such rows are in the file all the same; empty when they are left out.
    """

    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    by_month_and_sector: tuple[Mapping[str, Any], ...] = ()
    reason: str = ""

    def describe(self) -> str:
        """Say in a sentence what is left out or let through; empty when there is nothing to say."""
        if not self.rows:
            return ""
        rows = ", ".join(f"{count} of {name.replace('_', ' ')}" for name, count in self.rows.items())
        if self.reason:
            return f"Rows that their licence does not let pass on are in this file ({rows}): {self.reason}"
        return f"Left out, as their licence does not let them be passed on: {rows}."


def release_dossier(dossier: Dossier, *, allow: str = "") -> tuple[Dossier, Withheld]:
    """Leave out the rows that may not be passed on, with the claims and accounts about them.

    Parameters
    ----------
    dossier
        A resource says ``"restricted": true`` in the descriptor, a row in its column ``restricted``.
    allow
        A reason for which such rows stay all the same.

    Returns
    -------
    Dossier, Withheld
        The dossier without those rows (itself when there are none), and how many were left out.
    """
    marked = {name: mask for name in dossier.tables if (mask := _restricted(dossier, name)).any()}
    if not marked:
        return dossier, Withheld()
    if allow:
        return dossier, Withheld(_counts(marked), reason=allow)
    held = dossier.incidents[marked["incidents"]] if "incidents" in marked else dossier.incidents[:0]
    subjects = set(held["incident_id"])
    for name in ("claims", "accounts"):
        frame = dossier.tables[name]
        about = frame["subject_id"].isin(subjects)
        if about.any():
            marked[name] = marked.get(name, about) | about
    released = dossier
    for name, mask in marked.items():
        released = released.with_table(name, dossier.tables[name][~mask])
    return released, Withheld(_counts(marked), _aggregate(held))


def _restricted(dossier: Dossier, name: str) -> pd.Series[bool]:
    frame = dossier.tables[name]
    resource = dossier.resource(name)
    if resource is not None and resource.restricted:
        return pd.Series(data=True, index=frame.index)
    if "restricted" not in frame.columns:
        return pd.Series(data=False, index=frame.index)
    marks: pd.Series[bool] = (
        frame["restricted"].astype("object").map(lambda value: str(value).strip().lower() in _TRUE)
    )
    return marks.astype(bool)


def _counts(marked: Mapping[str, pd.Series[bool]]) -> Mapping[str, int]:
    return MappingProxyType({name: int(mask.sum()) for name, mask in sorted(marked.items())})


def _aggregate(held: pd.DataFrame) -> tuple[Mapping[str, Any], ...]:
    months = held["first_day"].dt.strftime("%Y-%m").fillna("")
    counts = held.groupby([months.rename("month"), held["sector_id"].fillna("").rename("sector")]).size()
    return tuple(
        MappingProxyType({"month": month, "sector": sector, "incidents": int(count)})
        for month, sector, count in counts.rename("count").reset_index().itertuples(index=False)
    )
