"""A small dossier read once, and the app run on it without a browser."""

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dossiers import small_tables, write_dossier
from geo import read_dossier

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture(scope="session")
def small_folder(small):
    return small.path


@pytest.fixture
def run_app(monkeypatch):
    def run(folder, **address):
        monkeypatch.setattr(sys, "argv", ["app.py"])
        monkeypatch.setenv("MARCHLAND_DOSSIER", str(folder))
        app = AppTest.from_file(str(APP), default_timeout=30)
        for key, value in address.items():
            app.query_params[key] = value
        return app.run()

    return run


@pytest.fixture
def make_dossier(tmp_path):
    def make(**tables):
        return read_dossier(write_dossier(tmp_path / "made", tables=small_tables() | tables))

    return make
