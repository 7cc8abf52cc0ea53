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
_NEW_USER, _NEW_NETWORK, _NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000
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


def _map_user(user: int, group: int) -> None:
    """Be the same user in a new user namespace, so that files can be made there."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        try:
            Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
        except OSError:
            return


def leave_network() -> bool:
    """Move this process to a network of its own that leads nowhere; where there is no landlock, mounts too.

    It must come before any thread starts, so before the libraries are loaded: this module needs none.
    """
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    # without landlock the process will need file systems of its own as well
    flags = _NEW_USER | _NEW_NETWORK | (0 if has_landlock() else _NEW_MOUNTS)
    done = bool(_libc().unshare(flags) == 0)
    if done and not has_landlock():
        _map_user(user, group)
    return done


def has_landlock() -> bool:
    """Say whether the kernel can keep a process below some folders."""
    return sys.platform == "linux" and _version(_libc()) >= 1


def _version(libc: ctypes.CDLL) -> int:
    return int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1))


def lock_files(*, readable: Iterable[Path], writable: Path) -> bool:
    """Let this process read below some folders and write below one only; say whether the kernel obeys."""
    if not has_landlock():
        return False
    libc = _libc()
    version = _version(libc)
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
