"""Write whole numbers as planes of bytes: close to each other they deflate to little."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_SAMPLE = 4096
_LEVEL = 6  # of deflate; more effort wins next to nothing on numbers
_WORTH = 0.95  # of the bytes of plain numbers, from which another way pays


class Body:
    """The bytes of a block, and where each part of them begins."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, content: bytes) -> int:
        """Append some bytes and give the place of the first."""
        at = self._size
        self._parts.append(content)
        self._size += len(content)
        return at

    def seal(self, head: Any) -> bytes:
        """Deflate a description and the bytes it describes: length of the description, itself, the bytes."""
        text = write_json(head)
        press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        parts = [press.compress(part) for part in (len(text).to_bytes(4, "little"), text, *self._parts)]
        return b"".join((*parts, press.flush()))


def write_json(value: Any) -> bytes:
    """Write JSON in UTF-8; half of a surrogate pair, which UTF-8 does not have, as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", errors="backslashreplace")


def pack_whole(
    body: Body, values: Whole, *, missing: Mask | None = None, like: Mapping[str, Whole] | None = None
) -> dict[str, Any]:
    """Add whole numbers to a block.

    Parameters
    ----------
    values
        Below 2**53 in size.
    missing
        Where there is none.
    like
        Columns of as many numbers, by name, of which one may be nearly the same.

    Returns
    -------
    dict
        ``at`` and ``planes`` of the bytes, lowest first; ``how`` the numbers come from them, ``low`` added:
        raw, as steps from the one before (the first is ``first``), or as differences from column ``like``.
        ``missing`` is the place of a byte per number, if some are missing.
    """
    known = values if missing is None or not missing.any() else _fill(values, missing)
    others = like or {}
    # each way is worked out when it is asked for: one of them at a time is in memory
    ways = [("raw", ""), ("step", ""), *(("like", name) for name in others)]
    weights = {way: _weigh(_go(known, way, others)) for way in ways}
    how, name = min(ways, key=lambda way: weights[way])
    if weights[how, name] > _WORTH * weights["raw", ""]:
        how, name = "raw", ""
    rest = _go(known, (how, name), others)
    low = int(rest.min()) if len(rest) else 0
    planes = _planes(rest - low, most=int(rest.max()) - low if len(rest) else 0)
    spec: dict[str, Any] = {"at": body.add(planes.tobytes()), "planes": len(planes), "how": how, "low": low}
    if how == "step":
        spec["first"] = int(known[0]) if len(known) else 0
    if how == "like":
        spec["like"] = name
    if known is not values and missing is not None:
        spec["missing"] = body.add(missing.astype(np.uint8).tobytes())
    return spec


def unpack_whole(
    content: memoryview, spec: Mapping[str, Any], count: int, *, like: Mapping[str, Whole]
) -> tuple[Whole, Mask]:
    """Read what :func:`pack_whole` wrote: the numbers, and where there is none."""
    rest = np.full(count, spec["low"], dtype=np.int64)
    for plane in range(spec["planes"]):
        start = spec["at"] + plane * count
        rest += np.frombuffer(content[start : start + count], dtype=np.uint8).astype(np.int64) << (8 * plane)
    if spec["how"] == "step" and count:
        rest[0] = spec["first"]
        rest = np.cumsum(rest)
    if spec["how"] == "like":
        rest = rest + like[spec["like"]]
    at = spec.get("missing")
    none = np.zeros(count, dtype=bool)
    return rest, none if at is None else np.frombuffer(content[at : at + count], dtype=bool)


def narrow(values: Whole) -> Whole:
    """Give whole numbers in half the bytes where all of them fit."""
    small = values.astype(np.int32)
    return small if (small == values).all() else values  # type: ignore[return-value]


def _go(known: Whole, way: tuple[str, str], others: Mapping[str, Whole]) -> Whole:
    how, name = way
    if how == "like":
        return known.astype(np.int64) - others[name]
    return np.diff(known, prepend=known[:1]) if how == "step" else known


def _fill(values: Whole, missing: Mask) -> Whole:
    """Put the last known number where there is none, so that it costs nothing."""
    last = np.maximum.accumulate(np.where(missing, 0, np.arange(len(values))))
    first = values[int(np.argmin(missing))] if not missing.all() else 0
    return np.where(missing[last], first, values[last])


def _planes(rest: Whole, *, most: int) -> npt.NDArray[np.uint8]:
    count = (most.bit_length() + 7) // 8
    return rest.astype("<u8").view(np.uint8).reshape(len(rest), 8)[:, :count].T.copy()


def _weigh(rest: Whole) -> int:
    """Guess how many bytes numbers come to, by deflating some from the middle."""
    if not len(rest):
        return 0
    start = max(0, (len(rest) - _SAMPLE) // 2)
    low, high = int(rest.min()), int(rest.max())
    planes = _planes(rest[start : start + _SAMPLE] - low, most=high - low)
    return len(zlib.compress(planes.tobytes(), 1))
