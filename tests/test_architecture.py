"""Imports go one way: geo <- layers <- dashboard <- app.py, and each package keeps to its libraries."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# export.py stands on geo and layers, ingest.py on geo alone
RANK = {"geo": 0, "ingest": 0.5, "layers": 1, "export": 1.5, "dashboard": 2, "app": 3}
PAGES = {"folium", "branca", "streamlit"}
BANNED = {
    "geo": PAGES, "ingest": PAGES, "layers": {"streamlit"}, "export": {"streamlit"}, "dashboard": set(),
    "app": set(),
}  # fmt: skip


def python_files(package):
    folder = ROOT / package
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [ROOT / f"{package}.py"]


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", RANK)
def test_package_imports_only_what_lies_below_it(package):
    files = python_files(package)
    assert files
    for path in files:
        for name in imported_names(path):
            assert name not in BANNED[package], f"{path} imports {name}"
            assert RANK.get(name, -1) <= RANK[package], f"{path} imports {name}"


@pytest.mark.parametrize(
    ("package", "absent"),
    [
        ("geo", "folium"),
        ("geo", "streamlit"),
        ("ingest", "folium"),
        ("ingest", "streamlit"),
        ("layers", "streamlit"),
        ("export", "streamlit"),
    ],
)
def test_importing_a_package_does_not_load(package, absent):
    code = f"import sys, {package}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_markup_or_script_stands_in_python_strings():
    suspects = ("<script", "<style", "<div", "<svg", "addEventListener", "document.getElement", "window.")
    for package in RANK:
        for path in python_files(package):
            strings = (
                node.value
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
            for text in strings:
                assert not any(s in text for s in suspects), f"{path}: {text[:60]!r}"


def test_page_scripts_never_turn_text_into_code():
    suspects = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    files = [*ROOT.glob("layers/templates/**/*.js"), *ROOT.glob("dashboard/**/*.js")]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not any(s in text for s in suspects), path
