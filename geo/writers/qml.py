"""QGIS styles for the layers of a GeoPackage, in the map's own colours."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

from geo.descriptor import Descriptor

ACCENT, INK, WATER, LAND = "#b4471f", "#26282c", "#b9d3dd", "#8f8c80"
# dash pattern in millimetres by status of the line; none is a solid line
DASHES = {"described": "3;1.4", "disputed": "1.6;1.2", "undelimited": "0.2;1.4"}
STATUSES = ("demarcated", "treaty", "described", "disputed", "undelimited")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of QGIS: kind (marker, line or fill), class of its one layer, and options of that layer."""

    kind: str
    layer: str
    options: Mapping[str, str]
    alpha: float = 1.0


def layer_styles(descriptor: Descriptor) -> dict[str, str]:
    """Give the style of each layer as QML text."""
    return {
        "incidents": _single(_marker(ACCENT, 3.0)),
        "milestones": _single(_marker("#4f6272", 2.6, shape="diamond")),
        "damage": _single(_marker("#7d5a2a", 2.6, shape="triangle")),
        "crossings": _single(_marker(INK, 2.4, shape="square")),
        "hotspots": _single(_marker(INK, 1.8)),
        "places": _single(_marker("#5c5f66", 1.4)),
        "boundaries": _by_value("status", {status: _line(status) for status in STATUSES}, other=_line("")),
        "enclaves": _by_value("administered_by", _fills(descriptor, 0.4), other=_fill(LAND, 0.4)),
        "countries": _by_value("iso3", _fills(descriptor, 0.28), other=_fill(LAND, 0.28)),
        "lakes": _single(_fill(WATER, 1.0)),
    }


def _fills(descriptor: Descriptor, alpha: float) -> dict[str, Symbol]:
    return {party.id: _fill(party.color, alpha) for party in descriptor.parties}


def _marker(colour: str, size: float, *, shape: str = "circle") -> Symbol:
    options = {
        "name": shape,
        "color": _rgba(colour),
        "size": f"{size:g}",
        "size_unit": "MM",
        "outline_color": _rgba("#fbfaf7"),
        "outline_width": "0.3",
    }
    return Symbol("marker", "SimpleMarker", options)


def _line(status: str) -> Symbol:
    options = {"line_color": _rgba(INK), "line_width": "0.5", "capstyle": "round", "line_width_unit": "MM"}
    if dash := DASHES.get(status):
        options |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": "MM"}
    return Symbol("line", "SimpleLine", options)


def _fill(colour: str, alpha: float) -> Symbol:
    options = {
        "color": _rgba(colour), "style": "solid", "outline_color": _rgba(INK), "outline_width": "0.1",
    }  # fmt: skip
    return Symbol("fill", "SimpleFill", options, alpha)


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


def _single(symbol: Symbol) -> str:
    root, renderer = _start({"type": "singleSymbol"})
    _add_symbol(ET.SubElement(renderer, "symbols"), symbol, "0")
    return _finish(root)


def _by_value(column: str, symbols: Mapping[str, Symbol], *, other: Symbol) -> str:
    root, renderer = _start({"type": "categorizedSymbol", "attr": column})
    categories, held = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for number, (value, symbol) in enumerate([*symbols.items(), ("", other)]):
        ET.SubElement(
            categories, "category", value=value, symbol=str(number), label=value or "other", render="true"
        )
        _add_symbol(held, symbol, str(number))
    return _finish(root)


def _start(attributes: dict[str, str]) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", version="3.28.0", styleCategories="Symbology")
    return root, ET.SubElement(root, "renderer-v2", attributes)


def _add_symbol(parent: ET.Element, symbol: Symbol, name: str) -> None:
    element = ET.SubElement(parent, "symbol", type=symbol.kind, name=name, alpha=f"{symbol.alpha:g}")
    layer = ET.SubElement(element, "layer", {"class": symbol.layer, "enabled": "1", "pass": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in symbol.options.items():
        ET.SubElement(options, "Option", name=key, value=value, type="QString")


def _finish(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode")
