"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

from dossiers import write_dossier
from geo import read_dossier

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shipped():
    """Give the default dossier."""
    return read_dossier(ROOT / "data")


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Give the small dossier of four incidents."""
    return read_dossier(write_dossier(tmp_path_factory.mktemp("dossiers") / "small"))
