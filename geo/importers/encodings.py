"""Find the encoding of a text file: mark, then strict UTF-8, else ask with a preview of what it might say."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from geo.errors import IngestError, shorten

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# offered when a file is not UTF-8, besides what the detector proposes
_CANDIDATES = ("windows-1251", "windows-1252", "koi8-r", "windows-1256", "gb18030")
_CHUNK = 1 << 20
_PREVIEW = 4


def find_encoding(path: Path, *, stated: str = "") -> str:
    """Give the name of the encoding that the whole file can be read in.

    Raises
    ------
    IngestError
        When it is not UTF-8 and states nothing: the sentence shows what it would say in other encodings.
    """
    head = _head(path)
    if stated:
        return _checked(path, stated)
    for mark, name, _ in _BOMS:
        if head.startswith(mark):
            return _checked(path, name)
    if wide := _without_mark(head):
        raise IngestError(
            "encoding",
            f"looks like UTF-16 without a mark. Read it with --encoding {wide}, or save it as UTF-8",
        )
    fault = _first_fault(path, "utf-8")
    if fault is None:
        if (zero := _first_zero(path)) is not None:
            raise IngestError("encoding", f"holds zero bytes (byte {zero:,}): it is damaged, or no text file")
        return "utf-8"
    raise IngestError("encoding", _question(path, fault))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(65_536)


def _checked(path: Path, name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        raise IngestError("encoding", f"--encoding “{shorten(name)}” is not a known encoding") from None
    if getattr(codecs.lookup(name), "_is_text_encoding", True) is False:
        raise IngestError("encoding", f"--encoding “{shorten(name)}” is no encoding of text")
    # a mark is never part of the first column's name
    name = "utf-8-sig" if known == "utf-8" else name
    fault = _first_fault(path, name)
    if fault is not None:
        raise IngestError("encoding", f"is not {known}: byte {fault:,} does not fit")
    return name


def _first_fault(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while True:
            block = file.read(_CHUNK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done + error.start
            except UnicodeError:
                return done
            if not block:
                return None
            done += len(block)


def _first_zero(path: Path) -> int | None:
    done = 0
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            if b"\x00" in block:
                return done + block.index(b"\x00")
            done += len(block)
    return None


def _without_mark(head: bytes) -> str:
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even < odd // 4:
        return "utf-16-le"
    if even > len(head) // 8 and odd < even // 4:
        return "utf-16-be"
    return ""


def _question(path: Path, fault: int) -> str:
    with path.open("rb") as file:
        file.seek(max(fault - 40, 0))
        around = file.read(120)
    lines = [line for line in around.splitlines() if any(byte > 127 for byte in line)] or [around]
    best = from_bytes(_head(path)).best()
    names = [*([best.encoding] if best else []), *_CANDIDATES]
    seen: dict[str, str] = {}
    for name in names:
        shown = shorten(lines[0].decode(name, "replace"), limit=40)
        if "\ufffd" not in shown:
            seen.setdefault(shown, name)
    offers = "; ".join(f"--encoding {name} reads “{text}”" for text, name in list(seen.items())[:_PREVIEW])
    return f"is not UTF-8 (byte {fault:,}). Say how it is written: {offers or '--encoding NAME'}"
