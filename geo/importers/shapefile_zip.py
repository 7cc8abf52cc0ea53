"""Read a zipped shapefile: its parts are unpacked into the worker's own folder and read by GDAL."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from geo.errors import IngestError, shorten
from geo.importers.archives import check_archive, is_litter, read_member
from geo.importers.contract import Note, Notes, Options, Table
from geo.importers.geometry import place_from_wkb
from geo.importers.limits import MAX_ROWS, MAX_UNPACKED_BYTES
from geo.importers.records import Record, cell_text, table_from_records

_NEEDED, _USEFUL = (".shp", ".shx", ".dbf"), (".prj", ".cpg")


def open_shapefile(path: Path, options: Options) -> Table:
    """Open the shapefile of a zip archive.

    Raises
    ------
    IngestError
        When the archive is harmful or damaged, parts are missing, or the layer asked for is not there.
    """
    members = [member.filename for member in check_archive(path) if not is_litter(member.filename)]
    stems = sorted({name[:-4] for name in members if name.lower().endswith(".shp")})
    stem, notes = _choose(stems, options.layer)
    parts = {suffix: _part(members, stem, suffix) for suffix in (*_NEEDED, *_USEFUL)}
    missing = [suffix for suffix in _NEEDED if not parts[suffix]]
    if missing:
        raise IngestError(
            "shapefile-parts", f"lacks {', '.join(missing)} of “{shorten(stem)}”: zip all parts together"
        )
    folder = path.parent / "shapefile"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(path) as archive:
        for suffix, name in parts.items():
            if name:
                content = read_member(archive, name, limit=MAX_UNPACKED_BYTES)
                (folder / f"layer{suffix}").write_bytes(content)
    names = tuple(PurePosixPath(one).name for one in stems)
    return replace(_read(folder / "layer.shp", options, notes), choices=names if len(names) > 1 else ())


def _choose(stems: Sequence[str], wanted: str) -> tuple[str, tuple[Note, ...]]:
    if not stems:
        raise IngestError("shapefile-parts", "lacks a .shp file: zip all parts of the shapefile together")
    named = {PurePosixPath(stem).name: stem for stem in stems}
    if wanted:
        if wanted in named:
            return named[wanted], ()
        raise IngestError(
            "layer", f"has no layer “{shorten(wanted)}”. Its layers: {shorten(', '.join(named))}"
        )
    if len(stems) == 1:
        return stems[0], ()
    said = f"The layer “{next(iter(named))}” is read, of {shorten(', '.join(named))}. Choose with --layer."
    return stems[0], (Note("assumed-layer", said, len(stems) - 1),)


def _part(names: Sequence[str], stem: str, suffix: str) -> str:
    wanted = f"{stem}{suffix}".lower()
    return next((name for name in names if name.lower() == wanted), "")


def _read(path: Path, options: Options, found: tuple[Note, ...]) -> Table:
    import pyogrio.raw  # noqa: PLC0415 - only here is GDAL needed
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415 - loaded only when a file needs it

    try:
        encoding = options.encoding or None
        meta, _, shapes, fields = pyogrio.raw.read(
            path, encoding=encoding, max_features=MAX_ROWS + 1, datetime_as_string=True
        )
    except (DataSourceError, DataLayerError, ValueError, RuntimeError, UnicodeDecodeError) as error:
        raise IngestError("damaged-file", f"is a damaged shapefile ({shorten(str(error))})") from None
    notes = Notes(found)
    columns = [str(name) for name in meta["fields"]]
    records = [
        Record(row, _cells(columns, values), place_from_wkb(shape, notes, row))
        for row, (shape, *values) in enumerate(zip(shapes, *fields, strict=True), start=2)
    ]
    crs = str(meta["crs"] or "")
    assumed = {"CRS": shorten(crs, limit=60) or "not stated", "encoding": str(meta.get("encoding") or "")}
    head = Table("shapefile", (), lambda: iter(()), assumed, notes.freeze(), crs)
    return table_from_records(records, head)


def _cells(columns: Sequence[str], values: Sequence[Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in zip(columns, values, strict=True)}


def _text(value: Any) -> str:
    plain = value.item() if hasattr(value, "item") else value
    if plain is None or (isinstance(plain, float) and math.isnan(plain)):
        return ""
    return cell_text(plain).removesuffix("T00:00:00")
