"""Find the manifest that an export carries."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pyogrio
from defusedxml import ElementTree
from PIL import Image

from geo import ExportError
from geo.manifest import parse_manifest
from geo.writers.gpkg import MANIFEST_KEY as GPKG_KEY
from geo.writers.kml_parts import NAMESPACE
from geo.writers.parquet import MANIFEST_KEY as PARQUET_KEY
from layers.exports import BESIDE
from layers.figure import MANIFEST_KEY as PNG_KEY
from layers.unpack import unpack_incidents

_BLOCK = rb'<script type="application/octet-stream" %b>([A-Za-z0-9+/=\n]*)</script>'
_DATA, _FIRST, _REST = (
    re.compile(_BLOCK % f'id="marchland-{name}"'.encode()) for name in ("data", "incidents", "rest")
)
_TEXTS = re.compile(_BLOCK % b'class="marchland-texts"')
_KEYWORDS = re.compile(rb"/Keywords \(((?:\\.|[^\\)])*)\)", re.DOTALL)
_MOST_BYTES = 1_000_000_000  # no page unpacks to more
_DC_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def read_embedded(path: Path) -> dict[str, Any]:
    """Read the manifest of an export, or for a CSV the one beside it.

    Raises
    ------
    ExportError
        When the file cannot be read or carries no manifest.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ExportError(f"{path.name} is no export: expected one of {', '.join(_READERS)}.")
    try:
        text = reader(path)
    except FileNotFoundError as error:
        raise ExportError(f"{Path(str(error.filename or path)).name} is missing.") from None
    except Exception as error:  # noqa: BLE001 - a broken file breaks its reader in many ways
        raise ExportError(f"{path.name} cannot be read as {path.suffix} ({type(error).__name__}).") from None
    if text is None:
        raise ExportError(f"{path.name} carries no manifest.")
    return parse_manifest(text)


def read_page_data(content: bytes) -> dict[str, Any]:
    """Unpack the data block of a page.

    Raises
    ------
    ExportError
        When there is no such block or it is damaged.
    """
    found = _DATA.search(content)
    if found is None:
        raise ExportError("The page has no data block.")
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        text = unpack.decompress(base64.b64decode(found[1]), _MOST_BYTES)
        data: dict[str, Any] = json.loads(text)
    except (ValueError, zlib.error) as error:
        raise ExportError(f"The page's data block is damaged ({error}).") from None
    return data


def read_page_incidents(content: bytes) -> dict[str, Any]:
    """Unpack the incidents of a page, as :func:`layers.unpack.unpack_incidents` does.

    Raises
    ------
    ExportError
        When there are no such blocks or they are damaged.
    """
    first, rest = _FIRST.search(content), _REST.search(content)
    if first is None or rest is None:
        raise ExportError("The page has no incidents block.")
    texts = [part.decode("ascii") for part in _TEXTS.findall(content)]
    try:
        return unpack_incidents(first[1].decode("ascii"), rest[1].decode("ascii"), texts)
    except (ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
        raise ExportError(f"The page's incidents are damaged ({error}).") from None


def _of_html(path: Path) -> str:
    return json.dumps(read_page_data(path.read_bytes())["meta"]["manifest"])


def _of_zip(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        [member] = archive.infolist()
        if member.file_size > _MOST_BYTES:
            raise ExportError(f"{path.name} unpacks to more than a page holds.")
        return json.dumps(read_page_data(archive.read(member))["meta"]["manifest"])


def _of_csv(path: Path) -> str:
    return path.with_name(path.name + BESIDE).read_text(encoding="utf-8")


def _of_xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    rows = book["Manifest"].iter_rows(max_col=1, values_only=True)
    return "\n".join(str(row[0]) for row in rows)


def _of_geojson(path: Path) -> str:
    return json.dumps(json.loads(path.read_bytes())["marchland"])


def _of_gpkg(path: Path) -> str | None:
    path.stat()
    metadata = pyogrio.read_info(path, layer="incidents")["dataset_metadata"] or {}
    return metadata.get(GPKG_KEY)


def _of_kml(path: Path) -> str | None:
    root = ElementTree.parse(path).getroot()
    spaces = {"k": NAMESPACE}
    held = root.findall("k:Document/k:ExtendedData/k:Data[@name='manifest']/k:value", spaces)
    return held[0].text if held else None


def _of_parquet(path: Path) -> str | None:
    value = (pq.read_metadata(path).metadata or {}).get(PARQUET_KEY)
    return value.decode() if value else None


def _of_png(path: Path) -> str | None:
    with Image.open(path) as picture:
        text = picture.info.get(PNG_KEY)
    return str(text) if text else None


def _of_svg(path: Path) -> str | None:
    return next((e.text for e in ElementTree.parse(path).getroot().iter(_DC_DESCRIPTION)), None)


def _of_pdf(path: Path) -> str | None:
    found = _KEYWORDS.search(path.read_bytes())
    # a string of ASCII in a PDF escapes brackets and backslashes only
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode("ascii") if found else None


_READERS: Mapping[str, Callable[[Path], str | None]] = MappingProxyType(
    {
        ".html": _of_html,
        ".csv": _of_csv,
        ".xlsx": _of_xlsx,
        ".geojson": _of_geojson,
        ".gpkg": _of_gpkg,
        ".kml": _of_kml,
        ".parquet": _of_parquet,
        ".png": _of_png,
        ".svg": _of_svg,
        ".pdf": _of_pdf,
        ".zip": _of_zip,
    }
)
