"""Compare text across scripts' marks, case, hyphens and apostrophes."""

from __future__ import annotations

import unicodedata

# apostrophes and primes met in romanised Central Asian and other names
_APOSTROPHES = frozenset("'’‘ʼʻ`´′")
_MINUS = "\u2212"


class _Folding(dict[int, int | None]):
    """What becomes of each character, looked up in Unicode's tables once per character."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if self.is_dropped(chr(code)) else code
        return self[code]

    @staticmethod
    def is_dropped(char: str) -> bool:
        raise NotImplementedError


class _Marks(_Folding):
    @staticmethod
    def is_dropped(char: str) -> bool:
        return unicodedata.category(char).startswith("M")


class _Ignored(_Folding):
    @staticmethod
    def is_dropped(char: str) -> bool:
        return char in _APOSTROPHES or char == _MINUS or char.isspace() or unicodedata.category(char) == "Pd"


_MARKS, _IGNORED = _Marks(), _Ignored()


def fold(text: str) -> str:
    """Fold text for searching.

    NFKD, marks dropped, lower case, then hyphens, dashes, apostrophes and white space dropped. The page's
    script does the same, so that both sides of a search give the same rows.
    """
    # letters without marks are as they are in every normal form
    lowered = text.lower() if text.isascii() else _drop_marks(_drop_marks(text).lower())
    return lowered.translate(_IGNORED)


def _drop_marks(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(_MARKS)


def split_list(cell: object) -> tuple[str, ...]:
    """Split a cell that holds a list joined by ``;``; an empty or missing cell gives no items."""
    if not isinstance(cell, str):
        return ()
    return tuple(part.strip() for part in cell.split(";") if part.strip())
