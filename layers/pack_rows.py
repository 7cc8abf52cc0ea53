"""Texts of a column that are taken out of the table some rows at a time, since a text in Python is large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

CHUNK_ROWS = 8192


class Texts(Protocol):
    """Texts by row, None where there is none; a list is such, too."""

    def __len__(self) -> int:
        """Count the rows."""
        ...

    def __getitem__(self, rows: slice, /) -> list[str | None]:
        """Give the texts of some rows."""
        ...


@dataclass(frozen=True, slots=True)
class ColumnTexts:
    """The texts of a column of text, where they stand."""

    column: pd.Series[Any]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.column)

    def __getitem__(self, rows: slice, /) -> list[str | None]:
        """Give the texts of some rows."""
        return [text if isinstance(text, str) else None for text in self.column.iloc[rows].tolist()]


class CodedTexts:
    """Texts that repeat: a code for each row, in as few bytes as it needs."""

    def __init__(self, codes: npt.NDArray[np.int64], distinct: list[str | None]) -> None:
        self._codes = codes.astype(np.min_scalar_type(len(distinct)))
        self._distinct = distinct

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._codes)

    def __getitem__(self, rows: slice, /) -> list[str | None]:
        """Give the texts of some rows."""
        return [self._distinct[code] for code in self._codes[rows].tolist()]


def chunks(texts: Texts, *, rows: int = CHUNK_ROWS) -> Iterator[list[str | None]]:
    """Give all texts, some rows at a time."""
    for start in range(0, len(texts), rows):
        yield texts[start : start + rows]


def filled(texts: Texts) -> Iterator[str]:
    """Give the texts that are not missing."""
    for chunk in chunks(texts):
        yield from (text for text in chunk if text is not None)


def is_mostly_distinct(column: pd.Series[Any]) -> bool:
    """Tell whether more than half of the texts of a column differ, without a table of them."""
    # numbers of 8 bytes stand for the texts: two in a million that share one would not decide
    found = np.fromiter(
        (hash(text) for chunk in chunks(ColumnTexts(column)) for text in chunk), np.int64, count=len(column)
    )
    return 2 * len(np.unique(found)) > len(column)
