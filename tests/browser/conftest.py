"""A Chromium for the tests of this folder, and pages that may not use the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.browser import ARGUMENTS, find_chromium
from geo import Dossier
from layers import MapView, build_map, to_html

LOCAL = ("file:", "data:", "blob:", "about:")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    # what a module sets up is set up once; each worker drives a browser of its own
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem}"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start a Chromium, or fail with advice."""
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium: run tests/install_browser.py, or set CHROMIUM to the path of one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page, with every address it asked for and everything it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def evaluate(self, script: str, argument: object = None) -> object:
        """Run a script in the page."""
        return self.page.evaluate(script, argument)

    def unfold(self, selector: str) -> None:
        """Open a folded part, and wait until the page has heard of it: a browser tells it after the click."""
        self.page.locator(f"{selector} summary").click()
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        )

    @property
    def is_quiet(self) -> bool:
        """Tell whether the page asked for nothing from outside and complained about nothing."""
        return not self.requests and not self.complaints


def watch(page: Page) -> Opened:
    """Note requests that leave the page, which are refused, and errors on its console."""
    opened = Opened(page)

    def refuse(route):
        url = route.request.url
        if url.startswith(LOCAL):
            route.continue_()
            return
        opened.requests.append(url)
        route.abort()

    page.route("**/*", refuse)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    return opened


@pytest.fixture
def open_html(chromium, tmp_path) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens the text of a page from a local file."""
    contexts = []

    def open_text(html: str, *, query: str = "", width: int = 1440, height: int = 900, **options) -> Opened:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        opened = watch(context.new_page())
        opened.page.goto(path.as_uri() + query)
        return opened

    yield open_text
    for context in contexts:
        context.close()


@pytest.fixture
def open_map(open_html) -> Callable[..., Opened]:
    """Give a function that builds and opens the map of a dossier, and waits until it stands."""

    def open_dossier(dossier: Dossier, *, view: MapView | None = None, **options) -> Opened:
        opened = open_html(to_html(build_map(dossier, view=view)), **options)
        opened.page.wait_for_selector("html[data-ready]", timeout=15_000)
        return opened

    return open_dossier
