"""Type a date into our dashboard and into an app with st_folium: bytes, and seconds from the key to the map.

``date_in_dashboard.py [--rows N] [--rounds N]``
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stand_ins
from common import BROWSER, ROOT, dossier_of
from playwright.sync_api import Page, Route
from report import Measure, machine, results_table, write_result
from rounds import ROUNDS, MeasureError, Sample, interleave
from watch import SIZE, chromium, film, read_picture, seconds_until_alike

OURS, THEIRS = "Marchland's dashboard", "st_folium"
SCRIPTS = {OURS: ROOT / "app.py", THEIRS: Path(__file__).with_name("st_folium_app.py")}
# each is later than all incidents of some years, so that the map changes much
DAYS = ("20220101", "20140101", "20240101", "20120101", "20230101", "20160101", "20210101")


@dataclass
class Board:
    """An app opened by a visitor, and what it has sent."""

    page: Page
    received: list[int] = field(default_factory=list)
    turn: int = 0


@contextmanager
def serve(script: Path, folder: Path) -> Iterator[str]:
    """Run a Streamlit app on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command += ["--server.maxMessageSize", "400", "--", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), **quiet) as server:  # noqa: S603 - our own command
        try:
            for _ in range(150):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def answer(route: Route) -> None:
    """Answer requests to CDNs from npm packages."""
    found = stand_ins.answer(route.request.url)
    if found is None:
        route.abort()
    else:
        route.fulfill(body=found[0], content_type=found[1], headers={"Access-Control-Allow-Origin": "*"})


def visit(browser: Any, url: str) -> Board:
    """Open an app and wait until it has come to rest."""
    context = browser.new_context(viewport=SIZE)
    context.route(re.compile(r"^https?://(?!127\.)"), answer)
    board = Board(context.new_page())

    def count(socket_: Any) -> None:
        socket_.on("framereceived", lambda frame: board.received.append(len(frame)))

    board.page.on("websocket", count)
    film(board.page, lambda: board.page.goto(url, timeout=90_000), quiet_s=12)
    return board


def type_day(board: Board) -> Sample:
    """Type the next day into From and leave the field."""
    page = board.page
    day = DAYS[board.turn % len(DAYS)]
    board.turn += 1
    box = page.get_by_label("From", exact=True).first
    box.get_by_role("spinbutton").first.click()
    page.keyboard.type(day)
    page.wait_for_timeout(800)
    before, received = read_picture(page.screenshot(type="jpeg", quality=70)), len(board.received)
    pressed = time.time()
    shown = film(page, lambda: page.keyboard.press("Escape"), quiet_s=10)
    if len(board.received) == received:
        raise MeasureError("nothing was sent after the key")
    seconds = seconds_until_alike(shown, since=pressed, before=before)
    return {"seconds": seconds * 1000, "bytes": sum(board.received[received:]) / 1000}


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    folder = dossier_of(given.rows)
    with ExitStack() as stack:
        browser = stack.enter_context(chromium(BROWSER))
        addresses = {name: stack.enter_context(serve(script, folder)) for name, script in SCRIPTS.items()}
        boards = {name: visit(browser, address) for name, address in addresses.items()}
        results = interleave(SCRIPTS, lambda name: type_day(boards[name]), rounds=given.rounds)
    write_result(
        "dashboard",
        f"# A date typed over {given.rows:,} incidents",
        f"From the key that leaves the field until 90 % of the pixels that the date changes look as they do in the "
        f"end, and what the server sent for it. Medians of {given.rounds} interleaved rounds, both apps open all "
        "the time; st_folium shows folium.GeoJson on canvas with ten attributes and notes.",
        results_table(
            results,
            {"seconds": Measure("key to map, ms", 0), "bytes": Measure("sent, kB", 1)},
            ours=OURS,
        ),
        machine("streamlit", "streamlit-folium", "folium", "playwright"),
        f"Command: `python benchmarks/date_in_dashboard.py --rows {given.rows} --rounds {given.rounds}`",
    )


if __name__ == "__main__":
    main()
