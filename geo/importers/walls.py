"""Where there is no landlock: give the reading process a root folder with nothing else in it (Linux)."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_BIND, _RECURSIVE, _PRIVATE, _REMOUNT, _READ_ONLY, _NO_SUID, _NO_DEVICES = (
    0x1000, 0x4000, 0x40000, 0x20, 0x1, 0x2, 0x4,
)  # fmt: skip
# links of a system whose programs lie in /usr
_LINKS = (Path("/lib"), Path("/lib64"), Path("/bin"), Path("/lib32"))


class _RefusedError(OSError):
    """The kernel does not let this process do it."""


def wall_in(*, readable: Iterable[Path], writable: Path) -> bool:
    """Make some folders all that there is for this process; say whether the kernel let it.

    Only for a process whose mounts are its own (:func:`geo.importers.landlock.leave_network`): elsewhere
    they would be everybody's.

    Parameters
    ----------
    readable
        Folders and files that stay, not to be written to.
    writable
        The one folder that may be written to; it keeps its path.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    room = writable / ".room"
    try:
        room.mkdir()
        _mount(libc, "none", Path("/"), _RECURSIVE | _PRIVATE)
        _mount(libc, "tmpfs", room, _NO_SUID | _NO_DEVICES, kind=b"tmpfs")
        for place in readable:
            _keep(libc, place, room)
        _bind(libc, writable, room)
        for link in _LINKS:
            if link.is_symlink() and not (room / link.name).exists():
                (room / link.name).symlink_to(link.readlink())
        os.chroot(room)
        os.chdir(writable)
    except OSError:
        return False
    return True


def _keep(libc: ctypes.CDLL, place: Path, room: Path) -> None:
    inside = room / str(place)[1:]
    if place.exists() and not inside.exists():
        _bind(libc, place, room)
        # a folder on a file system with flags of its own may refuse: the audit hook refuses writing as well
        flags = _BIND | _REMOUNT | _READ_ONLY | _NO_SUID
        libc.mount(None, os.fsencode(inside), None, ctypes.c_ulong(flags), None)


def _bind(libc: ctypes.CDLL, place: Path, room: Path) -> None:
    inside = room / str(place)[1:]
    if place.is_dir():
        inside.mkdir(parents=True, exist_ok=True)
    else:
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.touch()
    _mount(libc, str(place), inside, _BIND)


def _mount(libc: ctypes.CDLL, source: str, target: Path, flags: int, *, kind: bytes | None = None) -> None:
    done = libc.mount(os.fsencode(source), os.fsencode(target), kind, ctypes.c_ulong(flags), None)
    if done != 0:
        raise _RefusedError(ctypes.get_errno(), f"cannot mount {target}")
