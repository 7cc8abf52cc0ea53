"""The address of a view: a query string that holds the filters and the state of the view."""

from __future__ import annotations

import math
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from geo.dates import parse_day
from geo.errors import FilterError, shorten
from geo.view import ViewState

if TYPE_CHECKING:
    from geo.filters import Filters

# query key -> field, in the order in which an address is written
FILTER_KEYS = MappingProxyType(
    {
        "start": "start",
        "end": "end",
        "type": "types",
        "hotspot": "hotspots",
        "event": "events",
        "sector": "sectors",
        "party": "parties",
        "q": "text",
        "min_geo_precision": "min_geo_precision",
        "min_confidence": "min_confidence",
        "disagree": "disagree",
        "lens": "lens",
        "measure": "measure",
        "as_of": "as_of",
        "zone_km": "zone_km",
    }
)
VIEW_KEYS = ("layers", "view", "incident", "step", "lang", "compare_start", "compare_end")
_DAYS = ("start", "end", "as_of")
_COMPARED = ("compare_start", "compare_end")
_LISTS = ("type", "hotspot", "event", "sector", "party")


def write_query(filters: Filters, view: ViewState | None = None) -> str:
    """Write filters, and the view if given, as a query string without ``?``; defaults are left out."""
    pairs: list[tuple[str, str]] = []
    for key, name in FILTER_KEYS.items():
        value = getattr(filters, name)
        if key in _LISTS:
            pairs += [(key, item) for item in value]
        elif key in _DAYS:
            pairs += [(key, value.isoformat())] if value else []
        elif key == "zone_km":
            pairs += [(key, f"{value:g}")] if value is not None else []
        elif key == "disagree":
            pairs += [(key, "1")] if value else []
        elif value:
            pairs.append((key, value))
    return urlencode(pairs + (_view_pairs(view) if view else []))


def _view_pairs(view: ViewState) -> list[tuple[str, str]]:
    pairs = [] if view.layers is None else [("layers", ",".join(view.layers))]
    if view.view is not None:
        pairs.append(("view", ",".join(f"{part:.10g}" for part in view.view)))
    pairs += [(key, getattr(view, key)) for key in ("incident", "step", "lang") if getattr(view, key)]
    return pairs + [(key, getattr(view, key).isoformat()) for key in _COMPARED if getattr(view, key)]


def parse_query(query: str) -> tuple[dict[str, Any], ViewState]:
    """Read the fields of filters, by name, and the state of the view from a query string.

    Raises
    ------
    FilterError
        Naming the key and the value: an unknown key, a key given twice, a value that cannot be read.
    """
    values: dict[str, list[str]] = {}
    for key, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        values.setdefault(key, []).append(value)
    _check_keys(values)
    return {name: _read_value(values, key) for key, name in FILTER_KEYS.items()}, _read_view(values)


def _check_keys(values: dict[str, list[str]]) -> None:
    unknown = [key for key in values if key not in FILTER_KEYS and key not in VIEW_KEYS]
    if unknown:
        known = ", ".join((*FILTER_KEYS, *VIEW_KEYS))
        raise FilterError(f"The address has the key “{shorten(unknown[0])}”: expected one of {known}.")
    for key, given in values.items():
        if key not in _LISTS and len(given) > 1:
            raise FilterError(f"The address has {key} {len(given)} times: expected it once.")


def _read_value(values: dict[str, list[str]], key: str) -> Any:
    if key in _DAYS:
        return _day(values, key)
    if key in _LISTS:
        return _several(values, key)
    if key == "disagree":
        return _switch(values, key)
    return _number(values, key) if key == "zone_km" else _one(values, key)


def _one(values: dict[str, list[str]], key: str) -> str:
    return values.get(key, [""])[0]


def _several(values: dict[str, list[str]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values.get(key, ()) if value))


def _day(values: dict[str, list[str]], key: str) -> date | None:
    text = _one(values, key)
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise FilterError(f"{key} is “{shorten(text)}”: expected a day written YYYY-MM-DD.") from None


def _switch(values: dict[str, list[str]], key: str) -> bool:
    text = _one(values, key)
    if text not in {"", "0", "1"}:
        raise FilterError(f"{key} is “{shorten(text)}”: expected 1, or nothing.")
    return text == "1"


def _number(values: dict[str, list[str]], key: str) -> float | None:
    text = _one(values, key)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise FilterError(f"{key} is “{shorten(text)}”: expected a number.")
    return number


def _read_view(values: dict[str, list[str]]) -> ViewState:
    layers = None
    if "layers" in values:
        layers = tuple(part for part in _one(values, "layers").split(",") if part)
    view = None
    if text := _one(values, "view"):
        try:
            lat, lon, zoom = map(float, text.split(","))
        except ValueError:
            raise FilterError(f"view is “{shorten(text)}”: expected latitude,longitude,zoom.") from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= zoom <= 22):
            raise FilterError(f"view is “{shorten(text)}”: expected latitude,longitude,zoom on the map.")
        view = (lat, lon, zoom)
    return ViewState(
        layers=layers,
        view=view,
        incident=_one(values, "incident"),
        step=_one(values, "step"),
        lang=_one(values, "lang"),
        compare_start=_day(values, "compare_start"),
        compare_end=_day(values, "compare_end"),
    )
