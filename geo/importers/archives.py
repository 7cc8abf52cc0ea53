"""Check a zip archive before anything in it is opened: count, names, links, sizes, ratio, encryption."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from geo.errors import IngestError, shorten
from geo.importers.limits import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MB,
    RATIO_FREE_BYTES,
)

DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, KeyError,
)  # fmt: skip


def check_archive(path: Path) -> tuple[zipfile.ZipInfo, ...]:
    """List the members of a zip whose directory is harmless.

    Raises
    ------
    IngestError
        Naming the member and the limit that it breaks.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = tuple(archive.infolist())
    except DAMAGED as error:
        raise IngestError("damaged-archive", f"is a damaged zip archive ({error})") from None
    if len(members) > MAX_MEMBERS:
        raise IngestError("archive-members", f"holds {len(members):,} files: the limit is {MAX_MEMBERS:,}")
    for member in members:
        _check_member(member)
    names = [member.filename.lower() for member in members]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise IngestError("archive-name", f"holds “{shorten(repeated)}” twice")
    total = sum(member.file_size for member in members)
    if total > MAX_UNPACKED_BYTES:
        raise IngestError(
            "archive-size", f"unpacks to {total:,} bytes: the limit is {MAX_UNPACKED_BYTES // MB:,} MB"
        )
    return members


def is_litter(name: str) -> bool:
    """Say whether a member is what macOS adds to every zip: no part of the data."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    shown = shorten(name)
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in member.orig_filename:
        raise IngestError("archive-name", f"holds “{shown}”, a name that points outside the archive")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise IngestError("archive-link", f"holds “{shown}”, a link to another file; links are not followed")
    if member.flag_bits & 0x1:
        raise IngestError("encrypted", f"holds “{shown}”, which is encrypted. Save it without a password")
    packed = max(member.compress_size, 1)
    if member.file_size > RATIO_FREE_BYTES and member.file_size / packed > MAX_RATIO:
        raise IngestError(
            "archive-ratio",
            f"holds “{shown}”, which unpacks {member.file_size // packed:,} times: the limit is {MAX_RATIO}",
        )


def read_member(archive: zipfile.ZipFile, name: str, *, limit: int) -> bytes:
    """Read one member, at most ``limit`` bytes whatever its directory entry says.

    Raises
    ------
    IngestError
        When it is longer than its entry or the limit allows, or damaged.
    """
    try:
        with archive.open(name) as file:
            content = file.read(limit + 1)
    except DAMAGED as error:
        raise IngestError("damaged-archive", f"holds “{shorten(name)}”, which is damaged ({error})") from None
    if len(content) > limit:
        raise IngestError("archive-size", f"holds “{shorten(name)}”: the limit is {limit // MB:,} MB")
    return content
