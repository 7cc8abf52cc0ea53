"""Which extension is written by which module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from geo.writers.csv import write_csv
from geo.writers.extract import Extract
from geo.writers.geojson import write_geojson
from geo.writers.gpkg import write_gpkg
from geo.writers.kml import write_kml
from geo.writers.parquet import write_parquet
from geo.writers.xlsx import write_xlsx

TABLE_WRITERS: Mapping[str, Callable[[Extract], bytes]] = MappingProxyType(
    {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
        ".geojson": write_geojson,
        ".gpkg": write_gpkg,
        ".kml": write_kml,
        ".parquet": write_parquet,
    }
)
