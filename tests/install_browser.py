"""Make sure that the tests have a Chromium: an installed one, else Debian's package, else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from browser.browser import find_chromium

ADVICE = (
    "No Chromium or Chrome was found and none could be installed. Install one (Debian: apt-get install chromium), "
    "or set CHROMIUM to the path of one, and run the tests again."
)


def install_with_apt() -> bool:
    """Install Debian's package where apt is at hand and we may use it."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    return all(subprocess.run(command, check=False).returncode == 0 for command in commands)


def install_with_playwright() -> bool:
    """Let Playwright download the build that it was made for."""
    return (
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode
        == 0
    )


def main() -> int:
    """Find or install a browser; say what to do when neither works."""
    for attempt in (lambda: True, install_with_apt, install_with_playwright):
        if attempt() and (found := find_chromium()):
            print(f"browser for the tests: {found}")
            return 0
    print(ADVICE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
