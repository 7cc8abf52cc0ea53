"""The process that reads one file from elsewhere: ``python -m geo.importers.worker FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from geo.importers.landlock import leave_network

JOB, INPUT, RESULT = "job.json", "input", "result.json"


def main(folder: Path) -> int:
    """Read the file of a job folder and write its result there; never raise."""
    # first of all: a process with threads cannot leave the network
    leave_network()
    from geo.importers import peek, preload, read, sandbox  # noqa: PLC0415 - after leaving the network

    job = json.loads((folder / JOB).read_text(encoding="utf-8"))
    preload.load(job["name"])
    sandbox.shut_in(folder, size=job["size"])
    print("started", 0, flush=True)  # noqa: T201 - the other process listens
    run = peek.run_job if job.get("peek") else read.run_job
    result = run(folder, job, progress=lambda step, rows: print(step, rows, flush=True))  # noqa: T201
    (folder / RESULT).write_text(result, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
