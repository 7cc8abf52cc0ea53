"""Read back what a page holds of the incidents."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from layers.pack_numbers import Mask, Whole, unpack_whole
from layers.pack_texts import read_letters, unpack_block

_EPOCH = date(1970, 1, 1)
_MOST_BYTES = 1_000_000_000  # no page unpacks to more


def unpack_incidents(first: str, rest: str, texts: Sequence[str]) -> dict[str, Any]:
    """Read the blocks that :func:`layers.pack_incidents.pack_incidents` wrote.

    Returns
    -------
    dict
        ``n``; ``columns``, a list of name and values; ``lat`` and ``lon`` in units, ``firstDay`` and
        ``lastDay`` counted from 1970-01-01, and ``zones``, metres by drawing; None is missing.
    """
    head, body = _open(first)
    points = head["points"]
    reader = _Reader(head["n"], body, points)
    lat, lon = (reader.units(points[axis], points["step"]) for axis in ("lat", "lon"))
    days = [
        reader.read(name, spec) for name, spec in zip(("first_day", "last_day"), head["days"], strict=True)
    ]
    columns = {name: reader.read(name, spec) for name, spec in head["columns"]}
    more, reader.body = _open(rest)
    zones = {drawing: reader.read(f"zone {drawing}", spec) for drawing, spec in more["zones"].items()}
    blocks = [unpack_block(line, most=_MOST_BYTES) for part in texts for line in part.split("\n")]
    reader.long = {
        name: [text for block in blocks for text in block[number]] for number, name in enumerate(more["long"])
    }
    columns |= {name: reader.read(name, spec) for name, spec in more["columns"]}
    return {
        "n": head["n"],
        "columns": [(name, columns[name]) for name in head["order"]],
        "lat": lat,
        "lon": lon,
        "firstDay": [_count(day) for day in days[0]],
        "lastDay": [_count(day) for day in days[1]],
        "zones": zones,
    }


class _Reader:
    """Columns as they are read, which later ones refer to."""

    def __init__(self, count: int, body: memoryview, points: Mapping[str, Any]) -> None:
        self.count = count
        self.body = body
        self.long: Mapping[str, list[Any]] = {}
        self._whole: dict[str, Whole] = {}
        self._words: dict[str, list[Any]] = {}
        codes, none = unpack_whole(body, points["row"], count, like={})
        is_new = (codes == 0) & ~none
        self.point = np.where(none, -1, np.where(is_new, np.cumsum(is_new) - 1, codes - 1))
        self._points = points["n"]

    def units(self, spec: Mapping[str, Any], step: int) -> list[int | None]:
        values, _ = unpack_whole(self.body, spec, self._points, like={})
        return [None if at < 0 else int(values[at]) * step for at in self.point]

    def read(self, name: str, spec: Mapping[str, Any]) -> list[Any]:
        values = self._plain(name, spec)
        if "letters" in spec:
            return read_letters(values, self._words, spec["letters"])
        self._words[name] = values
        return values

    def _plain(self, name: str, spec: Mapping[str, Any]) -> list[Any]:
        if spec["kind"] == "one":
            return [spec["value"]] * self.count
        if spec["kind"] == "codes":
            values = spec["values"]
            return [values[code] for code in self._numbers(spec, spec["codes"], none=spec.get("none", 0))[0]]
        if spec["kind"] == "whole":
            numbers, missing = self._numbers(spec, spec["whole"], none=0)
            self._whole[name] = np.where(missing, 0, numbers)
            return [None if none else _say(int(n), spec) for n, none in zip(numbers, missing, strict=True)]
        if spec["kind"] == "long":
            return self.long[name] or [None] * self.count  # the page may have been written without its texts
        return list(spec["values"])

    def _numbers(self, spec: Mapping[str, Any], whole: Mapping[str, Any], *, none: int) -> tuple[Whole, Mask]:
        if not spec.get("by_point"):
            return unpack_whole(self.body, whole, self.count, like=self._whole)
        values, missing = unpack_whole(self.body, whole, self._points, like={})
        nowhere = self.point < 0
        return np.where(nowhere, none, values[self.point]), nowhere | missing[self.point]


def _say(number: int, spec: Mapping[str, Any]) -> Any:
    if spec.get("days"):
        return (_EPOCH + timedelta(days=number)).isoformat()
    if "prefix" in spec:
        return f"{spec['prefix']}{number}"
    value = number / 10 ** spec["decimals"]
    return int(value) if value.is_integer() else value


def _count(day: str | None) -> int | None:
    return None if day is None else (date.fromisoformat(day) - _EPOCH).days


def _open(block: str) -> tuple[dict[str, Any], memoryview]:
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    content = unpack.decompress(base64.b64decode(block), _MOST_BYTES)
    start = 4 + int.from_bytes(content[:4], "little")
    return json.loads(content[4:start]), memoryview(content)[start:]
