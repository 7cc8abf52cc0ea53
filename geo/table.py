"""Incidents as a flat table for spreadsheets."""

from __future__ import annotations

import pandas as pd

from geo.dossier import Dossier
from geo.escape import csv_cell

_DAYS = ("date_start", "date_end", "first_day", "last_day")
_HIDDEN = ("search_text", "geometry")


def incidents_to_table(dossier: Dossier) -> pd.DataFrame:
    """Flatten incidents for a table: days as ISO text, the point as ``latitude`` and ``longitude``.

    Both sides' accounts follow as ``account_<party>`` in the dossier's order, then ``attribution`` and
    ``licence``; in order of date and id.
    """
    incidents = dossier.incidents
    out = pd.DataFrame(incidents.drop(columns=list(_HIDDEN)))
    for column in _DAYS:
        out[column] = out[column].dt.strftime("%Y-%m-%d")
    out = out.assign(latitude=incidents.geometry.y, longitude=incidents.geometry.x)
    accounts = dossier.tables["accounts"]
    for party in dossier.descriptor.parties:
        own = accounts[accounts["party"] == party.id].drop_duplicates("subject_id")
        by_subject = own.set_index("subject_id")["account"]
        out[f"account_{party.id}"] = out["incident_id"].map(by_subject)
    if resource := dossier.resource("incidents"):
        out = out.assign(attribution=resource.attribution, licence=resource.licence)
    return out.sort_values(["date_start", "incident_id"], na_position="last", ignore_index=True)


def incidents_to_csv(dossier: Dossier) -> str:
    """Write incidents as CSV that a spreadsheet opens without running any cell.

    A text cell that would be taken for a formula gets a ``'`` before it; unknown is an empty cell.
    """
    table = incidents_to_table(dossier)
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = table[column].map(csv_cell, na_action="ignore")
    return table.rename(columns=csv_cell).to_csv(index=False, lineterminator="\n")
