"""Incidents as a flat table for spreadsheets."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.dossier import Dossier
from geo.escape import csv_cell

_DAYS = ("date_start", "date_end", "first_day", "last_day")


def incidents_to_frame(dossier: Dossier) -> gpd.GeoDataFrame:
    """Give incidents ready to leave the house, in order of date and id; EPSG:4326.

    Both sides' accounts follow as ``account_<party>`` in the dossier's order, then ``attribution`` and
    ``licence`` of each row: its own, else its resource's.
    """
    out = dossier.incidents.drop(columns="search_text")
    accounts = dossier.tables["accounts"]
    for party in dossier.descriptor.parties:
        own = accounts[accounts["party"] == party.id].drop_duplicates("subject_id")
        by_subject = own.set_index("subject_id")["account"]
        out[f"account_{party.id}"] = out["incident_id"].map(by_subject)
    out = with_licence(out, dossier, "incidents")
    return out.sort_values(["date_start", "incident_id"], na_position="last", ignore_index=True)


def with_licence(frame: pd.DataFrame, dossier: Dossier, name: str) -> pd.DataFrame:
    """Give every row its ``attribution`` and ``licence``: its own, else those of the resource."""
    resource = dossier.resource(name)
    if resource is None:
        return frame
    own = {"attribution": resource.attribution, "licence": resource.licence}
    return frame.assign(**{
        column: frame[column].fillna(value) if column in frame.columns else value
        for column, value in own.items()
    })  # fmt: skip


def incidents_to_table(dossier: Dossier) -> pd.DataFrame:
    """Flatten incidents for a table: days as ISO text, the point as ``latitude`` and ``longitude``."""
    incidents = incidents_to_frame(dossier)
    place = incidents.geometry
    out = pd.DataFrame(incidents.drop(columns="geometry"))
    for column in _DAYS:
        out[column] = out[column].dt.strftime("%Y-%m-%d")
    out = out.assign(latitude=place.y, longitude=place.x)
    # the point stands before what the joins and the licence add
    added = [c for c in out.columns if c.startswith("account_") or c in {"attribution", "licence"}]
    return out[[c for c in out.columns if c not in added] + added]


def incidents_to_csv(dossier: Dossier) -> str:
    """Write incidents as CSV that a spreadsheet opens without running any cell.

    A text cell that would be taken for a formula gets a ``'`` before it; unknown is an empty cell.
    """
    table = incidents_to_table(dossier)
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = table[column].map(csv_cell, na_action="ignore")
    return table.rename(columns=csv_cell).to_csv(index=False, lineterminator="\n")


def table_to_csv(dossier: Dossier, name: str) -> str:
    """Write one table of a dossier as CSV that a spreadsheet opens without running any cell.

    Points become ``latitude`` and ``longitude``; other geometry is left out. Unknown is an empty cell.
    """
    frame = dossier.tables[name]
    hidden = [c for c in ("search_text", "geometry") if c in frame.columns]
    table = pd.DataFrame(frame.drop(columns=hidden))
    if "geometry" in frame.columns and frame.geometry.dropna().geom_type.eq("Point").all():
        table = table.assign(latitude=frame.geometry.y, longitude=frame.geometry.x)
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            table[column] = table[column].dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = table[column].map(csv_cell, na_action="ignore")
    return table.rename(columns=csv_cell).to_csv(index=False, lineterminator="\n")
