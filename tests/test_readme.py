"""The README's quotations are what the commands print."""

import re
from pathlib import Path

import pytest

import export
import ingest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [export, ingest])
def test_help_of_a_command_is_quoted_as_it_is(monkeypatch, module):
    monkeypatch.setenv("COLUMNS", "100")
    name = re.escape(f"{module.__name__}.py")
    quoted = re.search(rf"<!-- help: {name} -->\n```\n(.*?)```", README, re.DOTALL)
    assert quoted is not None
    # from Python 3.13 on an option's value is named once
    said = re.sub(r"(-\w) ([A-Z]+), (--)", r"\1, \3", module.build_parser().format_help())
    assert re.sub(r"(-\w) ([A-Z]+), (--)", r"\1, \3", quoted[1]) == said


def test_dependencies_of_the_table_are_those_of_the_run_time_set():
    wanted = {
        line.split("#")[0].strip()
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line.split("#")[0].strip()
    }
    table = README.split("| dependency | why |", 1)[1].split("\n\n", 1)[0]
    named = {name for row in table.splitlines()[2:] for name in row.split("|")[1].strip().split(", ")}
    assert named == wanted


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"`([a-zA-Z_./]+\.(?:md|py|json|in|txt))`", README)))
)
def test_files_that_the_readme_names_exist(target):
    assert (ROOT / target).exists()


def test_screenshot_exists():
    image = ROOT / re.search(r"!\[[^\]]+\]\(([^)]+)\)", README)[1]
    assert image.read_bytes().startswith(b"\x89PNG")
