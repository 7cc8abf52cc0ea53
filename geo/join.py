"""Join incidents to their event, hotspot and claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.dates import widen_span
from geo.text import fold, split_list
from geo.translations import list_translated


def join_incidents(
    incidents: gpd.GeoDataFrame,
    *,
    events: pd.DataFrame,
    hotspots: pd.DataFrame,
    uncertainty_m: Mapping[str, float | None],
) -> gpd.GeoDataFrame:
    """Add the attributes of each incident's event and hotspot, its span of days and its search text.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with ``first_day``, ``last_day`` (datetime64), ``event_title`` (and ``event_title_ru`` … where
        the events have it), ``event_kind``,
        ``hotspot_name``, ``search_text`` (every spelling of the hotspot's name, folded; a row's own words are
        folded when somebody searches) and ``uncertainty_m`` in metres: the row's own, else the dossier's
        default for its ``geo_precision``.
    """
    event = events.drop_duplicates("event_id").set_index("event_id")
    hotspot = hotspots.drop_duplicates("hotspot_id").set_index("hotspot_id")
    default = incidents["geo_precision"].map(uncertainty_m.get).astype("float64")
    out = incidents.assign(
        **widen_span(incidents),
        **{
            f"event_{column}": incidents["event_id"].map(event[column]).astype("str")
            for column in ("title", *list_translated(event.columns, "title"))
        },
        event_kind=incidents["event_id"].map(event["kind"]).astype("str"),
        hotspot_name=incidents["hotspot_id"].map(hotspot["name"]).astype("str"),
        uncertainty_m=incidents["uncertainty_m"].astype("float64").fillna(default),
    )
    return out.assign(search_text=_hotspot_words(out, hotspot))


def _hotspot_words(incidents: gpd.GeoDataFrame, hotspots: pd.DataFrame) -> pd.Categorical:
    """Fold every spelling of a hotspot's name once, one to a line so that no match runs across two."""
    named = [c for c in hotspots.columns if c == "name" or c.startswith("name_")]
    spellings = zip(*(hotspots[column] for column in named), strict=True)
    words = [
        "\n".join(map(fold, [*(name for name in names if isinstance(name, str)), *split_list(variants)]))
        for names, variants in zip(spellings, hotspots["variants"], strict=True)
    ]
    codes, distinct = pd.factorize(pd.Series(words, dtype=object))
    rows = hotspots.index.get_indexer(pd.Index(incidents["hotspot_id"]))
    kind = pd.CategoricalDtype(list(distinct))
    return pd.Categorical.from_codes(np.append(codes, -1)[rows], dtype=kind)


def claims_of(claims: pd.DataFrame, subject_id: str, *, measure: str | None = None) -> pd.DataFrame:
    """Give the claims about one incident, event or milestone, by measure, claimant and as-of date."""
    rows = claims[claims["subject_id"] == subject_id]
    if measure is not None:
        rows = rows[rows["measure"] == measure]
    return rows.sort_values(["measure", "claimant", "as_of"], na_position="first")


def join_claims(incidents: gpd.GeoDataFrame, claims: pd.DataFrame, *, measure: str) -> gpd.GeoDataFrame:
    """Add the lowest and highest figure claimed about each incident itself for one measure.

    Figures are never added up: not over claimants, and not over incidents to an event.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with ``<measure>_low``, ``<measure>_high`` (missing where nobody gave a figure) and
        ``<measure>_claims`` (how many claims).
    """
    grouped = claims[claims["measure"] == measure].groupby("subject_id")["value"]
    subject = incidents["incident_id"]
    return incidents.assign(
        **{
            f"{measure}_low": subject.map(grouped.min()),
            f"{measure}_high": subject.map(grouped.max()),
            f"{measure}_claims": subject.map(grouped.size()).fillna(0).astype(int),
        }
    )


def claims_differ(incidents: gpd.GeoDataFrame, claims: pd.DataFrame) -> pd.Series[bool]:
    """Tell about which incidents two claims give different figures for one measure and one side.

    Claims about a whole event do not count, nor does the lowest or highest figure beside the estimate that
    the same source gives. A claim's qualifier and its scope in words are not
    weighed: the mark says that the claims are to be read, not who is right.
    """
    filled = _estimates(claims[claims["value"].notna()])
    side = filled["of_party"].astype("str").fillna("")
    distinct = filled.assign(side=side).groupby(["subject_id", "measure", "side"])["value"].nunique()
    differing = set(distinct[distinct > 1].index.get_level_values("subject_id"))
    differs: pd.Series[bool] = incidents["incident_id"].isin(differing)
    return differs


def told_by(incidents: gpd.GeoDataFrame, accounts: pd.DataFrame) -> pd.Series[Any]:
    """Tell which parties gave an account of each incident or of its event: ids in order, with ``;`` between.

    Returns
    -------
    pandas.Series
        Categorical, empty where no account was found.
    """
    given = accounts[accounts["account"].notna()]
    parties = sorted(given["party"].unique())
    code = np.zeros(len(incidents), dtype=np.int64)
    for bit, party in enumerate(parties):
        subjects = given.loc[given["party"] == party, "subject_id"]
        told = incidents["incident_id"].isin(subjects) | incidents["event_id"].isin(subjects)
        code |= told.to_numpy(dtype=np.int64) << bit
    found, rows = np.unique(code, return_inverse=True)
    words = [";".join(p for bit, p in enumerate(parties) if int(which) >> bit & 1) for which in found]
    return pd.Series(pd.Categorical.from_codes(rows, dtype=pd.CategoricalDtype(words)), index=incidents.index)


def _estimates(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out the bounds of an estimate: who says “about 5, 3 to 9” contradicts nobody."""
    several = claims[claims["subject_id"].duplicated(keep=False)]
    bounds = several["qualifier"].isin(("at_least", "at_most"))
    keys = ["subject_id", "measure", "of_party", "claimant", "source_id"]
    estimated = pd.MultiIndex.from_frame(several.loc[several["qualifier"] == "about", keys].fillna(""))
    kept = ~bounds | ~pd.MultiIndex.from_frame(several[keys].fillna("")).isin(estimated)
    left: pd.DataFrame = several[kept]
    return left
