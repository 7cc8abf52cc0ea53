"""Look at the values of a column: which are distinct, and what kind of values they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from layers.columns import plain_value
from layers.pack_numbers import Whole

_EPOCH = date(1970, 1, 1)


def find_distinct(column: pd.Series[Any]) -> tuple[Whole, list[Any]]:
    """Give codes and distinct values of a column, the most frequent first, then as they come."""
    if isinstance(column.dtype, pd.StringDtype):
        codes, found = pd.factorize(column.array, use_na_sentinel=False)
        return _by_frequency(codes, [value if isinstance(value, str) else None for value in found])
    if pd.api.types.is_bool_dtype(column) and not column.hasnans:
        return _by_frequency(column.to_numpy(dtype=np.int64), [False, True])
    return factorize([plain_value(value) for value in column.tolist()])


def factorize(values: Iterable[Any]) -> tuple[Whole, list[Any]]:
    """Give codes and distinct values of some values, as :func:`find_distinct` does."""
    # True equals 1 in a dict, so the type belongs to the key
    seen: dict[tuple[type, Any], int] = {}
    codes = [seen.setdefault((type(value), value), len(seen)) for value in values]
    return _by_frequency(np.array(codes, dtype=np.int64), [value for _, value in seen])


def _by_frequency(codes: Whole, distinct: list[Any]) -> tuple[Whole, list[Any]]:
    counts = np.bincount(codes, minlength=len(distinct))
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    rank = np.zeros(len(distinct), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[codes], [distinct[code] for code in order]


def spread(codes: Whole, distinct: list[Any]) -> list[Any]:
    """Give the values that codes stand for."""
    return [distinct[code] for code in codes.tolist()]


def read_days(texts: Iterable[str | None]) -> Whole | None:
    """Read texts as days written YYYY-MM-DD; None where one is something else."""
    try:
        days = [None if text is None else date.fromisoformat(text) for text in texts]
    except ValueError:
        return None
    if any(day is not None and day.isoformat() != text for day, text in zip(days, texts, strict=True)):
        return None
    return np.array([0 if day is None else (day - _EPOCH).days for day in days], dtype=np.int64)


def common_beginning(one: str, other: str) -> str:
    """Give the letters with which both texts begin."""
    same = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return one[: next(same, min(len(one), len(other)))]
