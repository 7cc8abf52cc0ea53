"""Own data in a real browser: for one tab only, and nothing of it left behind."""

import json
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.app_server import enter, serve
from dossiers import small_descriptor, small_tables, write_dossier
from samples import acled_row, acled_rows, plain_rows, to_csv, ucdp_rows

SESSION_SECONDS = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    temporary = tmp_path_factory.mktemp("temporary")
    dossier = write_dossier(folder / "small", tables=small_tables(), descriptor=small_descriptor())
    with serve(dossier, temporary=temporary, session_seconds=SESSION_SECONDS) as running:
        yield running


@pytest.fixture
def visit(chromium, server):
    visitors = []

    def go(query="", **options):
        visitor = enter(chromium, server.url + query, **options)
        visitors.append(visitor)
        return visitor

    yield go
    for visitor in visitors:
        visitor.close()
    assert not any(visitor.outside for visitor in visitors)


def marked(marker, count=3):
    return [
        plain_rows()[0] | {"id": f"{marker}-{n}", "place": f"{marker} village", "note": f"{marker} note"}
        for n in range(count)
    ]


def choose(visitor, *files):
    """Open the panel and send files: pairs of a name and a content."""
    visitor.page.get_by_role("button", name="Your own data").click()
    sent = [
        {"name": name, "mimeType": "", "buffer": text if isinstance(text, bytes) else text.encode()}
        for name, text in files
    ]
    visitor.page.locator('[data-testid="stFileUploader"] input[type=file]').first.set_input_files(sent)
    visitor.page.get_by_role("button", name="Add these data").wait_for()
    visitor.settle()


def add(visitor, *files):
    """Add files and wait until the map shows them."""
    choose(visitor, *files)
    press_add(visitor)


def press_add(visitor):
    visitor.evaluate("() => { window.isTheOldPage = true; }")
    visitor.page.get_by_role("button", name="Add these data").click()
    visitor.page.wait_for_url("**dossier=own-*", wait_until="commit")
    visitor.page.get_by_text("Your own data: only this tab shows them.").wait_for()
    visitor.wait_for_map("total >= 0 && !window.isTheOldPage")
    visitor.settle()
    # the old map may still have told where it stood
    visitor.page.wait_for_url("**dossier=own-*", wait_until="commit")


def total(visitor):
    return visitor.evaluate("() => window.marchland.getState().total")


def on_disk(server, text):
    """List the server's temporary files that hold a text in their name or content."""
    files = [path for path in server.temporary.rglob("*") if path.is_file()]
    return [path for path in files if text in path.name or text.encode() in read_bytes(path)]


def read_bytes(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:  # removed while we look
        return b""


def wait_until(done, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.1)
    return False


def visitor_folders(server):
    return list(server.temporary.glob("marchland-uploads-*/visitor-*"))


def test_no_session_sees_anothers_data_and_none_of_it_outlasts_the_tab(visit, server):
    first, second = visit(), visit()
    add(first, ("first.csv", to_csv(marked("Alphamark"))))
    add(second, ("second.csv", to_csv(marked("Betamark", 5))))
    assert (total(first), total(second)) == (3, 5)
    assert first.saw("Alphamark")
    assert second.saw("Betamark")
    assert on_disk(server, "Alphamark"), "the search of the disk finds what is there"

    # the address of one session opens nothing in another
    name = first.page.url.split("dossier=")[1].split("&")[0]
    third = visit(f"?dossier={name}")
    assert third.page.get_by_text("belong to another tab").is_visible()
    assert total(third) == 4
    third.page.get_by_role("combobox", name="Dossier").click()
    assert third.page.get_by_role("option").filter(has_text="yours").count() == 0
    for visitor, foreign in (
        (first, "Betamark"),
        (second, "Alphamark"),
        (third, "Alphamark"),
        (third, "Betamark"),
    ):
        assert not visitor.saw(foreign), f"a session saw {foreign}"
        assert not visitor.saw("second.csv" if foreign == "Betamark" else "first.csv")

    # one tab closed: its files go, the other's stay
    first.close()
    assert wait_until(lambda: not on_disk(server, "Alphamark"))
    assert on_disk(server, "Betamark")
    fourth = visit(f"?dossier={name}")
    assert not fourth.saw("Alphamark")
    second.close()
    assert wait_until(lambda: not on_disk(server, "Betamark") and not visitor_folders(server))
    assert [path.name for path in server.temporary.iterdir() if path.name.startswith(".marchland")] == []


def test_one_click_removes_the_data_while_the_tab_is_open(visit, server):
    visitor = visit()
    add(visitor, ("gone.csv", to_csv(marked("Gammamark"))))
    visitor.page.get_by_role("button", name="Remove").click()
    visitor.page.get_by_role("heading", name="Aland–Bland border").wait_for()
    visitor.settle()
    visitor.wait_for_map()
    assert total(visitor) == 4
    assert not on_disk(server, "Gammamark")
    assert "dossier=" not in visitor.page.url


def test_own_dossier_filters_switches_and_comes_back(visit):
    visitor = visit()
    add(visitor, ("mine.csv", to_csv(marked("Deltamark"))))
    own = parse_qs(urlsplit(visitor.page.url).query)["dossier"]
    visitor.page.get_by_role("textbox", name="Search", exact=True).fill("Deltamark note")
    visitor.page.get_by_role("textbox", name="Search", exact=True).press("Enter")
    visitor.settle()
    assert visitor.evaluate("() => window.marchland.getState().query") == "q=Deltamark+note"
    visitor.page.get_by_role("combobox", name="Dossier").click()
    visitor.page.get_by_role("option").first.click()
    visitor.settle()
    visitor.wait_for_map()
    assert total(visitor) == 4
    visitor.page.go_back()
    visitor.settle()
    visitor.wait_for_map()
    assert total(visitor) == 3
    # where the map stands may be part of the address by now
    address = parse_qs(urlsplit(visitor.page.url).query)
    assert (address["dossier"], address["q"]) == (own, ["Deltamark note"])


@pytest.mark.parametrize(
    ("rows", "count", "visible"), [(acled_rows(), 9, 9), (ucdp_rows(), 35, 35)], ids=["acled", "ucdp"]
)
def test_known_datasets_open_and_the_map_shows_every_precision(visit, rows, count, visible):
    visitor = visit()
    add(visitor, ("data.csv", to_csv(rows)))
    state = visitor.evaluate("() => window.marchland.getState()")
    assert (state["total"], state["visible"]) == (count, visible)
    precisions = visitor.evaluate(
        "() => [...new Set(window.marchland.data.incidents.col.geo_precision)].sort()"
    )
    wanted = {"place", "near", "province"} if count == 9 else {
        "exact", "near", "district", "province", "region", "country", "unknown",
    }  # fmt: skip
    assert set(precisions) == wanted


def test_rows_that_may_not_be_passed_on_are_in_no_download(visit):
    visitor = visit()
    secret = [acled_row(1, notes="Epsilonmark", location="Epsilonmark")]
    add(visitor, ("acled.csv", to_csv(secret)), ("mine.csv", to_csv(marked("Zetamark", 2))))
    assert total(visitor) == 3
    for button in ("Incidents (CSV)", "Incidents (GeoJSON)", "Briefing (HTML)"):
        with visitor.page.expect_download() as file:
            visitor.page.get_by_role("button", name=button).click()
        text = Path(file.value.path()).read_text(encoding="utf-8")
        assert "Epsilonmark" not in text, button
        if not button.startswith("Briefing"):
            assert "Zetamark" in text, button


def test_hostile_files_are_refused_in_a_sentence(visit, server):
    visitor = visit()
    hostile = {
        "bomb.kml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><kml>&b;</kml>",
        "program.csv": b"\x7fELF\x02\x01",
        "deep.geojson": b'{"type":' * 50_000,
    }
    choose(visitor, *hostile.items())
    for name in hostile:
        visitor.page.locator('[data-testid="stRadio"] label').filter(has_text=name).click()
        visitor.settle()
        sentence = visitor.page.locator('[data-testid="stText"]').filter(has_text=name).last.inner_text()
        assert sentence.startswith(f"{name} ")
        assert sentence.endswith(".")
        assert visitor.page.get_by_role("button", name="Add these data").is_disabled()
    assert visitor.page.locator('[data-testid="stException"]').count() == 0
    assert "Traceback" not in visitor.page.content()
    visitor.page.get_by_role("button", name="Cancel").click()
    visitor.settle()
    assert not [path for folder in visitor_folders(server) for path in folder.iterdir()]


def test_mapping_is_saved_and_used_again(visit):
    odd = to_csv(plain_rows()).replace("id,date,lat,lon", "id,when it was,north,east")
    visitor = visit()
    choose(visitor, ("odd.csv", odd))
    page = visitor.page
    for label, column in (("First day", "when it was"), ("Latitude", "north"), ("Longitude", "east")):
        page.get_by_role("combobox", name=label).first.click()
        page.get_by_role("option", name=column, exact=True).click()
        visitor.settle()
    page.get_by_text("As they would be read:").wait_for()
    visitor.settle()
    page.get_by_text("Save these choices, or use saved ones").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="Save as mapping.json").click()
    saved = Path(file.value.path()).read_text(encoding="utf-8")
    assert json.loads(saved)["columns"]["latitude"] == "north"
    press_add(visitor)
    assert visitor.evaluate("() => window.marchland.getState().visible") == 2

    again = visit()
    choose(again, ("odd again.csv", odd))
    again.page.get_by_text("Save these choices, or use saved ones").click()
    again.page.locator('[data-testid="stFileUploader"] input[type=file]').last.set_input_files(
        {"name": "mapping.json", "mimeType": "application/json", "buffer": saved.encode()}
    )
    again.page.get_by_text("chosen by you").first.wait_for()
    again.settle()
    press_add(again)
    assert again.evaluate("() => window.marchland.getState().visible") == 2


@pytest.mark.soak
def test_cancelled_import_ends_its_reader_and_leaves_nothing(visit, server):
    visitor = visit()
    rows = [acled_row(n, notes="Etamark " * 20) for n in range(60_000)]
    choose(visitor, ("large.csv", to_csv(rows)))
    visitor.page.get_by_role("button", name="Add these data").click()
    visitor.page.get_by_role("progressbar").first.wait_for()
    assert wait_until(lambda: readers(server), 10)
    # moving the map does not stop it
    visitor.evaluate("() => window.marchland.showView('50.4,10.8,11')")
    visitor.page.wait_for_timeout(1200)
    assert visitor.page.get_by_role("progressbar").first.is_visible()
    visitor.page.get_by_role("button", name="Cancel").click()
    assert wait_until(lambda: not readers(server), 5)
    visitor.page.get_by_role("button", name="Close").wait_for()
    assert not on_disk(server, "Etamark")
    assert total(visitor) == 4


def readers(server):
    """List the processes that read a file below the server's temporary folder."""
    commands = [read_bytes(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    place = str(server.temporary).encode()
    return [command for command in commands if b"worker.py" in command and place in command]


@pytest.mark.soak
def test_server_that_stops_leaves_nothing(chromium, tmp_path):
    dossier = write_dossier(tmp_path / "small", tables=small_tables(), descriptor=small_descriptor())
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serve(dossier, temporary=temporary) as running:
        visitor = enter(chromium, running.url)
        add(visitor, ("mine.csv", to_csv(marked("Thetamark"))))
        assert on_disk(running, "Thetamark")
        visitor.close()
    assert not on_disk(running, "Thetamark")
    assert not list(temporary.glob("marchland-uploads-*"))


def test_phone_shows_every_step_without_sideways_scrolling(visit):
    visitor = visit(viewport={"width": 360, "height": 740})
    main = visitor.page.locator('[data-testid="stMain"]')
    choose(visitor, ("mine.csv", to_csv(marked("Iotamark"))))
    assert main.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    press_add(visitor)
    # the step that ended far below is followed by the top of the page
    box = visitor.page.get_by_text("Your own data: only this tab shows them.").bounding_box()
    assert 0 <= box["y"] < 740
    visitor.page.get_by_text("About these data").click()
    visitor.settle()
    assert main.evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_steps_have_nothing_serious_for_axe(visit):
    visitor = visit()
    choose(visitor, ("acled.csv", to_csv(acled_rows())), ("mine.csv", to_csv(plain_rows())))
    assert complaints(visitor, ".st-key-upload-panel") == []
    visitor.page.locator('[data-testid="stRadio"] label').filter(has_text="mine.csv").click()
    visitor.settle()
    assert complaints(visitor, ".st-key-upload-panel") == []
    press_add(visitor)
    visitor.page.get_by_text("About these data").click()
    visitor.settle()
    assert complaints(visitor, ".st-key-upload-own") == []
    assert complaints(visitor, '[data-testid="stExpander"]') == []


def complaints(visitor, part):
    """List what axe finds serious in a part, in light and in dark."""
    assert visitor.page.locator(part).count()
    return [
        one["id"]
        for _ in visitor.in_both_schemes()
        for one in Axe()
        .run(visitor.page, context={"include": [[part]], "exclude": [["iframe"]]})
        .response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
