"""Ask the kernel to keep the reading process in its folder and off the network, where it can (Linux)."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_O_PATH = 0o10000000
_EXECUTE, _WRITE, _READ, _READ_DIR = 1, 2, 4, 8
# what each version of the interface added to the 13 first rights
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def leave_network() -> bool:
    """Move this process to a network of its own that leads nowhere; must come before any thread starts."""
    if sys.platform != "linux":
        return False
    return bool(_libc().unshare(_NEW_USER | _NEW_NETWORK) == 0)


def lock_files(*, readable: Iterable[Path], writable: Path) -> bool:
    """Let this process read below some folders and write below one only; say whether the kernel obeys."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << _RIGHTS.get(version, 16)) - 1
    ruleset = _Ruleset(rights, 3 if version >= 4 else 0)
    size = ctypes.sizeof(ruleset) if version >= 4 else 8
    handle = libc.syscall(_CREATE, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    if handle < 0:
        return False
    for folder in readable:
        _allow(libc, handle, folder, _READ | _READ_DIR | _EXECUTE)
    _allow(libc, handle, writable, rights)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    obeyed = libc.syscall(_RESTRICT, handle, 0) == 0
    os.close(handle)
    return bool(obeyed)


def _allow(libc: ctypes.CDLL, handle: int, folder: Path, rights: int) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        rights &= _READ | _WRITE | _EXECUTE
    place = os.open(folder, _O_PATH | os.O_CLOEXEC)
    libc.syscall(_ADD, handle, _PATH_BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
    os.close(place)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
