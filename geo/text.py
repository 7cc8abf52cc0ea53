"""Compare text across scripts' marks, case, hyphens and apostrophes."""

from __future__ import annotations

import unicodedata

# apostrophes and primes met in romanised Central Asian and other names
_APOSTROPHES = frozenset("'’‘ʼʻ`´′")
_MINUS = "\u2212"


def fold(text: str) -> str:
    """Fold text for searching.

    NFKD, marks dropped, lower case, then hyphens, dashes, apostrophes and white space dropped. The page's
    script does the same, so that both sides of a search give the same rows.
    """
    lowered = _drop_marks(_drop_marks(text).lower())
    return "".join(c for c in lowered if not _is_ignored(c))


def _drop_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))


def _is_ignored(char: str) -> bool:
    return char in _APOSTROPHES or char == _MINUS or char.isspace() or unicodedata.category(char) == "Pd"


def split_list(cell: object) -> tuple[str, ...]:
    """Split a cell that holds a list joined by ``;``; an empty or missing cell gives no items."""
    if not isinstance(cell, str):
        return ()
    return tuple(part.strip() for part in cell.split(";") if part.strip())
