"""Join incidents to their event, hotspot and claims."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from geo.dates import widen_span
from geo.text import fold, split_list


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
        A copy with ``first_day``, ``last_day`` (datetime64), ``event_title``, ``event_kind``,
        ``hotspot_name``, ``search_text`` (folded) and ``uncertainty_m`` in metres: the row's own, else the
        dossier's default for its ``geo_precision``.
    """
    event = events.drop_duplicates("event_id").set_index("event_id")
    hotspot = hotspots.drop_duplicates("hotspot_id").set_index("hotspot_id")
    default = incidents["geo_precision"].map(uncertainty_m.get).astype("float64")
    out = incidents.assign(
        **widen_span(incidents),
        event_title=incidents["event_id"].map(event["title"]).astype("str"),
        event_kind=incidents["event_id"].map(event["kind"]).astype("str"),
        hotspot_name=incidents["hotspot_id"].map(hotspot["name"]).astype("str"),
        uncertainty_m=incidents["uncertainty_m"].astype("float64").fillna(default),
    )
    return out.assign(search_text=_search_text(out, hotspot))


def _search_text(incidents: gpd.GeoDataFrame, hotspot: pd.DataFrame) -> pd.Series[str]:
    """Fold what a reader may search for, part by part, so that no match runs across two parts."""
    named = [c for c in hotspot.columns if c == "name" or c.startswith("name_")]
    names = {
        key: [fold(str(row[c])) for c in named if isinstance(row[c], str)]
        + [fold(v) for v in split_list(row["variants"])]
        for key, row in hotspot.iterrows()
    }
    own = incidents[["title", "place", "summary", "event_title"]].fillna("")
    parts = [
        [*map(fold, row), *names.get(key, ())]
        for row, key in zip(own.itertuples(index=False), incidents["hotspot_id"], strict=True)
    ]
    return pd.Series(["\n".join(p) for p in parts], index=incidents.index, dtype="str")


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

    Claims about a whole event do not count. A claim's qualifier and its scope in words are not
    weighed: the mark says that the claims are to be read, not who is right.
    """
    filled = claims[claims["value"].notna()]
    side = filled["of_party"].astype("str").fillna("")
    distinct = filled.assign(side=side).groupby(["subject_id", "measure", "side"])["value"].nunique()
    differing = set(distinct[distinct > 1].index.get_level_values("subject_id"))
    differs: pd.Series[bool] = incidents["incident_id"].isin(differing)
    return differs
