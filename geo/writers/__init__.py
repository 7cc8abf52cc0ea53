"""Write what passes as a table or as geodata: one module per format, each giving the file's bytes."""

from geo.writers.csv import write_csv
from geo.writers.extract import Extract, make_extract
from geo.writers.geojson import write_geojson
from geo.writers.gpkg import write_gpkg
from geo.writers.kml import write_kml
from geo.writers.parquet import write_parquet
from geo.writers.registry import TABLE_WRITERS
from geo.writers.xlsx import write_xlsx

__all__ = [
    "TABLE_WRITERS",
    "Extract",
    "make_extract",
    "write_csv",
    "write_geojson",
    "write_gpkg",
    "write_kml",
    "write_parquet",
    "write_xlsx",
]
