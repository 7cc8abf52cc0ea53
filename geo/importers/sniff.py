"""Tell what a file is by its first bytes, and refuse it where its name says otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

from geo.errors import IngestError
from geo.importers.archives import check_archive, is_litter
from geo.importers.limits import MAX_FILE_BYTES, MB

HEAD_BYTES = 65_536
# format by extension; what the bytes say must be the same
EXTENSIONS = MappingProxyType(
    {
        ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv",
        ".xlsx": "xlsx", ".xlsm": "xlsx",
        ".geojson": "geojson", ".json": "geojson",
        ".gpkg": "gpkg", ".kml": "kml", ".kmz": "kmz", ".gpx": "gpx", ".zip": "shapefile",
        ".parquet": "parquet", ".geoparquet": "parquet",
    }
)  # fmt: skip
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an encrypted workbook, or one in the old .xls format",
     "Save it as .xlsx without a password."),
    (b"\x00\x00\x27\x0a", "the .shp part of a shapefile alone",
     "Its .shx, .dbf and .prj are missing: zip the parts together."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and give the file inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and give the file inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and give the file inside."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and give the file inside."),
    (b"Rar!", "a RAR archive", "Unpack it and give the file inside."),
    (b"%PDF", "a PDF", "Give the table behind it."),
    (b"\x89PNG", "a picture", "Give the table behind it."),
    (b"\xff\xd8\xff", "a picture", "Give the table behind it."),
    (b"MZ", "a program", "Give a table."),
    (b"\x7fELF", "a program", "Give a table."),
)  # fmt: skip
_XML_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.\-]+:)?([\w.\-]+)")
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def sniff_file(path: Path, *, name: str) -> str:
    """Give the format of a file: csv, xlsx, geojson, gpkg, kml, kmz, gpx, shapefile or parquet.

    Raises
    ------
    IngestError
        When it is no file, empty, too large, of no known format, or not what its extension says.
    """
    if not path.is_file():
        raise IngestError("no-file", "is not a file that can be read")
    size = path.stat().st_size
    if size == 0:
        raise IngestError("empty-file", "is empty: expected a header and rows")
    if size > MAX_FILE_BYTES:
        raise IngestError(
            "file-too-large",
            f"has {size:,} bytes: the limit is {MAX_FILE_BYTES // MB:,} MB. Split it into several files",
        )
    wanted = EXTENSIONS.get(Path(name).suffix.lower())
    if wanted is None:
        raise IngestError(
            "unknown-extension",
            f"ends in “{Path(name).suffix}”: expected one of {', '.join(sorted(EXTENSIONS))}",
        )
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = _kind(path, head)
    if found != wanted:
        raise IngestError(
            "wrong-extension",
            f"is named “{Path(name).suffix}”, but its first bytes are those of {_words(found)}. "
            "Give it its right extension, or save it again",
        )
    return found


def _words(kind: str) -> str:
    return {"csv": "plain text", "shapefile": "a zipped shapefile", "xlsx": "a workbook (.xlsx)"}.get(
        kind, f"a {kind.upper()} file"
    )


def _kind(path: Path, head: bytes) -> str:
    for magic, what, advice in _MAGIC:
        if head.startswith(magic):
            raise IngestError("unsupported-format", f"is {what}. {advice}")
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(b"SQLite format 3\x00"):
        return "gpkg"
    if head.startswith(b"PAR1"):
        return "parquet"
    text = _plain(head).lstrip()
    if text.startswith(b"<"):
        return _xml_kind(text)
    if text.startswith((b"{", b"[", b"\x1e")):
        return "geojson"
    return "csv"


def _plain(head: bytes) -> bytes:
    # UTF-16 with ASCII content becomes ASCII when its zero bytes are taken out: enough to look at
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"") if head[:64].count(0) > len(head[:64]) // 4 else head


def _xml_kind(text: bytes) -> str:
    body = re.sub(rb"<!--.*?-->", b"", text, flags=re.DOTALL)
    root = _XML_ROOT.search(body)
    name = root[1].decode("ascii", "replace") if root else "?"
    if name.lower() in {"kml", "gpx"}:
        return name.lower()
    what = {
        "ogrvrtdatasource": "a virtual dataset (VRT), which would read other files",
        "ogrwfsdatasource": "a description of a web service, which would make requests",
        "html": "a web page, often a login or error page saved in place of the data",
    }.get(name.lower(), f"an XML document “{name}”")
    raise IngestError("unsupported-format", f"is {what}. Expected a table or a map file")


def _zip_kind(path: Path) -> str:
    names = [member.filename.lower() for member in check_archive(path) if not is_litter(member.filename)]
    if "[content_types].xml" in names:
        if "xl/workbook.bin" in names:
            raise IngestError("unsupported-format", "is a binary workbook (.xlsb). Save it as .xlsx")
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        raise IngestError("unsupported-format", "is an office document without a sheet. Expected a workbook")
    if any(name.endswith(".kml") for name in names):
        return "kmz"
    if any(name.endswith((".shp", ".dbf", ".shx")) for name in names):
        return "shapefile"
    if "content.xml" in names and "mimetype" in names:
        raise IngestError("unsupported-format", "is an OpenDocument file. Save it as .xlsx or .csv")
    if any(name.endswith((".zip", ".kmz")) for name in names):
        raise IngestError("nested-archive", "is a zip in a zip. Unpack it and give the file inside")
    raise IngestError(
        "unsupported-format", "is a zip without a shapefile. Unpack it and give the file inside"
    )
