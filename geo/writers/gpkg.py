"""Everything with a geometry, and the tables about it, as a GeoPackage with metadata and styles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.manifest import write_manifest
from geo.writers.extract import Extract
from geo.writers.plain import json_value
from geo.writers.qml import layer_styles

MANIFEST_KEY = "MARCHLAND_MANIFEST"
_CLOCK = "OGR_CURRENT_DATE"


def write_gpkg(extract: Extract) -> bytes:
    """Write a GeoPackage: one layer per kind of feature, tables of claims, accounts, events and sources.

    Styles stand in the table ``layer_styles`` where QGIS looks for them; the manifest is the file's metadata.
    """
    day = extract.dossier.descriptor.data_date
    with tempfile.TemporaryDirectory(prefix="marchland-") as folder, _clock_at(f"{day}T00:00:00.000Z"):
        path = Path(folder) / "export.gpkg"
        metadata: dict[str, Any] = {"dataset_metadata": {MANIFEST_KEY: write_manifest(extract.manifest)}}
        for name, frame in extract.layers().items():
            _write_layer(path, name, frame, extract, **metadata)
            metadata = {}
        for name in ("events", "claims", "accounts", "sources"):
            table: pd.DataFrame = getattr(extract, name)()
            _write_table(path, name, table)
        _write_table(path, "layer_styles", _styles(extract))
        return path.read_bytes()


@contextmanager
def _clock_at(moment: str) -> Iterator[None]:
    """Let GDAL stamp what it writes with a moment that is always the same."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: moment})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})


def _write_layer(path: Path, name: str, frame: gpd.GeoDataFrame, extract: Extract, **options: Any) -> None:
    kind, multi = _kind(frame)
    resource = extract.dossier.resource(name)
    pyogrio.write_dataframe(
        _writable(frame),
        path,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        geometry_type=kind,
        promote_to_multi=multi,
        layer_metadata=_layer_metadata(resource.licence, resource.attribution) if resource else None,
        layer_options={"DESCRIPTION": resource.description if resource else "", "FID": "fid"},
        **options,
    )


def _kind(frame: gpd.GeoDataFrame) -> tuple[str, bool]:
    """Give the one geometry type of a layer, and whether its parts are promoted to Multi."""
    types = set(frame.geometry.geom_type.dropna())
    plain = {name.removeprefix("Multi") for name in types}
    if len(plain) != 1:
        return ("Unknown" if plain else "Point"), False
    multi = types != plain
    return f"{'Multi' if multi else ''}{plain.pop()}", multi


def _layer_metadata(licence: str, attribution: str) -> dict[str, str]:
    return {"LICENCE": licence, "ATTRIBUTION": attribution}


def _write_table(path: Path, name: str, frame: pd.DataFrame) -> None:
    pyogrio.write_dataframe(_writable(frame), path, layer=name, driver="GPKG", append=True)


def _writable(frame: pd.DataFrame) -> pd.DataFrame:
    """Give dates as dates, texts as UTF-8 can hold them, and names that SQLite can tell apart."""
    out = frame.copy()
    for column in frame.columns:
        if column == "geometry":
            continue
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            out[column] = frame[column].astype("datetime64[ms]")
        elif not (pd.api.types.is_numeric_dtype(frame[column]) or pd.api.types.is_bool_dtype(frame[column])):
            texts = [json_value(value) for value in frame[column]]
            out[column] = pd.Series(texts, index=frame.index, dtype=object)
    return out.rename(columns=_names(out.columns))


def _names(columns: pd.Index[str]) -> dict[str, str]:
    """Name columns apart from each other, and from the file's own, whatever the case of their letters."""
    taken, names = {"fid", "geom"}, {}
    for column in columns:
        name = str(column)
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        names[column] = name
    return names


def _styles(extract: Extract) -> pd.DataFrame:
    styles = layer_styles(extract.dossier.descriptor)
    return pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": list(styles),
            "f_geometry_column": "geom",
            "styleName": list(styles),
            "styleQML": list(styles.values()),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "The colours of the map",
            "owner": "",
            "ui": "",
            "update_time": f"{extract.dossier.descriptor.data_date}T00:00:00.000Z",
        }
    )
