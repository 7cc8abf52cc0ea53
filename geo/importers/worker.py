"""The process that reads one file from elsewhere: ``python -P geo/importers/worker.py FOLDER``."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

JOB, INPUT, RESULT = "job.json", "input", "result.json"


def leave_network() -> bool:
    """Leave the network before anything else: a process with threads cannot, and libraries start some."""
    # by its path: its package's own name would load the libraries
    spec = importlib.util.spec_from_file_location("landlock", Path(__file__).with_name("landlock.py"))
    assert spec is not None
    assert spec.loader is not None
    landlock = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(landlock)
    return bool(landlock.leave_network())


def main(folder: Path) -> int:
    """Read the file of a job folder and write its result there; never raise."""
    left = leave_network()
    from geo.importers import peek, preload, read, sandbox  # noqa: PLC0415 - after leaving the network

    job = json.loads((folder / JOB).read_text(encoding="utf-8"))
    preload.load(job["name"])
    sandbox.shut_in(folder, size=job["size"], left=left)
    print("started", 0, flush=True)  # noqa: T201 - the other process listens
    run = peek.run_job if job.get("peek") else read.run_job
    result = run(folder, job, progress=lambda step, rows: print(step, rows, flush=True))  # noqa: T201
    (folder / RESULT).write_text(result, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
