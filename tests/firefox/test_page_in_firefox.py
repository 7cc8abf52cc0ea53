"""The offline page in Firefox, which only its own driver can steer: `make test-firefox`."""

from __future__ import annotations

import json
import os
import shutil
import time

import pytest
from marionette_driver.marionette import Marionette

from geo import count_incidents, read_query
from geo.briefing import Briefing
from layers.exports import make_export

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
RANGE = "start=2022-09-14&end=2022-09-20"


@pytest.fixture
def firefox():
    if not FIREFOX:
        pytest.fail(
            "No Firefox: install one (Debian: apt-get install firefox-esr), or set FIREFOX to its path."
        )
    driver = Marionette(bin=FIREFOX, headless=True, gecko_log="-")
    driver.start_session()
    yield driver
    driver.quit()


@pytest.mark.filterwarnings("ignore")
def test_offline_page_opens_filters_and_complains_of_nothing(firefox, shipped, tmp_path):
    filters, state = read_query(RANGE)
    path = tmp_path / "briefing.html"
    path.write_bytes(make_export(shipped, Briefing(filters, state), ".html").content)
    firefox.navigate(path.as_uri())

    def ask(script):
        return firefox.execute_script(script, sandbox=None)

    until = time.monotonic() + 15
    while not ask("return 'ready' in document.documentElement.dataset") and time.monotonic() < until:
        time.sleep(0.1)
    counts = count_incidents(shipped, filters)
    assert json.loads(ask("return JSON.stringify(marchland.getState())"))["visible"] == counts.visible
    assert ask("return marchland.setFilter('type=shelling').query") == "type=shelling"
    assert len(ask("return marchland.visibleIds()"))
    with firefox.using_context("chrome"):
        said = firefox.execute_script(
            "return Services.console.getMessageArray().map((m) => String(m.message ?? m));"
        )
    assert [line for line in said if path.name in line] == []
