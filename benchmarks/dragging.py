"""Drag the dates over the histogram and time the frames: ``dragging.py [--rounds N] [--rows N …]``."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from common import BROWSER, SCRATCH, dossier_of
from contestants import OURS
from page_of_100k import build
from playwright.sync_api import Page
from report import Measure, machine, results_table, write_result
from rounds import ROUNDS, Sample, interleave
from watch import SIZE, chromium

# a choice of two years, which is then dragged over all the others
CHOSEN = "start=2013-01-01&end=2014-12-31"
STEPS, STEP_MS = 150, 16
_RECORD = """() => {
  window.frames_ = []; let last = performance.now(); window.recording_ = true;
  const tick = (now) => { window.frames_.push(now - last); last = now; if (window.recording_) requestAnimationFrame(tick); };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(tick); });
}"""
_STOP = "() => { window.recording_ = false; return window.frames_; }"
_APPLY = """(days) => {
  const took = [];
  for (const day of days) { const began = performance.now();
    window.marchland.setFilter(`start=${day}-01-01&end=${day + 1}-12-31`); took.push(performance.now() - began); }
  return took;
}"""


def drag(page: Page) -> list[float]:
    """Drag the chosen range from its middle to the right and back; give the milliseconds of each frame."""
    page.evaluate(f"() => window.marchland.setFilter('{CHOSEN}')")
    page.wait_for_timeout(500)
    handles = [page.locator(".t-handle").nth(number).bounding_box() for number in (0, 1)]
    x, y = (
        sum(box[key] + box[size] / 2 for box in handles) / 2
        for key, size in (("x", "width"), ("y", "height"))
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    page.evaluate(_RECORD)
    reach = 0.6 * (SIZE["width"] - x)
    for step in range(STEPS):
        page.mouse.move(x + 8 + reach * np.sin(np.pi * step / STEPS), y)
        page.wait_for_timeout(STEP_MS)
    frames: list[float] = page.evaluate(_STOP)
    page.mouse.up()
    state = page.evaluate("() => window.marchland.getState()")
    if "start=" not in state["query"]:
        raise RuntimeError("the drag did not choose any dates")
    return frames


def measure(browser: Any, rows: int, *, notes: bool) -> Sample:
    """Open a page and drag."""
    path = SCRATCH / f"drag-{rows}-{notes}.html"
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.goto(path.as_uri(), timeout=90_000)
    page.wait_for_function("() => window.marchland?.store?.result", timeout=60_000)
    page.wait_for_timeout(3000)
    frames = drag(page)
    alone = page.evaluate(_APPLY, list(range(2011, 2024)))
    context.close()
    return {
        "middle": float(np.median(frames)),
        "p95": float(np.percentile(frames, 95)),
        "late": 100 * float(np.mean(np.array(frames) > 33.4)),
        "frames": len(frames),
        "script": float(np.median(alone)),
    }


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    given = parser.parse_args()
    cases = {f"{rows:,} incidents": rows for rows in given.rows}
    for rows in given.rows:
        made, _ = build(OURS, dossier_of(rows), 0)
        made.rename(SCRATCH / f"drag-{rows}-True.html")
    with chromium(BROWSER) as browser:
        results = interleave(
            cases, lambda case: measure(browser, cases[case], notes=True), rounds=given.rounds
        )
    write_result(
        "dragging",
        "# Frames while the dates are dragged",
        f"A range of two years is dragged over the histogram by the pointer in {STEPS} steps, {STEP_MS} ms apart and "
        "more; milliseconds from one animation frame to the next, headless Chromium drawing in software. *Script*: "
        f"setting another range by `setFilter`, without drawing. {given.rounds} interleaved rounds.",
        results_table(results, {
            "middle": Measure("median frame, ms", 1), "p95": Measure("95 % of frames within, ms", 1),
            "late": Measure("frames over 33 ms, %", 1), "frames": Measure("frames", 0),
            "script": Measure("script, ms", 1),
        }),
        machine("playwright"),
        f"Command: `python benchmarks/dragging.py --rounds {given.rounds}`",
    )  # fmt: skip


if __name__ == "__main__":
    main()
