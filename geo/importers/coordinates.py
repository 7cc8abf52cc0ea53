"""Read one written coordinate: decimal point or comma, or degrees, minutes and seconds."""

from __future__ import annotations

import math
import re
import unicodedata

from geo.importers.contract import Fault
from geo.importers.limits import MAX_COORDINATE_CHARACTERS

NO_COORDINATE = "coordinate-unreadable"
OUT_OF_RANGE = "coordinate-out-of-range"
LIMITS = {"latitude": 90.0, "longitude": 180.0}
_SIDES = {"latitude": ("N", "S"), "longitude": ("E", "W")}
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?")
_DECIMAL = re.compile(r"[+\-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+\-]?\d+)?")
_SIDE = "[NSEWСЮВЗ]"
_DMS = re.compile(
    rf"(?P<a>{_SIDE})?\s*(?P<sign>[+\-])?\s*(?P<d>\d{{1,3}}(?:[.,]\d+)?)\s*(?:[°ºd:\s]\s*)"
    rf"(?:(?P<m>\d{{1,2}}(?:[.,]\d+)?)\s*(?:[':m\s]\s*|$|(?={_SIDE}))"
    rf"(?:(?P<s>\d{{1,2}}(?:[.,]\d+)?)\s*(?:\"|''|s)?\s*)?)?(?P<b>{_SIDE})?",
    re.IGNORECASE,
)
_SIDED = re.compile(rf"(?P<a>{_SIDE})?\s*(?P<n>[+\-]?\d+(?:[.,]\d+)?)\s*(?P<b>{_SIDE})?", re.IGNORECASE)
_GRID = re.compile(r"\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?\d{1,5} ?\d{1,5}", re.IGNORECASE)
_LATIN = str.maketrans({"С": "N", "Ю": "S", "В": "E", "З": "W"})
_QUOTES = str.maketrans(
    {**dict.fromkeys("′’ʹ‘", "'"), **dict.fromkeys("″”“ʺ", '"'), **dict.fromkeys("−–‐", "-"), "˚": "°"}
)


def read_coordinate(text: str, axis: str) -> float | Fault:
    """Read a latitude or longitude in degrees, without checking its range.

    Parameters
    ----------
    axis
        ``latitude`` or ``longitude``.
    """
    if len(text) > MAX_COORDINATE_CHARACTERS:
        return _unreadable(axis)
    if _PLAIN.fullmatch(text):
        return float(text)
    clean = " ".join(unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).split())
    if _DECIMAL.fullmatch(clean):
        value = float(clean.replace(",", "."))
        return value if math.isfinite(value) else _unreadable(axis)
    match = _SIDED.fullmatch(clean)
    if match is not None:
        return _signed(float(match["n"].replace(",", ".")), match["a"], match["b"], axis)
    if _GRID.fullmatch(clean):
        return Fault(NO_COORDINATE, f"is a grid reference (MGRS), no {axis}: convert it to degrees")
    match = _DMS.fullmatch(clean)
    return _unreadable(axis) if match is None else _sexagesimal(match, axis)


def _sexagesimal(match: re.Match[str], axis: str) -> float | Fault:
    degrees, minutes, seconds = (float((match[part] or "0").replace(",", ".")) for part in "dms")
    whole = "." not in match["d"] and "," not in match["d"]
    if minutes >= 60 or seconds >= 60 or (not whole and match["m"]):
        return Fault(NO_COORDINATE, "has minutes or seconds of 60 and more, or parts of a degree twice")
    value = degrees + minutes / 60 + seconds / 3600
    return _signed(-value if match["sign"] == "-" else value, match["a"], match["b"], axis)


def _signed(value: float, before: str | None, after: str | None, axis: str) -> float | Fault:
    if before and after:
        return _unreadable(axis)
    side = (before or after or "").upper().translate(_LATIN)
    if side and (side not in _SIDES[axis] or value < 0):
        return Fault(NO_COORDINATE, f"is no {axis}: it says “{side}”")
    return -value if side == _SIDES[axis][1] else value


def _unreadable(axis: str) -> Fault:
    return Fault(NO_COORDINATE, f"is no {axis}: expected degrees such as 39.86 or 39°51'30\"")


def check_range(value: float, axis: str) -> Fault | None:
    """Say why a value in degrees cannot be a latitude or longitude, or None."""
    limit = LIMITS[axis]
    if abs(value) <= limit:
        return None
    advice = ""
    if axis == "longitude" and 180 < value <= 360:
        advice = f"; counted from 0 to 360 it would be {value - 360:.12g}, which is not assumed"
    elif axis == "latitude" and abs(value) <= 180:
        advice = "; latitude and longitude may be swapped"
    return Fault(OUT_OF_RANGE, f"is outside {axis} ±{limit:.0f}{advice}")
