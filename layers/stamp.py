"""The digest of a file's own content, inside the file: whether it was altered shows without the dossier."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.manifest import seal, write_manifest
from geo.writers.zipped import read_zip, write_zip

_PAGE_DATA = re.compile(
    rb'(<script type="application/octet-stream" id="marchland-data">)([A-Za-z0-9+/=\n]*)(</script>)'
)
_PNG_HEAD = 8  # bytes of a PNG before its first chunk
Swap = Mapping[bytes, bytes]


def open_manifest(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Give a manifest with two holes of the right length, for the content's digest and the seal."""
    return dict(manifest) | _holes(manifest)


def _holes(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Name the holes after the rest of the manifest, so that no text of the data can be taken for one."""
    rest = _rest(manifest)
    return {key: hashlib.sha256(f"{key} of {rest}".encode()).hexdigest() for key in ("content", "seal")}


def _rest(manifest: Mapping[str, Any]) -> str:
    return write_manifest({k: v for k, v in manifest.items() if k not in {"content", "seal"}})


def stamp(content: bytes, suffix: str, manifest: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """Fill the holes of a file that was written with :func:`open_manifest`; gives file and manifest."""
    holes = _holes(manifest)
    final = seal({**manifest, "content": _hash(content, suffix, manifest)})
    swap = {holes[key].encode(): str(final[key]).encode() for key in holes}
    return _FILLERS.get(suffix, _swap)(content, swap), final


def is_intact(content: bytes, suffix: str, manifest: Mapping[str, Any]) -> bool:
    """Tell whether a file is the one that its manifest was written into."""
    return _hash(content, suffix, manifest) == manifest.get("content")


def _hash(content: bytes, suffix: str, manifest: Mapping[str, Any]) -> str:
    """Hash the rest of a manifest and a file's parts, with holes where digest and seal stand."""
    swap = {str(manifest.get(key, "")).encode(): hole.encode() for key, hole in _holes(manifest).items()}
    digest = hashlib.sha256(_rest(manifest).encode())
    for part in _PARTS.get(suffix, _whole)(content):
        swapped = _swap(part, swap)
        digest.update(len(swapped).to_bytes(8, "big"))
        digest.update(swapped)
    return digest.hexdigest()


def _swap(content: bytes, swap: Swap) -> bytes:
    for old, new in swap.items():
        content = content.replace(old, new) if old else content
    return content


def _whole(content: bytes) -> Iterator[bytes]:
    yield content


def _page_parts(content: bytes) -> Iterator[bytes]:
    """Give a page's data unpacked, and the page around it."""
    found = _PAGE_DATA.search(content)
    if found is None:
        yield content
        return
    yield zlib.decompress(base64.b64decode(found[2]), -zlib.MAX_WBITS)
    yield content[: found.start(2)]
    yield content[found.end(2) :]


def _fill_page(content: bytes, swap: Swap) -> bytes:
    def pack(found: re.Match[bytes]) -> bytes:
        data = _swap(zlib.decompress(base64.b64decode(found[2]), -zlib.MAX_WBITS), swap)
        press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        return found[1] + base64.b64encode(press.compress(data) + press.flush()) + found[3]

    return _PAGE_DATA.sub(pack, content, count=1)


def _zip_parts(content: bytes) -> Iterator[bytes]:
    for name, member in read_zip(content).items():
        yield name.encode()
        yield member


def _fill_zip(content: bytes, swap: Swap) -> bytes:
    return write_zip({name: _swap(member, swap) for name, member in read_zip(content).items()})


def _zipped_page_parts(content: bytes) -> Iterator[bytes]:
    for member in read_zip(content).values():
        yield from _page_parts(member)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _PNG_HEAD
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _png_parts(content: bytes) -> Iterator[bytes]:
    for kind, data in _png_chunks(content):
        yield kind + data


def _fill_png(content: bytes, swap: Swap) -> bytes:
    out = [content[:_PNG_HEAD]]
    for kind, data in _png_chunks(content):
        body = kind + (_swap(data, swap) if kind == b"tEXt" else data)
        out.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
    return b"".join(out)


def _database_parts(content: bytes) -> Iterator[bytes]:
    """Give a database as statements, since a text may be cut where it crosses two of its pages."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        for statement in database.iterdump():
            yield statement.encode("utf-8", "surrogateescape")
    finally:
        database.close()


def _fill_database(content: bytes, swap: Swap) -> bytes:
    with tempfile.TemporaryDirectory(prefix="marchland-") as folder:
        path = Path(folder) / "export.gpkg"
        path.write_bytes(content)
        database = sqlite3.connect(path)
        with database:
            change = "UPDATE gpkg_metadata SET metadata = replace(metadata, ?, ?)"
            for old, new in swap.items():
                database.execute(change, (old.decode(), new.decode()))
        database.close()
        return path.read_bytes()


_PARTS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = MappingProxyType(
    {
        ".html": _page_parts,
        ".zip": _zipped_page_parts,
        ".xlsx": _zip_parts,
        ".png": _png_parts,
        ".gpkg": _database_parts,
    }
)
_FILLERS: Mapping[str, Callable[[bytes, Swap], bytes]] = MappingProxyType(
    {".html": _fill_page, ".xlsx": _fill_zip, ".png": _fill_png, ".gpkg": _fill_database}
)
