"""Load the libraries that a format needs while files may still be opened."""

from __future__ import annotations

import importlib
from pathlib import Path

_ALWAYS = ("encodings.idna", "pyarrow.parquet", "pyarrow.ipc", "pyarrow.csv", "shapely", "charset_normalizer")
_BY_EXTENSION = {
    ".xlsx": ("openpyxl", "openpyxl.worksheet._read_only"),
    ".xlsm": ("openpyxl", "openpyxl.worksheet._read_only"),
    ".gpkg": ("sqlite3", "pyproj"),
    ".zip": ("pyogrio", "pyogrio.raw", "pyproj"),
    ".parquet": ("pyproj",),
    ".geoparquet": ("pyproj",),
    ".kml": ("defusedxml.ElementTree",),
    ".kmz": ("defusedxml.ElementTree",),
    ".gpx": ("defusedxml.ElementTree",),
}


def load(name: str) -> None:
    """Import what reading a file of this name needs."""
    for module in (*_ALWAYS, *_BY_EXTENSION.get(Path(name).suffix.lower(), ())):
        importlib.import_module(module)
