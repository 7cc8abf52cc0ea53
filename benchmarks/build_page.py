"""Build one contestant's page in a process of its own: ``build_page.py NAME DOSSIER OUT [ROWS]``.

Prints seconds and bytes as JSON. Reading the data and importing the library are not timed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from contestants import CONTESTANTS  # noqa: E402 - the root is on the path only now


def main() -> None:
    """Build twice, a page of one row first, so that imports are paid before the clock runs."""
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    rows = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    contestant = CONTESTANTS[name]
    contestant.build(contestant.take(folder, 1))
    taken = contestant.take(folder, rows)
    began = time.process_time()
    page = contestant.build(taken)
    seconds = time.process_time() - began
    content = page.encode("utf-8", "replace")
    out.write_bytes(content)
    print(json.dumps({"seconds": seconds, "bytes": len(content)}))


if __name__ == "__main__":
    main()
