"""Figures according to someone: what the claims of a party, of one claimant or of all say."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from geo.descriptor import Descriptor
from geo.dossier import Dossier
from geo.filters import MEASURES

DEFAULT_MEASURE = "killed"
# codes of claims that are drawn as another measure
_DRAWN_AS = MappingProxyType({"evacuated": "displaced"})


def measure_of(code: str) -> str:
    """Give the measure that a claim's code is drawn as, ``houses`` for ``houses_burned``; empty for none."""
    measure = "houses" if code.startswith("houses_") else _DRAWN_AS.get(code, code)
    return measure if measure in MEASURES else ""


def speakers_of(descriptor: Descriptor, lens: str) -> frozenset[str]:
    """Give the claimants that speak through a lens: all, those of a party, or one."""
    return frozenset(c.id for c in descriptor.claimants if not lens or lens in {c.id, c.party})


def lens_figures(dossier: Dossier, *, lens: str = "", measure: str = DEFAULT_MEASURE) -> pd.DataFrame:
    """Give the lowest and highest single figure claimed about each incident itself.

    Figures are never added up: not over sides, not over claimants, not over incidents. What is claimed about
    a whole event is not counted for its incidents.

    Parameters
    ----------
    lens
        Id of a party or claimant; empty for all claimants.
    measure
        One of ``geo.filters.MEASURES``.

    Returns
    -------
    pandas.DataFrame
        One row per incident of which the lens says something, indexed by ``incident_id``: ``low``, ``high``,
        ``qualifier`` (of the highest, the first such in the order of the file) and ``claims`` (how many).
    """
    claims = dossier.tables["claims"]
    about = claims[
        claims["subject_id"].isin(set(dossier.incidents["incident_id"]))
        & claims["claimant"].isin(speakers_of(dossier.descriptor, lens))
        & (claims["measure"].map(measure_of) == measure)
        & claims["value"].notna()
    ]
    grouped = about.groupby("subject_id", sort=True)["value"]
    top = about.loc[grouped.idxmax()].set_index("subject_id")
    return pd.DataFrame(
        {"low": grouped.min(), "high": top["value"], "qualifier": top["qualifier"], "claims": grouped.size()}
    ).rename_axis("incident_id")
