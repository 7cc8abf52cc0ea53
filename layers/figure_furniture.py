"""Scale bar, north arrow, and the inset that shows where in the region the map lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from matplotlib.patches import PathPatch, Polygon

from geo.descriptor import Bounds
from geo.in_force import boundaries_in_force, countries_in_force
from layers.figure_path import line_path, polygon_path
from layers.figure_relief import clip_shape
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, GROUND, INK, LINE, PAPER, Box, draw_rectangle
from layers.figure_symbols import Symbol
from layers.figure_text import draw_text, drawable, text_width
from layers.figure_view import View, corners_of, fit_around

_STEPS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def place_furniture(scene: Scene, symbols: Sequence[Symbol]) -> Box:
    """Choose the lower corner of the map with the fewest symbols for scale bar and north arrow."""
    frame, edge = scene.view.frame, scene.pt(8)
    wide, tall = scene.pt(128), scene.pt(27)
    corners = [
        Box(frame.left + edge, frame.bottom + edge, wide, tall),
        Box(frame.right - edge - wide, frame.bottom + edge, wide, tall),
        Box(frame.left + edge, frame.top - edge - tall, wide, tall),
        Box(frame.right - edge - wide, frame.top - edge - tall, wide, tall),
    ]
    return min(corners, key=lambda box: sum(box.meets(symbol.box) for symbol in symbols))


def draw_furniture(scene: Scene, box: Box) -> None:
    """Draw north arrow and scale bar on a quiet plate."""
    draw_rectangle(scene.sheet, box, facecolor=PAPER, alpha=0.82, edgecolor="none", zorder=30)
    _draw_north(scene, box.left + scene.pt(12), box.bottom + scene.pt(3.5))
    left, room = box.left + scene.pt(27), box.width - scene.pt(46)
    lat = (scene.view.bounds.south + scene.view.bounds.north) / 2
    per_km = scene.view.metres(1000, lat)
    kilometres = max((step for step in _STEPS_KM if step * per_km <= room), default=_STEPS_KM[0])
    length, y = kilometres * per_km, box.bottom + scene.pt(7)
    for part, face in ((0, INK), (1, PAPER), (2, INK), (3, PAPER)):
        bar = Box(left + part * length / 4, y, length / 4, scene.pt(2.6))
        draw_rectangle(scene.sheet, bar, facecolor=face, edgecolor=INK, linewidth=scene.pt(0.5), zorder=31)
    style = scene.sheet.style(7.0)
    for share in (0.0, 0.5, 1.0) if length > scene.pt(44) else (0.0, 1.0):
        unit = f" {scene.tongue.say('map.km')}" if share == 1 else ""
        number = scene.tongue.number(float(kilometres * share))
        x = left + share * length
        draw_text(scene.sheet, number + unit, x - text_width(number, style) / 2, y + scene.pt(5.2), style)


def _draw_north(scene: Scene, x: float, y: float) -> None:
    tall, half = scene.pt(13), scene.pt(3.6)
    for side, face in ((-1, INK), (1, PAPER)):
        outline = [(x, y + tall), (x + side * half, y), (x, y + scene.pt(2.8))]
        scene.sheet.axes.add_artist(
            Polygon(
                outline, facecolor=face, edgecolor=INK, linewidth=scene.pt(0.6), joinstyle="miter", zorder=31
            )
        )
    style = scene.sheet.style(7.0, bold=True)
    draw_text(scene.sheet, scene.tongue.say("map.north"), x, y + tall + scene.pt(1.4), style, align="center")


def draw_inset(scene: Scene, box: Box) -> None:
    """Draw the region small, with the map's frame on it, where the dossier has anything to draw there."""
    if scene.whole.tables["countries"].empty and scene.whole.tables["boundaries"].empty:
        return
    view = _region(scene, box)
    box = view.frame
    draw_rectangle(scene.sheet, box, facecolor=GROUND, edgecolor="none", zorder=1)
    countries = countries_in_force(scene.whole, scene.day)
    shapes = [clip_shape(shape.simplify(0.2), view) for shape in view.shapes(countries.geometry)]
    for shape, iso3 in zip(shapes, countries["iso3"], strict=True):
        if path := polygon_path(shape):
            scene.sheet.axes.add_artist(
                PathPatch(path, facecolor=scene.colour_of(iso3), alpha=0.34, edgecolor=PAPER,
                          linewidth=scene.pt(0.4), zorder=2)
            )  # fmt: skip
    for shape in view.shapes(boundaries_in_force(scene.whole, scene.day).geometry):
        if line := line_path(clip_shape(shape.simplify(0.3), view)):
            scene.sheet.axes.add_artist(
                PathPatch(line, fill=False, edgecolor=INK, linewidth=scene.pt(0.7), zorder=3)
            )
    frame = _draw_frame(scene, view)
    names = [scene.name_of(row) for _, row in countries.iterrows()]
    _draw_names(scene, view, [shape.difference(frame) for shape in shapes], names)
    draw_rectangle(scene.sheet, box, fill=False, edgecolor=LINE, linewidth=scene.pt(0.8), zorder=32)


def _region(scene: Scene, box: Box) -> View:
    """Show all that the dossier has countries for, or its bounds, in as much of the box as that fills."""
    countries = countries_in_force(scene.whole, scene.day)
    region = scene.whole.descriptor.bounds
    if len(countries):
        region = Bounds(*map(float, countries.total_bounds))
    corners = corners_of(region)
    wide, tall = corners[1] - corners[0]
    # the data ends where it was cut: a box of the same shape shows no edge and loses nothing
    width = min(box.width, box.height * wide / tall)
    fitted = Box(box.left, box.bottom, width, width * tall / wide)
    return fit_around(corners, fitted, margin=0.0)


def _draw_names(scene: Scene, view: View, shapes: Sequence[Any], names: Sequence[str]) -> None:
    style = scene.sheet.style(7.0, alpha=0.8)
    for shape, name in zip(shapes, names, strict=True):
        wide = text_width(drawable(name), style)
        if shape.is_empty:
            continue
        part = max(shapely.get_parts(shape), key=lambda p: p.area)
        squeeze = 1.6 * style.size / max(wide, 1)
        line = shapely.maximum_inscribed_circle(
            shapely.transform(part, lambda xy, s=squeeze: xy * (s, 1)), tolerance=0.5
        )
        if line.length < 0.75 * style.size:
            continue
        x, y = line.coords[0][0] / squeeze, line.coords[0][1]
        box = view.frame
        x = min(max(x, box.left + wide / 2 + 2), box.right - wide / 2 - 2)
        draw_text(scene.sheet, name, x, y - 0.36 * style.size, style, align="center", halo=scene.pt(0.9))


def _draw_frame(scene: Scene, view: View) -> Any:
    """Draw the map's frame on the inset; gives what names must keep clear of."""
    main, box = scene.view, view.frame
    left, bottom = view.project_metres(main.west_m, main.south_m)
    right, top = view.project_metres(
        main.west_m + main.frame.width / main.scale, main.south_m + main.frame.height / main.scale
    )
    least = scene.pt(2.5)  # a frame too small to see is drawn as a small square
    x, y = (left + right) / 2, (bottom + top) / 2
    half_wide, half_tall = max((right - left) / 2, least), max((top - bottom) / 2, least)
    drawn = shapely.box(x - half_wide, y - half_tall, x + half_wide, y + half_tall)
    edge = clip_shape(drawn.exterior, view)
    if path := line_path(edge):
        scene.sheet.axes.add_artist(
            PathPatch(path, fill=False, edgecolor=ACCENT, linewidth=scene.pt(1.2), zorder=33)
        )
    return edge.intersection(shapely.box(box.left, box.bottom, box.right, box.top)).buffer(scene.pt(4))
