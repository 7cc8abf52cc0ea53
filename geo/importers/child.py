"""Have a file read by a process of its own, and take its result."""

from __future__ import annotations

import hashlib
import json
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from geo.dossier import Dossier
from geo.errors import IngestError
from geo.importers.contract import Options
from geo.importers.limits import (
    MAX_FILE_BYTES,
    MB,
    WORKER_CLOCK_FACTOR,
    WORKER_CPU_SECONDS,
    WORKER_CPU_SECONDS_PER_MB,
    WORKER_HEARTBEAT_SECONDS,
    WORKER_START_SECONDS,
)
from geo.importers.sandbox import worker_environment
from geo.importers.worker import INPUT, JOB, RESULT

Progress = Callable[[str, int], None]
WORKER = Path(__file__).with_name("worker.py")
_BLOCK = 1 << 20
_CRASHED = IngestError("reader-crashed", "could not be read: the reading process ended without a word")


@contextmanager
def job_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give a temporary folder that is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=".marchland-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_file(path: Path, folder: Path) -> str:
    """Copy a file into a job's folder and give its SHA-256; the reading process never sees another path.

    Raises
    ------
    IngestError
        When it is no regular file, too large, or cannot be read.
    """
    if not path.exists():
        raise IngestError("no-file", "does not exist")
    if not path.is_file():
        raise IngestError("no-file", "is not a regular file")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        limit = f"{MAX_FILE_BYTES // MB:,} MB"
        raise IngestError(
            "file-too-large", f"has {size:,} bytes: the limit is {limit}. Split it into several files"
        )
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, (folder / INPUT).open("wb") as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                target.write(block)
    except OSError as error:
        raise IngestError("no-file", f"cannot be read or copied: {error.strerror or error}") from None
    return digest.hexdigest()


def make_job(name: str, source_id: str, *, base: Dossier, write: bool) -> dict[str, Any]:
    """Say what the reading process has to know, in plain values."""
    return {
        "name": name,
        "source_id": source_id,
        "area": asdict(base.descriptor.bounds),
        "known": {
            "event_id": sorted(base.events["event_id"].dropna()),
            "hotspot_id": sorted(base.hotspots["hotspot_id"].dropna()),
        },
        "write": write,
    }


def read_in_child(
    folder: Path, job: Mapping[str, Any], options: Options, *, progress: Progress
) -> dict[str, Any]:
    """Read the file of a job's folder in a process of its own.

    Returns
    -------
    dict
        The result that :mod:`geo.importers.read` writes; its parts lie in the folder.

    Raises
    ------
    IngestError
        When the file is refused, or its reader crashed or took too long.
    """
    size = (folder / INPUT).stat().st_size
    stated = {name: _plain(getattr(options, name)) for name in Options.__slots__}
    (folder / JOB).write_text(json.dumps({**job, "size": size, "options": stated}), encoding="utf-8")
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", str(WORKER), str(folder)],
        cwd=folder,
        env=worker_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        close_fds=True,
    ) as process:
        try:
            _follow(process, _seconds(size), progress)
        finally:
            process.kill()
    return _result(folder, process.returncode)


def _plain(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    return {key: _plain(item) for key, item in value.items()}


def _seconds(size: int) -> float:
    return WORKER_CLOCK_FACTOR * (WORKER_CPU_SECONDS + WORKER_CPU_SECONDS_PER_MB * size / MB)


def _follow(process: subprocess.Popen[str], seconds: float, progress: Progress) -> None:
    """Pass progress on until the process ends; give up when its time is over."""
    lines: queue.Queue[str | None] = queue.Queue()
    assert process.stdout is not None
    threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
    end = time.monotonic() + WORKER_START_SECONDS
    while True:
        try:
            line = lines.get(timeout=min(max(end - time.monotonic(), 0), WORKER_HEARTBEAT_SECONDS))
        except queue.Empty:
            if time.monotonic() < end:
                # whoever follows may raise here, which ends the process
                progress("waiting", 0)
                continue
            raise IngestError("too-slow", "takes too long to read, and was given up") from None
        if line is None:
            process.wait(timeout=WORKER_START_SECONDS)
            return
        step, _, rows = line.strip().partition(" ")
        if step == "started":
            end = time.monotonic() + seconds
        else:
            progress(step, int(rows or 0))


def _listen(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _result(folder: Path, code: int) -> dict[str, Any]:
    path = folder / RESULT
    if code == 0 and path.is_file():
        result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if result.get("refused"):
            raise IngestError(*result["refused"])
        return result
    if code == -getattr(signal, "SIGXCPU", 24):
        raise IngestError("too-slow", "takes too long to read, and was given up")
    if code in {-getattr(signal, "SIGABRT", 6), -getattr(signal, "SIGKILL", 9)}:
        raise IngestError("memory", "needs more memory than a file is given, or its reader was ended")
    raise _CRASHED
