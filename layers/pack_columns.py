"""Choose how each column of a table is written: once, as codes, as numbers, or as texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from layers.pack_numbers import Body, Mask, Whole, narrow, pack_whole, write_json
from layers.pack_rows import CodedTexts, ColumnTexts, Texts, chunks, filled, is_mostly_distinct
from layers.pack_texts import choose_letters, written_blocks
from layers.pack_values import common_beginning, factorize, find_distinct, read_days, spread

_MOST_DECIMALS = 6
_MOST_WHOLE = 2.0**53
_NONE = np.int64(-(2**53))
_FEW = 256
_LONG = 40  # letters of a text, on average, from which it is read only when it is looked at
_DIGITS = re.compile(r"(?:0|[1-9][0-9]{0,14})")


@dataclass(frozen=True)
class Places:
    """Which point each row lies at, -1 for none, and how many points there are."""

    point: Whole
    count: int

    def gather(self, values: Any, none: Any) -> Any:
        """Give one value per point, or None where rows of a point differ or there is nothing to win by it."""
        at = self.point >= 0
        if not self.count or self.count > 0.9 * len(values) or (values[~at] != none).any():
            return None
        per = np.full(self.count, none, dtype=values.dtype)
        per[self.point[at]] = values[at]
        return per if (per[self.point[at]] == values[at]).all() else None


@dataclass
class Packed:
    """The columns written to a block so far: their description, and what later ones may refer to.

    Long texts are blocks of rows as JSON, which :func:`layers.pack_texts.pack_blocks` deflates.
    """

    body: Body
    places: Places
    columns: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    whole: dict[str, Whole] = field(default_factory=dict)
    words: dict[str, Texts] = field(default_factory=dict)
    long: dict[str, list[bytes]] = field(default_factory=dict)


def pack_columns(body: Body, frame: pd.DataFrame, *, places: Places, known: Packed | None = None) -> Packed:
    """Add the columns of a table to a block; texts that mostly occur once come last and refer to the others.

    Parameters
    ----------
    frame
        Without geometry. What is no finite number is missing.
    known
        Columns that were written before.

    Notes
    -----
    A description has a ``kind``: ``one`` value; ``codes`` into ``values``, the most frequent first; ``whole``
    numbers, which are ``days``, decimals by ``decimals``, or texts of ``prefix`` and number; ``texts``, one
    each; ``long``, one each in blocks of their own. ``letters`` in texts stand for other columns of the row.
    ``by_point`` says that numbers or codes are given per point.
    """
    packed = Packed(body, places)
    if known:
        packed.whole |= known.whole
        packed.words |= known.words
    later: dict[str, Texts] = {}
    for name, column in frame.items():
        spec = _pack(packed, str(name), column)
        if isinstance(spec, dict):
            packed.columns.append((str(name), spec))
        else:
            later[str(name)] = spec
    for name, values in sorted(later.items(), key=lambda item: sum(map(len, filled(item[1])))):
        spec = _texts(packed, name, values)
        packed.columns.append((name, spec))
        if spec["kind"] != "long" and "letters" not in spec:
            packed.words[name] = values
    return packed


def _pack(packed: Packed, name: str, column: pd.Series[Any]) -> dict[str, Any] | Texts:
    """Describe a column, or give the texts of one that must wait for the others."""
    if pd.api.types.is_datetime64_any_dtype(column):
        days = column.to_numpy().astype("datetime64[D]").astype(np.int64)
        return {**_whole(packed, name, days, missing=column.isna().to_numpy()), "days": True}
    if spec := _decimals(packed, name, column):
        return spec
    if _is_long(column):
        return _numbered_or_later(packed, name, ColumnTexts(column))
    return _pack_repeated(packed, name, column)


def _pack_repeated(packed: Packed, name: str, column: pd.Series[Any]) -> dict[str, Any] | Texts:
    codes, distinct = find_distinct(column)
    if len(distinct) < 2:
        return {"kind": "one", "value": distinct[0] if distinct else None}
    if all(value is None or isinstance(value, str) for value in distinct):
        return _pack_texts(packed, name, codes, distinct)
    if len(distinct) * 2 > len(column):
        return {"kind": "texts", "values": spread(codes, distinct)}
    return _codes(packed, codes, distinct)


def _pack_texts(
    packed: Packed, name: str, codes: Whole, distinct: list[str | None]
) -> dict[str, Any] | Texts:
    days = read_days(distinct)
    if days is not None:
        missing = np.array([value is None for value in distinct])[codes]
        return {**_whole(packed, name, days[codes], missing=missing), "days": True}
    values = CodedTexts(codes, distinct)
    if len(distinct) > max(_FEW, len(codes) / 16) or len(distinct) * 2 > len(codes):
        return _numbered_or_later(packed, name, values)
    packed.words[name] = values
    return _codes(packed, codes, distinct)


def _is_long(column: pd.Series[Any]) -> bool:
    """Tell whether a column has long texts of which most occur once, so that no table of them is made."""
    if not isinstance(column.dtype, pd.StringDtype) or len(column) < _FEW:
        return False
    size = column.memory_usage(index=False, deep=True)
    return size > _LONG * len(column) and is_mostly_distinct(column)


def _texts(packed: Packed, name: str, values: Texts) -> dict[str, Any]:
    letters = choose_letters(values, packed.words)
    more = {"letters": letters} if letters else {}
    blocks, seen, letters_in_all, count = [], [], 0, 0
    for block in written_blocks(values, packed.words, letters):
        blocks.append(write_json(block))
        seen.append(np.fromiter(map(hash, block), np.int64, count=len(block)))
        texts = [text for text in block if text]
        letters_in_all, count = letters_in_all + sum(map(len, texts)), count + len(texts)
    if 2 * len(np.unique(np.concatenate(seen))) > len(values) and letters_in_all >= _LONG * count:
        packed.long[name] = blocks
        return {"kind": "long", **more}
    written = [text for block in written_blocks(values, packed.words, letters) for text in block]
    codes, distinct = factorize(written)
    if len(distinct) * 2 <= len(written):
        return {**_codes(packed, codes, distinct), **more}
    return {"kind": "texts", "values": written, **more}


def _numbered_or_later(packed: Packed, name: str, values: Texts) -> dict[str, Any] | Texts:
    return _numbered(packed, name, values) or values


def _numbered(packed: Packed, name: str, values: Texts) -> dict[str, Any] | None:
    """Write texts as one beginning and a number, such as KGZ1234; None where they are something else."""
    prefix = common_beginning(min(filled(values)), max(filled(values))).rstrip("0123456789")
    start = len(prefix)
    if not all(_DIGITS.fullmatch(text, start) for text in filled(values)):
        return None
    numbers = (0 if text is None else int(text[start:]) for chunk in chunks(values) for text in chunk)
    whole = np.fromiter(numbers, np.int64, count=len(values))
    missing = np.fromiter((text is None for chunk in chunks(values) for text in chunk), np.bool_)
    return {**_whole(packed, name, whole, missing=missing), "prefix": prefix}


def _codes(packed: Packed, codes: Whole, distinct: list[Any]) -> dict[str, Any]:
    none = distinct.index(None) if None in distinct else -1
    places, body = packed.places, packed.body
    per = places.gather(codes, none)
    spec = {"kind": "codes", "values": distinct}
    if per is None or (none < 0 and (places.point < 0).any()):
        return {**spec, "codes": pack_whole(body, codes)}
    return {**spec, "codes": pack_whole(body, per), "by_point": True, "none": none}


def _decimals(packed: Packed, name: str, column: pd.Series[Any]) -> dict[str, Any] | None:
    """Write numbers of few decimals as whole numbers."""
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return None
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    finite = np.isfinite(values)
    known = values[finite]
    for decimals in range(_MOST_DECIMALS + 1):
        whole = np.rint(known * 10.0**decimals)
        if (np.abs(whole) >= _MOST_WHOLE).any():
            return None
        if (whole / 10.0**decimals == known).all():
            filled = np.zeros(len(values), dtype=np.int64)
            filled[finite] = whole
            return {**_whole(packed, name, filled, missing=~finite), "decimals": decimals}
    return None


def _whole(packed: Packed, name: str, values: Whole, *, missing: Mask) -> dict[str, Any]:
    per = packed.places.gather(np.where(missing, _NONE, values), _NONE)
    plain = packed.whole[name] = narrow(np.where(missing, 0, values))
    if per is not None:
        none = per == _NONE
        whole = pack_whole(packed.body, np.where(none, 0, per), missing=none)
        return {"kind": "whole", "by_point": True, "whole": whole}
    like = {other: held for other, held in packed.whole.items() if other != name}
    return {"kind": "whole", "whole": pack_whole(packed.body, plain, missing=missing, like=like)}
