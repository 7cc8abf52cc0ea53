"""Suggest rows of different datasets that may tell of the same: near in time and place, and of one type."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from geo.dossier import Dossier
from geo.escape import csv_cell
from geo.importers.limits import DUPLICATE_DAYS, DUPLICATE_KM, MAX_DUPLICATES

# words of types that different datasets use for the same kind of incident
_FAMILIES = (
    ("civilians", ("civilian", "one_sided")),
    ("armed", ("battle", "armed", "clash", "state_based", "non_state", "shell", "shoot", "explosion", "drone",
               "strike")),
    ("crowd", ("riot", "brawl", "mob", "stone")),
)  # fmt: skip

# a point in well-known binary, as an import writes it
_POINT = [("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows that may be one incident; nothing is merged."""

    first_id: str
    first_dataset: str
    second_id: str
    second_dataset: str
    days: int
    km: float


def find_duplicates(incidents: Path, base: Dossier) -> tuple[Duplicate, ...]:
    """List pairs across datasets within 1 day and 5 km whose types are the same or of the same family.

    Returns
    -------
    tuple of Duplicate
        At most 10,000, in order of ids.
    """
    metric_crs = base.descriptor.metric_crs
    known = _known(base)
    rows = _near_in_time(_imported(incidents), known)
    everything = pd.concat([_with_metres(rows, metric_crs), _with_metres(known, metric_crs)])
    everything = everything[~everything.index.duplicated()].reset_index(names="id")
    if everything["dataset"].nunique() < 2:
        return ()
    return tuple(
        sorted(_pairs(everything), key=lambda pair: (pair.first_id, pair.second_id))[:MAX_DUPLICATES]
    )


def _imported(path: Path) -> pd.DataFrame:
    columns = ["incident_id", "import_file", "date_start", "incident_type", "geometry"]
    table = pq.read_table(path, columns=columns)
    placed = pc.and_(pc.is_valid(table["geometry"]), pc.is_valid(table["date_start"]))
    table = table.filter(placed)
    points = np.frombuffer(b"".join(table["geometry"].to_pylist()), dtype=_POINT)
    frame = table.drop_columns("geometry").to_pandas(date_as_object=False)
    return _plain(frame, points["x"], points["y"], frame["import_file"])


def _known(base: Dossier) -> pd.DataFrame:
    frame = base.incidents[base.incidents.geometry.notna() & base.incidents["date_start"].notna()]
    dataset = pd.Series(base.descriptor.id, index=frame.index)
    return _plain(frame, frame.geometry.x, frame.geometry.y, dataset)


def _plain(frame: pd.DataFrame, x: Any, y: Any, dataset: pd.Series[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "dataset": dataset.to_numpy(dtype=object),
            "day": frame["date_start"].to_numpy().astype("datetime64[D]").astype("int64"),
            "family": _families(frame["incident_type"]),
            "longitude": np.asarray(x),
            "latitude": np.asarray(y),
        },
        index=pd.Index(frame["incident_id"].to_numpy(dtype=object)),
    )


def _near_in_time(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Keep rows that have a row of another dataset within the days searched; most have none."""
    days = pd.concat([rows, known]).groupby("dataset")["day"].unique()
    spans = range(-DUPLICATE_DAYS, DUPLICATE_DAYS + 1)
    kept = np.zeros(len(rows), dtype=bool)
    for dataset, own in days.items():
        near = np.unique(np.concatenate([own + shift for shift in spans]))
        kept |= (rows["dataset"] != dataset).to_numpy() & rows["day"].isin(near).to_numpy()
    return rows[kept]


def _with_metres(rows: pd.DataFrame, metric_crs: str) -> pd.DataFrame:
    points = gpd.points_from_xy(rows["longitude"], rows["latitude"], crs="EPSG:4326").to_crs(metric_crs)
    return rows.assign(x=points.x, y=points.y)


def _families(types: pd.Series[Any]) -> Any:
    codes, distinct = pd.factorize(types.fillna("").astype("object"))
    return np.array([_family(str(code)) for code in distinct] or [""], dtype=object)[codes]


def _family(code: str) -> str:
    return next((name for name, words in _FAMILIES if any(word in code for word in words)), code)


def _pairs(rows: pd.DataFrame) -> list[Duplicate]:
    # a day is stretched to just under the search distance, so that one tree finds days and metres at once
    found: list[Duplicate] = []
    smallest = rows["dataset"].value_counts().idxmin() if rows["dataset"].nunique() == 2 else None
    asked = rows if smallest is None else rows[rows["dataset"] == smallest]
    tree = shapely.STRtree(shapely.points(rows["x"].to_numpy(), rows["y"].to_numpy()))
    left, right = tree.query(
        shapely.points(asked["x"].to_numpy(), asked["y"].to_numpy()),
        predicate="dwithin",
        distance=DUPLICATE_KM * 1000,
    )
    one, two = asked.iloc[left].reset_index(drop=True), rows.iloc[right].reset_index(drop=True)
    gap = (one["day"] - two["day"]).abs()
    alike = (one["dataset"] != two["dataset"]) & (gap <= DUPLICATE_DAYS) & (one["family"] == two["family"])
    if smallest is None:
        alike &= one["dataset"] < two["dataset"]
    metres = np.hypot(one["x"] - two["x"], one["y"] - two["y"])
    for index in np.flatnonzero(alike.to_numpy()):
        a, b = one.iloc[index], two.iloc[index]
        found.append(
            Duplicate(
                a["id"], a["dataset"], b["id"], b["dataset"], int(gap[index]), round(metres[index] / 1000, 3)
            )
        )
    return found


def write_duplicates(path: Path, duplicates: Sequence[Duplicate]) -> None:
    """Write suggested duplicates as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["first_id", "first_dataset", "second_id", "second_dataset", "days", "km"])
        for pair in duplicates:
            texts = (pair.first_id, pair.first_dataset, pair.second_id, pair.second_dataset)
            writer.writerow([*map(csv_cell, texts), pair.days, pair.km])
