from pathlib import Path

import pytest

from dashboard.load import draw_page, locate_dossier, page_cached, stamp_folder, view_query
from dashboard.map_view import mark_page
from dossiers import incident, small_tables, write_dossier
from geo import ViewState, read_dossier
from geo.briefing import Briefing
from layers import build_map, to_html
from layers.embedded import read_page_incidents
from layers.exports import make_export


@pytest.mark.parametrize(
    ("arguments", "environment", "folder"),
    [
        ([], {}, "data"),
        ([], {"MARCHLAND_DOSSIER": ""}, "data"),
        ([], {"MARCHLAND_DOSSIER": "other"}, "other"),
        (["given"], {"MARCHLAND_DOSSIER": "other"}, "given"),
    ],
)
def test_dossier_is_the_argument_then_the_environment_then_the_default(arguments, environment, folder):
    assert locate_dossier(arguments, environment) == Path(folder)


def test_stamp_changes_when_a_file_is_written(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    before = stamp_folder(tmp_path)
    (tmp_path / "a.csv").write_text("xy")
    assert stamp_folder(tmp_path) != before


def test_stamp_of_a_missing_folder_is_empty(tmp_path):
    assert stamp_folder(tmp_path / "absent") == ""


def test_usual_view_is_an_empty_query():
    assert view_query(ViewState()) == ""
    assert view_query(ViewState(view=(40.0, 70.5, 9.0))) == "view=40%2C70.5%2C9"


@pytest.fixture(scope="module")
def noted(tmp_path_factory):
    rows = [
        incident(f"n{n}", "2022-09-14", lat=50.5, lon=10.9, summary=f"{n}: {'word ' * 20}.") for n in range(9)
    ]
    tables = small_tables()
    folder = tmp_path_factory.mktemp("noted") / "d"
    return read_dossier(write_dossier(folder, tables={**tables, "incidents": tables["incidents"] + rows}))


@pytest.mark.parametrize("spare", [0, -1])
def test_page_of_too_many_bytes_leaves_out_the_notes_and_no_other_column(noted, spare):
    whole = to_html(build_map(noted))
    page = draw_page(noted, "", most=len(whole.encode()) + spare)
    assert (page == whole) is (spare == 0)
    assert ('data-notes="left-out"' in page.split("<head>")[0]) is (spare < 0)
    columns, kept = (dict(read_page_incidents(text.encode())["columns"]) for text in (page, whole))
    assert any(kept["summary"])
    assert columns == kept | ({"summary": [None] * len(noted.incidents)} if spare < 0 else {})


def test_briefing_keeps_the_notes_of_a_large_dossier(noted):
    content = make_export(noted, Briefing(), ".html").content
    assert any(dict(read_page_incidents(content)["columns"])["summary"])


def test_page_is_made_and_hashed_once_however_often_the_app_runs(run_app, small_folder, monkeypatch):
    made = []

    def count(html):
        made.append(html)
        return mark_page(html)

    monkeypatch.setattr("dashboard.load.mark_page", count)
    page_cached.clear()
    app = run_app(small_folder)
    for _ in range(3):
        app.run()
    app.text_input(key="search").set_value("shots").run()
    assert not app.exception
    assert len(made) == 1
