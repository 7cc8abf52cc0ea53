"""Compare pages of the same incidents: seconds to build, bytes added, seconds until they are to be seen.

``page_of_100k.py [--rows N] [--rounds N] [--data FOLDER]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from common import BROWSER, SCRATCH, dossier_of
from contestants import CONTESTANTS, OURS
from report import Measure, machine, results_table, write_result
from rounds import ROUNDS, MeasureError, Sample, interleave
from watch import FLAGS, GL_FLAGS, Picture, Visit, chromiums, open_page, seconds_until_alike

BUILDER = Path(__file__).with_name("build_page.py")


def build(name: str, folder: Path, rows: int) -> tuple[Path, dict[str, float]]:
    """Build a page in a process of its own; ``rows`` 0 takes all."""
    slug = "".join(letter if letter.isalnum() else "-" for letter in name)
    out = SCRATCH / f"{slug}-{rows}.html"
    command = [sys.executable, str(BUILDER), name, str(folder), str(out), str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603 - our own command
    if done.returncode:
        raise MeasureError(f"its page cannot be built ({done.stderr.strip().splitlines()[-1][:160]})")
    return out, json.loads(done.stdout.strip().splitlines()[-1])


@cache
def build_one(name: str, folder: Path) -> dict[str, float]:
    """Build the page of one incident."""
    return build(name, folder, 1)[1]


def measure_build(name: str, folder: Path) -> Sample:
    """Build the page of all incidents; that of one is built once, as its size is always the same."""
    one = build_one(name, folder)
    full = build(name, folder, 0)[1]
    added = (full["bytes"] - one["bytes"]) / 1e6
    return {"build": full["seconds"], "added": added, "page": full["bytes"] / 1e6}


def look(browser: object, path: Path, *, from_server: bool) -> Visit:
    """Open a page and say what kept it from being shown."""
    if not path.is_file():
        raise MeasureError("its page could not be built")
    return open_page(browser, path, from_server=from_server)


@cache
def look_at_one(browser: object, path: Path, *, from_server: bool) -> Picture:
    """See the page of one incident, once for all rounds."""
    return look(browser, path, from_server=from_server).last()


def measure_visible(browser: object, name: str) -> Sample:
    """Open the page of all incidents and compare its frames with the page of one."""
    slug = "".join(letter if letter.isalnum() else "-" for letter in name)
    served = CONTESTANTS[name].from_server
    before = look_at_one(browser, SCRATCH / f"{slug}-1.html", from_server=served)
    visit = look(browser, SCRATCH / f"{slug}-0.html", from_server=served)
    try:
        seconds = seconds_until_alike(visit.film, since=visit.began, before=before)
    except MeasureError as error:
        wanted = sorted({url.split("/")[2] for url in visit.unanswered})
        why = f"; it asks {', '.join(wanted)}, for which there is no stand-in" if wanted else ""
        raise MeasureError(f"cannot be rendered offline: {error}{why}") from None
    return {"visible": seconds * 1000}


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    folder = given.data or dossier_of(given.rows)
    built = interleave(CONTESTANTS, lambda name: measure_build(name, folder), rounds=given.rounds)
    with chromiums(BROWSER, plain=FLAGS, by_gl=GL_FLAGS) as started:
        suits = {name: started["by_gl" if one.webgl else "plain"] for name, one in CONTESTANTS.items()}
        shown = interleave(CONTESTANTS, lambda name: measure_visible(suits[name], name), rounds=given.rounds)
    results = {name: {**built[name], **shown[name]} for name in CONTESTANTS}
    measures = {
        "build": Measure("build, CPU s"),
        "added": Measure("added, MB", 1),
        "visible": Measure("visible, ms", 0),
    }
    notes = {name: one.leaves_out for name, one in CONTESTANTS.items()}
    packages = {one.package: version(one.package) for one in CONTESTANTS.values()}
    write_result(
        f"page_of_{given.rows // 1000}k",
        f"# A page of {given.rows:,} incidents with ten attributes and notes",
        f"Medians of {given.rounds} interleaved rounds (ranges in brackets), ratios in one run. *Build*: seconds of "
        "processor time from a table in memory to the page's text. *Added*: the page less the same page with one incident; Marchland's "
        "page also carries the border, the exclaves and the dossier's other layers. *Visible*: from the start of "
        "loading until 90 % of the pixels that the incidents change look as they do in the end, by the frames of "
        "headless Chromium without a GPU: pages of WebGL in one that draws everything by GL in software, the others in "
        "one as it comes, which is no slower for any (with a GPU the WebGL peers are quicker still). Files that a page asks of "
        "a CDN were answered at once from npm packages; over a network they take longer.",
        results_table(results, measures, ours=OURS, notes=notes),
        machine(*packages, "geopandas", "pandas", "playwright"),
        f"Command: `python benchmarks/page_of_100k.py --rows {given.rows} --rounds {given.rounds}`",
    )


if __name__ == "__main__":
    main()
