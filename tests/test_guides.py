"""What docs/briefings.md shows works as it stands there."""

import re
import shlex
from pathlib import Path

import export
from layers.batch_list import read_batch
from layers.exports import SUFFIXES

GUIDE = (Path(__file__).parents[1] / "docs" / "briefings.md").read_text(encoding="utf-8")


def test_list_of_the_guide_is_read(shipped, tmp_path):
    path = tmp_path / "briefings.toml"
    path.write_text(re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1], encoding="utf-8")
    files = [task.file for task in read_batch(path, shipped)]
    assert files[:2] == ["september-2022.html", "september-2022.png"]
    assert len(files) > 10


def test_commands_of_the_guide_are_understood():
    lines = re.findall(r"^\.venv/bin/python export\.py (.*)$", GUIDE, re.MULTILINE)
    assert len(lines) == 4
    for line in lines:
        export.build_parser().parse_args(shlex.split(line, comments=True))


def test_every_format_is_described():
    assert set(re.findall(r"`(\.\w+)`", GUIDE)) >= set(SUFFIXES)
