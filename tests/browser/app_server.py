"""The dashboard's server in a process of its own, and its visitors, each in a browser context of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90
# longer than what the app waits for after a change: keys typed and messages of the map are gathered first
QUIET_SECONDS = 0.6
APP_AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# what Playwright says of a frame that has been replaced by another meanwhile
FRAME_IS_GONE = ("detached", "Execution context was destroyed", "Cannot find context", "has been closed")


@dataclass
class Server:
    """A server that runs: its address, its process, its folder for temporary files."""

    url: str
    process: subprocess.Popen
    temporary: Path


@contextmanager
def serve(
    folder: Path, *, temporary: Path, session_seconds: int = 120, app: str = "app.py"
) -> Iterator[Server]:
    """Serve a dossier; ``session_seconds`` is how long a closed tab may come back."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", app,
        "--server.port", str(port), "--server.disconnectedSessionTTL", str(session_seconds), "--", str(folder),
    ]  # fmt: skip
    environment = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Server(f"http://127.0.0.1:{port}/", process, temporary)
        finally:
            process.terminate()


def _wait_until_healthy(url: str, process: subprocess.Popen) -> None:
    for _ in range(150):
        assert process.poll() is None, "streamlit ended"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("streamlit did not start")


@dataclass
class Visitor:
    """One visitor: the page, and everything that came over the wire to it or was asked of other machines."""

    page: Page
    received: list[bytes] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def evaluate(self, script: str, argument: object = None) -> object:
        """Run a script in the map's frame, which may be replaced by a new one at any moment."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            frame = next((frame for frame in self.page.frames if frame != self.page.main_frame), None)
            try:
                if frame is not None:
                    return frame.evaluate(script, argument)
            except PlaywrightError as error:
                if self.page.is_closed() or not any(sign in error.message for sign in FRAME_IS_GONE):
                    raise
            assert time.monotonic() < end, "the map's frame never came"
            self.page.wait_for_timeout(50)

    def wait_for_map(self, condition: str = "total >= 0") -> None:
        """Wait until the map has drawn its incidents and its state is so."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.evaluate(f"() => window.marchland?.store?.result && marchland.getState().{condition}"):
            assert time.monotonic() < end, f"the map never had {condition}"
            self.page.wait_for_timeout(50)

    def state(self) -> dict:
        """Give the map's state, as the page's API tells it."""
        return self.evaluate("() => window.marchland.getState()")

    def settle(self) -> None:
        """Wait until the app neither runs nor has sent anything for a while."""
        quiet_since, count = time.monotonic(), -1
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            self.page.wait_for_timeout(50)
            if len(self.received) != count or not self.page.locator(APP_AT_REST).count():
                quiet_since, count = time.monotonic(), len(self.received)

    def in_both_schemes(self) -> Iterator[str]:
        """Draw the app in light, then in dark, for a look at each."""
        for scheme in ("light", "dark"):
            self._choose_scheme(scheme)
            yield scheme

    def _choose_scheme(self, scheme: str) -> None:
        """Have the reader's system ask for light or dark, and wait until the app is drawn so."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(
            """(dark) => {
                const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
                const light = ground.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b);
                return (light < 380) === dark;
            }""",
            arg=scheme == "dark",
        )
        self.settle()

    def saw(self, text: str) -> bool:
        """Tell whether a text came over the wire, stands on the page, or is in the map's data."""
        in_map = self.evaluate(
            "(text) => JSON.stringify(window.marchland.data.incidents.col).includes(text)", text
        )
        wired = any(text.encode() in frame for frame in self.received)
        return in_map or wired or text in self.page.content()

    def close(self) -> None:
        """Close the tab, and the browser's whole context with it."""
        self.page.context.close()


def enter(chromium: Browser, url: str, **options: object) -> Visitor:
    """Open the dashboard as a new visitor."""
    context = chromium.new_context(
        **{"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | options
    )
    # a busy machine is slow, not wrong
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    visitor = Visitor(context.new_page())

    def guard(route):
        parts = urlsplit(route.request.url)
        if parts.scheme in {"data", "blob"} or parts.hostname == "127.0.0.1":
            route.continue_()
        else:
            visitor.outside.append(route.request.url)
            route.abort()

    def listen(wire):
        wire.on(
            "framereceived",
            lambda frame: visitor.received.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    context.route("**/*", guard)
    visitor.page.on("websocket", listen)
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    visitor.page.goto(url)
    visitor.wait_for_map()
    visitor.settle()
    return visitor
