"""Where uploads lie: a folder per visitor below one per server, gone with the session and the server."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    fcntl = None  # type: ignore[assignment]

PREFIX, LOCK = "marchland-uploads-", "in-use"
# where files cannot be locked, a folder this old is nobody's any more
LEFT_AFTER_SECONDS = 86_400


@cache
def server_folder() -> Path:
    """Give this server's folder; sweep away what servers that were killed left behind."""
    parent = Path(tempfile.gettempdir())
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    file = (folder / LOCK).open("w", encoding="ascii")
    _lock(file)
    atexit.register(_close, folder, file)
    return folder


def visitor_folder() -> Path:
    """Make a folder for one visitor, which only the server's user may open."""
    return Path(tempfile.mkdtemp(prefix="visitor-", dir=server_folder()))


def sweep(parent: Path) -> tuple[str, ...]:
    """Remove the folders of servers that no longer run; give their names."""
    gone = []
    for folder in sorted(parent.glob(f"{PREFIX}*")):
        if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder) or _in_use(folder):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        gone.append(folder.name)
    return tuple(gone)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _in_use(folder: Path) -> bool:
    """Tell whether the server that made a folder still runs: it holds the lock as long as it lives."""
    path = folder / LOCK
    young = time.time() - folder.stat().st_mtime < LEFT_AFTER_SECONDS
    if fcntl is None or not path.is_file():
        return young
    with path.open("r+", encoding="ascii") as file:
        return not _lock(file)


def _lock(file: IO[str]) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _close(folder: Path, file: IO[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    file.close()
