"""A dossier's README as plain parts: its text comes with the data, so it is never rendered as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

README = "README.md"
# characters of a README that are shown
LONGEST = 60_000
_HEADING = re.compile(r"^##\s+(.+)$")
_BULLET = re.compile(r"^\s*[-*]\s+")
_RULE = re.compile(r"^\|[\s:|-]+\|?\s*$")
_MARKS = re.compile(r"\*\*|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it: paragraphs of text and tables, in order."""

    title: str
    parts: tuple[str | pd.DataFrame, ...]


def read_sections(folder: Path) -> tuple[Section, ...]:
    """Read the sections under second-level headings; nothing when the dossier has no README."""
    path = folder / README
    try:
        text = path.read_text(encoding="utf-8")[:LONGEST] if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ()
    return split_sections(text)


def split_sections(text: str) -> tuple[Section, ...]:
    """Split Markdown at second-level headings; what stands before the first is left out."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            found.append((plain(heading[1]), []))
        elif found:
            found[-1][1].append(line)
    sections = (Section(title, tuple(_parts(lines))) for title, lines in found)
    return tuple(section for section in sections if section.parts)


def plain(text: str) -> str:
    """Take the marks of emphasis, code and links out of a line."""
    return _MARKS.sub("", _LINK.sub(r"\1 (\2)", text)).strip()


def _parts(lines: list[str]) -> Iterator[str | pd.DataFrame]:
    """Join wrapped lines to paragraphs and bullets, and gather rows of tables."""
    text: list[str] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if rows and not line.startswith("|"):
            yield pd.DataFrame(rows[1:], columns=_heads(rows[0]))
            rows = []
        if line.startswith("|"):
            if not _RULE.match(line):
                cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
                rows.append(cells if not rows else (cells + [""] * len(rows[0]))[: len(rows[0])])
        elif line.strip() and not (_BULLET.match(line) and text):
            text.append(_BULLET.sub("• ", line.strip()))
            continue
        if text:
            yield plain(" ".join(text))
        text = [_BULLET.sub("• ", line.strip())] if _BULLET.match(line) else []


def _heads(cells: list[str]) -> list[str]:
    """Name the columns; two of the same name are told apart by their number."""
    return [
        cell if cells.count(cell) == 1 and cell else f"{cell} {n}".strip() for n, cell in enumerate(cells, 1)
    ]
