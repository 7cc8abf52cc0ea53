"""Write a table as columns of plain values, with repeated values written once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd


def encode_columns(frame: pd.DataFrame) -> list[tuple[str, Any]]:
    """Encode every column but the geometry.

    Returns
    -------
    list of (name, column)
        A column is a list of values (None is missing), or ``{"values", "codes"}`` where most values repeat;
        days are ISO text. A list of pairs, because a table may call its column anything.
    """
    names = [name for name in frame.columns if name != "geometry"]
    return [(str(name), _pack(_values(frame[name]))) for name in names]


def _values(column: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(day) else day.strftime("%Y-%m-%d") for day in column]
    return [plain_value(value) for value in column.tolist()]


def plain_value(value: Any) -> Any:
    """Give a value as JSON has it: None for missing and not finite, whole numbers as such, else text."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value if isinstance(value, bool | int | str) else str(value)


def _pack(values: list[Any]) -> Any:
    # True equals 1 in a dict, so the type belongs to the key
    seen = {(type(value), value): value for value in _filled(values)}
    if len(seen) * 2 > len(values):
        return values
    code = {key: number for number, key in enumerate(seen)}
    codes = [-1 if value is None else code[type(value), value] for value in values]
    return {"values": list(seen.values()), "codes": codes}


def _filled(values: Iterable[Any]) -> Iterable[Any]:
    return (value for value in values if value is not None)
