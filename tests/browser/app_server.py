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
from playwright.sync_api import Browser, Frame, Page

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90


@dataclass
class Server:
    """A server that runs: its address, its process, its folder for temporary files."""

    url: str
    process: subprocess.Popen
    temporary: Path


@contextmanager
def serve(folder: Path, *, temporary: Path, session_seconds: int = 120) -> Iterator[Server]:
    """Serve a dossier; ``session_seconds`` is how long a closed tab may come back."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py",
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

    @property
    def map(self) -> Frame:
        """The frame of the map page."""
        return next(frame for frame in self.page.frames if frame != self.page.main_frame)

    def wait_for_map(self) -> None:
        """Wait until the map has drawn its incidents."""
        self.page.wait_for_selector("iframe.marchland-page")
        self.map.wait_for_function("() => window.marchland?.store?.result")

    def settle(self) -> None:
        """Wait until the app has not sent anything for a while."""
        count, quiet = -1, 0
        while quiet < 3:
            self.page.wait_for_timeout(300)
            quiet = quiet + 1 if len(self.received) == count else 0
            count = len(self.received)

    def saw(self, text: str) -> bool:
        """Tell whether a text came over the wire, stands on the page, or is in the map's data."""
        in_map = self.map.evaluate(
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
    visitor.page.goto(url)
    visitor.wait_for_map()
    visitor.settle()
    return visitor
