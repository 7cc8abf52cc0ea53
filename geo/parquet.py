"""Read the tables of a dossier that are kept as GeoParquet, trusted by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from geo.columns import GEOMETRY_TABLES
from geo.descriptor import DESCRIPTOR, Resource
from geo.errors import Problem
from geo.parquet_columns import read_by_columns

CRS = "EPSG:4326"
_READ_ERRORS = (OSError, ValueError, KeyError, TypeError)
_DEGREES = (("EPSG", "4326"), ("OGC", "CRS84"))


def read_written(
    folder: Path, resources: Mapping[str, Resource]
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Read the tables whose file is the one that the descriptor's digest names.

    Returns
    -------
    dict, tuple of Problem
        Frames by resource name, typed as they were written; a file that differs from its digest is a problem.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, resource in resources.items():
        path = folder / resource.path
        if not (resource.hash and resource.path.endswith(".parquet") and path.is_file()):
            continue
        found = digest_file(path)
        if found != resource.hash:
            note = f"this file was changed: its SHA-256 is {found}, {DESCRIPTOR} says {resource.hash}"
            problems.append(Problem(resource.path, None, "", "", note))
            continue
        frame, fault = _read_trusted(path)
        if frame is not None and name in GEOMETRY_TABLES and not isinstance(frame, gpd.GeoDataFrame):
            frame, fault = None, "cannot be read as GeoParquet (it says nothing of a geometry)"
        if frame is None:
            problems.append(Problem(resource.path, None, "", "", fault))
        else:
            frames[name] = frame
    return frames, tuple(problems)


def _read_trusted(path: Path) -> tuple[pd.DataFrame | None, str]:
    try:
        ordered = read_by_columns(path)
    except _READ_ERRORS as error:
        return None, f"cannot be read as GeoParquet ({error})"
    return read_parquet(path) if ordered is None else (ordered, "")


def read_parquet(path: Path) -> tuple[pd.DataFrame | None, str]:
    """Read a Parquet file with or without geometry (EPSG:4326); or say why it cannot be read."""
    try:
        if b"geo" not in (pq.read_schema(path).metadata or {}):
            return pd.read_parquet(path), ""
        frame: Any = gpd.read_parquet(path)
    except _READ_ERRORS as error:
        return None, f"cannot be read as GeoParquet ({error})"
    if frame.crs is not None and frame.crs.to_authority() not in _DEGREES:
        frame = frame.to_crs(CRS)
    frame = frame.set_crs(CRS, allow_override=True)
    for column in frame.columns:
        if str(frame[column].dtype).startswith(("date", "object")) and column.startswith(("date", "valid")):
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame, ""


def parquet_cells(
    frame: Any,
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...], tuple[Any, ...] | None]:
    """Give header, cells (days as ISO text, missing as None) and geometries (None: has none) of a frame."""
    spatial = isinstance(frame, gpd.GeoDataFrame)
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name) if spatial else frame)
    for column in plain.columns:
        if pd.api.types.is_datetime64_any_dtype(plain[column]):
            plain[column] = plain[column].dt.strftime("%Y-%m-%d")
    cells = plain.astype(object).where(plain.notna(), None)
    rows = tuple(cells.itertuples(index=False, name=None))
    return tuple(map(str, plain.columns)), rows, tuple(frame.geometry) if spatial else None


def digest_file(path: Path) -> str:
    """Hash a file: SHA-256 as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
