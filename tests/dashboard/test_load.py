from pathlib import Path

import pytest

from dashboard.load import locate_dossier, stamp_folder, view_query
from geo import ViewState


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
