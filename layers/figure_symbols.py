"""Symbols of a figure: incidents with their rings and counts, and the points of the other layers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.patches import PathPatch, Polygon

from layers.figure_lens import highest_figure, read_figures
from layers.figure_path import line_path, polygon_path
from layers.figure_relief import clip_shape
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, INK, PAPER, Box, Style, draw_circle
from layers.figure_text import draw_text

VAGUE = frozenset({"district", "province", "region", "country", "unknown"})
RINGED = VAGUE | {"near"}
PALE = "#cc7d60"  # the accent thinned with paper, so that nothing shines through
_UNKNOWN_RING_PT, _DIGIT_PT = 28.0, 5.3
_POINT_STYLES = {
    "milestones": ("#4f6272", ((0, 1), (1, 0), (0, -1), (-1, 0)), 3.4),
    "damage": ("#7d5a2a", ((0, 1), (1, -0.8), (-1, -0.8)), 3.2),
    "crossings": (INK, ((-1, -1), (1, -1), (1, 1), (-1, 1)), 2.6),
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol for incidents that would hide each other, in points of the sheet."""

    x: float
    y: float
    radius: float
    count: int
    text: str = ""
    vague: bool = False
    hollow: bool = False

    @property
    def box(self) -> Box:
        """Give the square around the symbol."""
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


Group = tuple[float, float, list[pd.DataFrame]]


def radius_of(scene: Scene, count: int) -> float:
    """Give the radius of a symbol for so many incidents."""
    return scene.pt(min(12.5, 3.7 + 1.3 * math.sqrt(count)))


def place_points(scene: Scene, frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the rows that lie in the frame, with ``x`` and ``y`` in points of the sheet."""
    located = frame[frame.geometry.notna()]
    points = located.geometry.representative_point()
    lon_lat = np.column_stack([points.x.to_numpy(), points.y.to_numpy()]).reshape(-1, 2)
    sheet = scene.view.project(lon_lat)
    placed = pd.DataFrame(located.drop(columns="geometry")).assign(x=sheet[:, 0], y=sheet[:, 1])
    edge, box = scene.pt(3), scene.view.frame
    across = placed["x"].between(box.left + edge, box.right - edge)
    return placed[across & placed["y"].between(box.bottom + edge, box.top - edge)]


def group_incidents(scene: Scene) -> tuple[Symbol, ...]:
    """Merge incidents whose symbols would hide each other; the most numerous point keeps its place."""
    placed = place_points(scene, scene.dossier.incidents)
    if "incidents" not in scene.keys or placed.empty:
        return ()
    points = [
        (float(rows["x"].iloc[0]), float(rows["y"].iloc[0]), rows)
        for _, rows in placed.round({"x": 3, "y": 3}).groupby(["x", "y"], sort=True)
    ]
    points.sort(key=lambda point: -len(point[2]))
    groups: list[Group] = []
    for x, y, rows in points:
        for gx, gy, held in groups:
            reach = radius_of(scene, sum(map(len, held))) + scene.pt(4.2)
            if math.hypot(gx - x, gy - y) < reach:
                held.append(rows)
                break
        else:
            groups.append((x, y, [rows]))
    groups = _join_covering(scene, groups)
    figures = read_figures(scene.dossier, scene.briefing.filters)
    return tuple(_symbol(scene, x, y, pd.concat(held), figures) for x, y, held in groups)


def _join_covering(scene: Scene, groups: list[Group]) -> list[Group]:
    """Merge until no smaller symbol covers the number of a larger one."""
    kept: list[Group] = []
    for x, y, rows in sorted(groups, key=lambda group: -sum(map(len, group[2]))):
        radius = radius_of(scene, sum(map(len, rows)))
        for kx, ky, held in kept:
            digits = len(str(sum(map(len, held))))
            if math.hypot(kx - x, ky - y) < radius + scene.pt(_DIGIT_PT * digits / 2 + 0.8):
                held.extend(rows)
                break
        else:
            kept.append((x, y, list(rows)))
    return kept if len(kept) == len(groups) else _join_covering(scene, kept)


def _symbol(scene: Scene, x: float, y: float, rows: pd.DataFrame, figures: pd.DataFrame | None) -> Symbol:
    count = len(rows)
    vague = bool((rows["stand_in"] | rows["geo_precision"].isin(VAGUE)).all())
    if figures is None:
        return Symbol(x, y, radius_of(scene, count), count, str(count) if count > 1 else "", vague)
    figure = highest_figure(figures, rows["incident_id"])
    if figure is None:
        return Symbol(x, y, scene.pt(3.6), count, vague=vague, hollow=True)
    value, text = figure
    radius = scene.pt(min(17.0, 6 + 1.6 * math.sqrt(value)))
    return Symbol(x, y, radius, count, text, vague)


def draw_rings(scene: Scene) -> None:
    """Draw how far the place of each incident may be off, as a ring true to scale."""
    if "incidents" not in scene.keys:
        return
    incidents = scene.dossier.incidents
    ringed = incidents[incidents["geo_precision"].isin(RINGED) | incidents["stand_in"]]
    placed = place_points(scene, ringed)
    lats = ringed.geometry.y.reindex(placed.index)
    wide = placed["uncertainty_m"].astype("float64") * scene.view.scale / np.cos(np.radians(lats))
    rings = placed.assign(r=wide.fillna(scene.pt(_UNKNOWN_RING_PT)).clip(lower=scene.pt(8)))
    rings = rings[["x", "y", "r"]].round(2).drop_duplicates()
    circles = [shapely.Point(x, y).buffer(r, quad_segs=24) for x, y, r in rings.itertuples(index=False)]
    if not circles:
        return
    axes = scene.sheet.axes
    if fill := polygon_path(clip_shape(shapely.union_all(circles), scene.view)):
        axes.add_artist(PathPatch(fill, facecolor=ACCENT, alpha=0.07, linewidth=0, zorder=9))
    for circle in circles:
        if edge := line_path(clip_shape(circle.exterior, scene.view)):
            axes.add_artist(
                PathPatch(edge, fill=False, edgecolor=ACCENT, linewidth=scene.pt(0.75), alpha=0.75,
                          linestyle=(0, (3, 2.4)), zorder=10)
            )  # fmt: skip


def draw_incidents(scene: Scene, symbols: tuple[Symbol, ...]) -> None:
    """Draw the symbols, large ones first so that none is hidden."""
    for symbol in sorted(symbols, key=lambda s: -s.radius):
        draw_symbol(scene, symbol)


def draw_symbol(scene: Scene, symbol: Symbol) -> None:
    """Draw one symbol of incidents with its text."""
    face = PAPER if symbol.hollow else PALE if symbol.vague else ACCENT
    draw_circle(
        scene.sheet, symbol.x, symbol.y, symbol.radius, facecolor=face,
        edgecolor=ACCENT if symbol.hollow else PAPER, linewidth=scene.pt(1.1), zorder=20,
    )  # fmt: skip
    size = 7.6 if symbol.radius > scene.pt(8) else 7.0
    colour = INK if symbol.vague and not symbol.hollow else "#ffffff"
    style = Style(size * scene.sheet.scale, bold=True, colour=colour)
    draw_text(scene.sheet, symbol.text, symbol.x, symbol.y - 0.36 * style.size, style, align="center")


def draw_points(scene: Scene) -> tuple[Box, ...]:
    """Draw hotspots, places, crossings, milestones and damage; give the boxes that labels keep clear of."""
    boxes: list[Box] = []
    for key in ("hotspots", *_POINT_STYLES):
        if key not in scene.keys:
            continue
        for x, y in place_points(scene, scene.whole.tables[key])[["x", "y"]].itertuples(index=False):
            boxes.append(draw_point(scene, key, float(x), float(y)))
    return tuple(boxes)


def draw_point(scene: Scene, key: str, x: float, y: float) -> Box:
    """Draw the symbol of one feature of a layer; gives its box."""
    if key not in _POINT_STYLES:
        radius = scene.pt(1.5)
        draw_circle(
            scene.sheet, x, y, radius, facecolor=INK, edgecolor=PAPER, linewidth=scene.pt(0.6), zorder=12
        )
    else:
        colour, corners, size = _POINT_STYLES[key]
        radius = scene.pt(size)
        outline = [(x + radius * dx, y + radius * dy) for dx, dy in corners]
        scene.sheet.axes.add_artist(
            Polygon(outline, facecolor=colour, edgecolor=PAPER, linewidth=scene.pt(0.7), zorder=13)
        )
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)
