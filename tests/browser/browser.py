"""Find a Chromium to drive; a test run without one is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# a container's root may not use the sandbox; nothing but our own pages is opened
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb")


def find_chromium() -> str | None:
    """Give the path of a Chromium: of CHROMIUM, of the system, of Playwright; None when there is none."""
    chosen = os.environ.get("CHROMIUM")
    candidates = [chosen] if chosen else [shutil.which(name) for name in NAMES] + [_playwright_chromium()]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def _playwright_chromium() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
