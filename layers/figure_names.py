"""The names that a figure would like to write, the most wanted first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import shapely

from geo.in_force import countries_in_force, enclaves_in_force
from layers.figure_relief import clip_shape
from layers.figure_scene import Scene
from layers.figure_sheet import WATER_INK, Style
from layers.figure_symbols import Symbol, place_points
from layers.figure_text import cut_text, drawable, text_width

_SPACED = "\u200a\u200a"  # hair spaces between the letters of a country's name
_LONGEST_PT = 150.0
_TOWN_RANK = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be placed: round a point at a distance, or centred on it.

    Attributes
    ----------
    radius
        Distance at which it is sure to clear the symbol on its point.
    covered
        Whether that symbol is another thing's, so that a nearer place may do.
    """

    text: str
    x: float
    y: float
    style: Style
    radius: float = 0.0
    centred: bool = False
    dot: bool = False
    covered: bool = False


def list_names(scene: Scene, symbols: Sequence[Symbol]) -> Iterator[Label]:
    """Give every name, the most wanted first."""
    if "enclaves" in scene.keys:
        yield from _enclave_labels(scene)
    if "hotspots" in scene.keys:
        yield from _hotspot_labels(scene, symbols)
    if "countries" in scene.keys:
        yield from _country_labels(scene, symbols)
    if "places" in scene.keys:
        yield from _place_labels(scene, symbols, towns=True)
    if "lakes" in scene.keys:
        yield from _lake_labels(scene)
    if "places" in scene.keys:
        yield from _place_labels(scene, symbols, towns=False)


def _short(scene: Scene, text: str, style: Style) -> str:
    return cut_text(text, style, scene.pt(_LONGEST_PT)) if text else ""


def _enclave_labels(scene: Scene) -> Iterator[Label]:
    rows = enclaves_in_force(scene.whole, scene.day)
    shapes = [clip_shape(shape, scene.view) for shape in scene.view.shapes(rows.geometry)]
    sized = sorted(
        ((shape, row) for shape, (_, row) in zip(shapes, rows.iterrows(), strict=True) if not shape.is_empty),
        key=lambda pair: -pair[0].area,
    )
    for shape, row in sized:
        style = scene.sheet.style(7.2, bold=True, alpha=0.9)
        text = _short(scene, scene.name_of(row).upper(), style)
        left, bottom, right, top = shape.bounds
        x, y = (left + right) / 2, (bottom + top) / 2
        if right - left > 0.8 * text_width(text, style):
            yield Label(text, x, y, style, centred=True)
        yield Label(text, x, y, style, radius=max(scene.pt(3), (top - bottom) / 2))
        yield Label(text, x, y, style, radius=max(scene.pt(3), (right - left) / 2))


def _hotspot_labels(scene: Scene, symbols: Sequence[Symbol]) -> Iterator[Label]:
    """Name the hotspots with incidents, most incidents first, then the others."""
    counts = scene.dossier.incidents["hotspot_id"].value_counts()
    rows = place_points(scene, scene.whole.tables["hotspots"])
    rows = rows.assign(count=rows["hotspot_id"].map(counts).fillna(0))
    for _, row in rows.sort_values(["count", "hotspot_id"], ascending=[False, True]).iterrows():
        style = scene.sheet.style(7.4, bold=True)
        if not row["count"]:
            style = scene.sheet.style(7.0, bold=False, alpha=0.85)
        text = _short(scene, scene.name_of(row), style)
        radius, covered = _clearance(scene, row, symbols)
        yield Label(text, row["x"], row["y"], style, radius=radius, covered=covered)


def _place_labels(scene: Scene, symbols: Sequence[Symbol], *, towns: bool) -> Iterator[Label]:
    rows = place_points(scene, scene.whole.tables["places"])
    rank = pd.to_numeric(rows["rank"]).fillna(9)
    chosen = rows[(rank <= _TOWN_RANK) == towns].assign(order=rank)
    by_size = chosen.assign(people=pd.to_numeric(chosen["population"]).fillna(0))
    ordered = by_size.sort_values(["order", "people", "place_id"], ascending=[True, False, True])
    for _, row in ordered.iterrows():
        style = scene.sheet.style(7.4 if towns else 7.0, alpha=0.9 if towns else 0.75)
        text = _short(scene, scene.name_of(row), style)
        radius, covered = _clearance(scene, row, symbols)
        yield Label(text, row["x"], row["y"], style, radius=radius, dot=True, covered=covered)


def _clearance(scene: Scene, row: Any, symbols: Sequence[Symbol]) -> tuple[float, bool]:
    """Give how far a name must stand off its point, and whether a symbol off the point covers it."""
    for symbol in symbols:
        away = math.hypot(symbol.x - row["x"], symbol.y - row["y"])
        if away < symbol.radius:
            return symbol.radius + away, away > scene.pt(2)
    return scene.pt(1.6), False


def _country_labels(scene: Scene, symbols: Sequence[Symbol]) -> Iterator[Label]:
    """Name each country where most of its area in the frame is free."""
    rows = countries_in_force(scene.whole, scene.day)
    held = [symbol.box for symbol in symbols]
    blocked = shapely.union_all([
        *(shapely.box(b.left, b.bottom, b.right, b.top).buffer(4) for b in held),
        *scene.view.shapes(enclaves_in_force(scene.whole, scene.day).geometry),
    ])  # fmt: skip
    style = scene.sheet.style(10.5, alpha=0.62)
    for shape, (_, row) in zip(scene.view.shapes(rows.geometry), rows.iterrows(), strict=True):
        text = _SPACED.join(drawable(scene.name_of(row)).upper())
        for x, y in _anchors(clip_shape(shape.simplify(1), scene.view).difference(blocked), text, style):
            yield Label(text, x, y, style, centred=True)


def _anchors(shape: Any, text: str, style: Style) -> Iterator[tuple[float, float]]:
    """Give the roomiest spot of each large part for a name, with the width counted by the name's length."""
    squeeze = 2 * style.size / max(text_width(text, style), 1)
    for part in sorted(shapely.get_parts(shape), key=lambda p: -p.area)[:3]:
        if part.geom_type != "Polygon" or part.area < text_width(text, style) * style.size * 3:
            continue
        squeezed = shapely.transform(part, lambda xy: xy * (squeeze, 1))
        line = shapely.maximum_inscribed_circle(squeezed, tolerance=1.0)
        if line.length > 0.9 * style.size:
            x, y = line.coords[0][:2]
            yield x / squeeze, y


def _lake_labels(scene: Scene) -> Iterator[Label]:
    lakes = scene.whole.tables["lakes"]
    style = scene.sheet.style(7.0, italic=True, colour=WATER_INK)
    for shape, (_, row) in zip(scene.view.shapes(lakes.geometry), lakes.iterrows(), strict=True):
        part = clip_shape(shape, scene.view)
        if part.is_empty:
            continue
        left, _bottom, right, _top = part.bounds
        if right - left > scene.pt(34):
            middle = part.representative_point()
            yield Label(_short(scene, scene.name_of(row), style), middle.x, middle.y, style, centred=True)
