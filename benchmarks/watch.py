"""See when a page shows what it will show in the end: frames of headless Chromium against the last one."""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import numpy.typing as npt
import stand_ins
from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright
from rounds import MeasureError

SIZE = {"width": 1280, "height": 800}
# of the pixels that the data changes, how many have to look as in the end
ALIKE = 0.9
TOLERANCE = 48
QUIET_S, BUSY_S, LONGEST_S = 4.0, 0.5, 120.0
# as a machine without a GPU draws pages; pages of WebGL are quicker where all is drawn by GL in software
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader")
GL_FLAGS = (*FLAGS, "--use-angle=swiftshader", "--ignore-gpu-blocklist")
Picture = npt.NDArray[np.int16]


@dataclass(slots=True)
class Film:
    """Frames as they were shown: time (seconds since 1970) and JPEG."""

    frames: list[tuple[float, bytes]] = field(default_factory=list)

    def pictures(self) -> Iterator[tuple[float, Picture]]:
        """Give each frame with its time."""
        for at, content in self.frames:
            yield at, np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(np.int16)


@contextmanager
def chromiums(executable: str, **flags: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Start a browser without a GPU for each name, with its flags; each is one for all pages."""
    with sync_playwright() as playwright:
        started = {
            name: playwright.chromium.launch(executable_path=executable, args=list(own))
            for name, own in flags.items()
        }
        yield started
        for browser in started.values():
            browser.close()


@contextmanager
def chromium(executable: str) -> Iterator[Any]:
    """Start one browser as it comes."""
    with chromiums(executable, plain=FLAGS) as started:
        yield started["plain"]


def film(page: Page, start: Callable[[], None], *, quiet_s: float = QUIET_S) -> Film:
    """Film a page from an action on until nothing has changed for a while."""
    shown = Film()
    session = page.context.new_cdp_session(page)

    def keep(frame: dict[str, Any]) -> None:
        shown.frames.append((frame["metadata"]["timestamp"], base64.b64decode(frame["data"])))
        session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 70, "everyNthFrame": 1})
    began = busy = time.time()
    start()
    while time.time() - began < LONGEST_S:
        page.wait_for_timeout(250)
        asked = time.time()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        if time.time() - asked > BUSY_S:
            # what the page was busy with comes on the screen after this
            busy = time.time()
        last = shown.frames[-1][0] if shown.frames else began
        if time.time() - max(last, busy) > quiet_s:
            break
    session.send("Page.stopScreencast")
    session.detach()
    return shown


def seconds_until_alike(shown: Film, *, since: float, before: Picture) -> float:
    """Give when the frames had become what the last one is, in the pixels in which it differs from before."""
    if not shown.frames:
        raise MeasureError("nothing was drawn")
    final = read_picture(shown.frames[-1][1])
    changed = _differ(final, before)
    if changed.mean() < 0.002:
        raise MeasureError("the page with all rows looks like the page with one")
    for at, picture in shown.pictures():
        if at < since or picture.shape != final.shape:
            continue
        if 1 - _differ(picture, final)[changed].mean() >= ALIKE:
            return at - since
    raise MeasureError("no frame was like the last")


def read_picture(content: bytes) -> Picture:
    """Read a JPEG or PNG."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(np.int16)


def _differ(one: Picture, other: Picture) -> npt.NDArray[np.bool_]:
    if one.shape != other.shape:
        raise MeasureError("the pictures are not of one size")
    return np.abs(one - other).max(axis=2) > TOLERANCE


@dataclass(frozen=True, slots=True)
class Visit:
    """What opening a page showed: the film, when it began, what was asked of servers and not answered."""

    film: Film
    began: float
    asked: frozenset[str]
    unanswered: frozenset[str]
    errors: tuple[str, ...]

    def last(self) -> Picture:
        """Give the last frame."""
        if not self.film.frames:
            raise MeasureError("nothing was drawn")
        return read_picture(self.film.frames[-1][1])


def _without_digests(path: Path) -> Path:
    """Give the page, or a copy without ``integrity``: a package's file may differ from a server's by a byte."""
    content = path.read_bytes()
    plain = re.sub(rb'\sintegrity="[^"<>]{20,200}"', b"", content)
    if plain == content:
        return path
    copy = path.with_suffix(".plain.html")
    copy.write_bytes(plain)
    return copy


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, for pages that do not run as files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def open_page(browser: Any, path: Path, *, from_server: bool = False) -> Visit:
    """Open a file in a new context, answering its requests to servers from npm packages."""
    if not from_server:
        return _open(browser, path, path.as_uri())
    with served(path.parent) as base:
        return _open(browser, path, base + path.name)


def _open(browser: Any, path: Path, address: str) -> Visit:
    asked: set[str] = set()
    unanswered: set[str] = set()
    errors: list[str] = []

    def serve(route: Route) -> None:
        url = route.request.url
        asked.add(url)
        found = stand_ins.answer(url)
        if found is None:
            unanswered.add(url)
            route.abort()
        else:
            body, kind = found
            route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    context = browser.new_context(viewport=SIZE)
    context.route(re.compile(r"^https?://(?!127\.)"), serve)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)[:300]))
    page.goto("about:blank")
    address = address.replace(path.name, _without_digests(path).name)
    shown = film(page, lambda: page.goto(address, wait_until="load", timeout=LONGEST_S * 1000))
    began = page.evaluate("() => performance.timeOrigin") / 1000
    context.close()
    return Visit(shown, began, frozenset(asked), frozenset(unanswered), tuple(errors))
