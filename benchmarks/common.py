"""Where benchmarks find data and a browser: dossiers are made once and kept in ``.cache/bench``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRATCH = Path(os.environ.get("MARCHLAND_BENCH", ROOT / ".cache" / "bench"))
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.browser import find_chromium  # noqa: E402 - the root is on the path only now

SCRATCH.mkdir(parents=True, exist_ok=True)
BROWSER = find_chromium() or ""
ALLOWED = "a measurement that is not passed on"


def dossier_of(rows: int, *, notes: bool = True) -> Path:
    """Give a dossier of ACLED-like incidents, made when it is not there yet."""
    folder = SCRATCH / f"{'d' if notes else 'n'}{rows}"
    if not (folder / "datapackage.json").is_file():
        command = [sys.executable, str(ROOT / "benchmarks" / "acled_like.py"), str(folder), str(rows)]
        subprocess.run(command + ([] if notes else ["--no-notes"]), check=True)  # noqa: S603 - our own command
    return folder


def csv_of(rows: int) -> Path:
    """Give the CSV that such a dossier is made of."""
    from acled_like import write_acled_like  # noqa: PLC0415 - it reads the whole project

    path = SCRATCH / f"acled{rows}.csv"
    if not path.is_file():
        write_acled_like(path, rows=rows)
    return path


def run_measured(command: list[str]) -> tuple[float, float]:
    """Run a process; give its seconds and its peak memory in bytes.

    A process of its own counts it, since the peak of children is the highest of all that ever ran.
    """
    watcher = (
        "import resource, subprocess, sys, time\n"
        "began = time.perf_counter()\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(time.perf_counter() - began, peak); sys.exit(code)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", watcher, *command], cwd=ROOT, check=True, capture_output=True, text=True
    )
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak * (1 if sys.platform == "darwin" else 1024)
