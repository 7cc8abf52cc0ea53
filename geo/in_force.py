"""What is drawn on a day: the line with its status, countries and enclaves of the drawing in force."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd

from geo.dossier import Dossier


def boundaries_in_force(dossier: Dossier, day: date) -> gpd.GeoDataFrame:
    """Give the sectors of the drawing in force, each with the last status that had begun on the day.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, with ``status`` and ``status_since`` (both missing where no status is known).
    """
    status = dossier.tables["boundary_status"]
    begun = status[status["valid_from"].isna() | (status["valid_from"] <= pd.Timestamp(day))]
    last = begun.sort_values("valid_from", na_position="first", kind="stable").drop_duplicates(
        "sector_id", keep="last"
    )
    rows = _of_drawing(dossier, dossier.tables["boundaries"], day)
    found = last.set_index("sector_id").reindex(rows["sector_id"]).set_axis(rows.index)
    return rows.assign(status=found["status"], status_since=found["valid_from"])


def countries_in_force(dossier: Dossier, day: date) -> gpd.GeoDataFrame:
    """Give the countries of the drawing in force, or of the first drawing that has any."""
    countries = dossier.tables["countries"]
    rows = _of_drawing(dossier, countries, day)
    if rows.empty and len(countries):
        return countries[countries["drawing"] == countries["drawing"].iloc[0]]
    return rows


def enclaves_in_force(dossier: Dossier, day: date) -> gpd.GeoDataFrame:
    """Give each enclave from the drawing in force, or from the latest earlier one that has it.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, with ``faint`` (bool): it comes from an earlier drawing.
    """
    order = [drawing.id for drawing in dossier.descriptor.drawings]
    drawing = dossier.descriptor.drawing_at(day)
    now = order.index(drawing.id) if drawing else -1
    enclaves = dossier.tables["enclaves"]
    rank = enclaves["drawing"].map(lambda name: order.index(name) if name in order else len(order))
    held = enclaves.assign(faint=rank < now)[rank <= now]
    newest = held.assign(rank=rank).sort_values(["enclave_id", "rank"])
    return newest.drop_duplicates("enclave_id", keep="last").drop(columns="rank")


def _of_drawing(dossier: Dossier, frame: gpd.GeoDataFrame, day: date) -> gpd.GeoDataFrame:
    drawing = dossier.descriptor.drawing_at(day)
    return frame[frame["drawing"] == drawing.id] if drawing else frame[:0]
