"""Measure how build, bytes, memory and drawing grow from ten thousand to a million incidents.

``growth.py [--rounds N] [--rows N …]``
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

from common import ALLOWED, BROWSER, SCRATCH, csv_of, dossier_of, run_measured
from report import Failure, Measure, machine, ratio, results_table, write_ratio, write_result
from rounds import ROUNDS, Sample, interleave
from watch import chromium, open_page, seconds_until_alike

ROWS = (10_000, 100_000, 1_000_000)


def case_of(rows: int, *, notes: bool) -> str:
    """Name a case."""
    return f"{rows:,} {'with' if notes else 'without'} notes"


def measure(rows: int, *, notes: bool, browser: object, blank: Path) -> Sample:
    """Export a dossier by the command line, open the page."""
    out = SCRATCH / f"growth-{rows}-{notes}.html"
    command = [sys.executable, "export.py", str(dossier_of(rows, notes=notes)), "-o", str(out)]
    seconds, peak = run_measured([*command, "--allow-restricted", ALLOWED])
    size, base = out.stat().st_size, blank.stat().st_size
    before = open_page(browser, blank).last()
    visit = open_page(browser, out)
    visible = seconds_until_alike(visit.film, since=visit.began, before=before)
    found = {
        "export": seconds,
        "page": size / 1e6,
        "per_row": (size - base) / rows,
        "memory": peak / 1e6,
        "visible": visible * 1000,
    }
    if notes:
        found["times"] = peak / csv_of(rows).stat().st_size
    return found


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    given = parser.parse_args()
    cases = {case_of(rows, notes=notes): (rows, notes) for rows in given.rows for notes in (True, False)}
    blank = SCRATCH / "growth-1.html"
    run_measured(
        [sys.executable, "export.py", str(dossier_of(1)), "-o", str(blank), "--allow-restricted", ALLOWED]
    )
    with chromium(BROWSER) as browser:
        results = interleave(
            cases,
            lambda case: measure(cases[case][0], notes=cases[case][1], browser=browser, blank=blank),
            rounds=given.rounds,
        )
    write_result(
        "growth",
        "# From ten thousand to a million incidents",
        f"`export.py DOSSIER -o page.html` in a process of its own, medians of {given.rounds} interleaved rounds. "
        "*Bytes a row*: the page less the page with one incident, over the rows. *Memory*: peak of the process, "
        "and its ratio to the bytes of the CSV that the dossier was imported from.",
        results_table(results, {
            "export": Measure("export, s"), "page": Measure("page, MB", 1),
            "per_row": Measure("bytes a row", 1), "memory": Measure("memory, MB", 0),
            "times": Measure("memory / CSV"), "visible": Measure("visible, ms", 0),
        }),
        _verdicts(results, given.rows),
        machine("geopandas", "pandas", "pyarrow", "playwright"),
        f"Command: `python benchmarks/growth.py --rounds {given.rounds}`",
    )  # fmt: skip


def _verdicts(results: dict[str, dict[str, object]], rows: list[int]) -> str:
    lines = []
    for notes in (True, False):
        for few, many in pairwise(rows):
            small, large = (results[case_of(count, notes=notes)] for count in (few, many))
            said = [
                f"{key} × {write_ratio(None if value is None else value)}"
                for key in ("export", "page", "visible")
                if not isinstance(value := ratio(large.get(key, ()), small.get(key, ())), Failure)
            ]
            kind = "with" if notes else "without"
            lines.append(f"- {few:,} → {many:,} rows (× {many / few:g}) {kind} notes: {', '.join(said)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
