"""Write texts: what a text repeats of its own row as one letter, long texts in blocks that are read alone."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from layers.pack_rows import Texts, chunks

BLOCK_ROWS = 512
# letters that may stand for the text of another column, where no text of the dossier has them
_LETTERS = "~^`|{}<>@#$%=*_+[]&!?;"
_SHORTEST = 3  # letters of a text worth replacing
_SAMPLE = 256
_LEAST_SHARE = 0.1  # of the texts that must repeat a column
_MOST = 8


def choose_letters(texts: Texts, columns: Mapping[str, Texts]) -> dict[str, str]:
    """Choose letters that occur nowhere for columns whose text is often repeated in a text of the same row.

    Returns
    -------
    dict
        Names of columns by letter, the column that saves most first.
    """
    rows = np.unique(np.linspace(0, max(0, len(texts) - 1), _SAMPLE).astype(int))[: len(texts)]
    sample = _pick(texts, rows)
    saved = {
        name: _saves(list(zip(sample, _pick(column, rows), strict=True))) for name, column in columns.items()
    }
    chosen = sorted((name for name in saved if saved[name]), key=lambda name: (-saved[name], name))[:_MOST]
    if not chosen:
        return {}
    held = set().union(*(_marks(column) for column in (texts, *(columns[name] for name in chosen))))
    free = (letter for letter in _LETTERS if letter not in held)
    return dict(zip(free, chosen, strict=False))


def write_letters(
    texts: Sequence[str | None], columns: Mapping[str, Sequence[str | None]], letters: Mapping[str, str]
) -> list[str | None]:
    """Put letters for what a text repeats of its row."""
    written = list(texts)
    for letter, name in letters.items():
        written = [
            text.replace(value, letter) if text and value and len(value) >= _SHORTEST else text
            for text, value in zip(written, columns[name], strict=True)
        ]
    return written


def written_blocks(
    texts: Texts, columns: Mapping[str, Texts], letters: Mapping[str, str]
) -> Iterator[list[str | None]]:
    """Give texts by block of 512 rows, with letters for what they repeat of their row."""
    for start in range(0, len(texts), BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        yield write_letters(texts[rows], {name: columns[name][rows] for name in letters.values()}, letters)


def read_letters(
    texts: Sequence[str | None], columns: Mapping[str, Sequence[str | None]], letters: Mapping[str, str]
) -> list[str | None]:
    """Put the words of each row back for the letters."""
    rows = zip(*(columns[name] for name in letters.values()), strict=True)
    marks = [ord(letter) for letter in letters]
    if not marks:
        return list(texts)
    return [
        None
        if text is None
        else text.translate({m: value or "" for m, value in zip(marks, row, strict=True)})
        for text, row in zip(texts, rows, strict=True)
    ]


def pack_blocks(columns: Sequence[Sequence[bytes]]) -> Iterator[str]:
    """Give blocks of texts, each alone as deflated JSON in base64: a list per column.

    Parameters
    ----------
    columns
        Of each column the blocks, as JSON.
    """
    for block in zip(*columns, strict=True):
        press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
        content = press.compress(b"[" + b",".join(block) + b"]") + press.flush()
        yield base64.b64encode(content).decode("ascii")


def unpack_block(block: str, *, most: int) -> list[list[str | None]]:
    """Read one block; no more than so many bytes."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    read: list[list[str | None]] = json.loads(unpack.decompress(base64.b64decode(block), most))
    return read


def _pick(texts: Texts, rows: Any) -> list[str | None]:
    return [texts[row : row + 1][0] for row in rows.tolist()]


def _marks(texts: Texts) -> set[str]:
    """Give those of the letters that occur in some texts."""
    held: set[str] = set()
    for chunk in chunks(texts):
        joined = "\n".join({text for text in chunk if text})
        held.update(letter for letter in _LETTERS if letter not in held and letter in joined)
    return held


def _saves(pairs: Sequence[tuple[Any, Any]]) -> int:
    hits = [
        len(value) for text, value in pairs if text and value and len(value) >= _SHORTEST and value in text
    ]
    return sum(hits) if len(hits) > _LEAST_SHARE * len(pairs) else 0
