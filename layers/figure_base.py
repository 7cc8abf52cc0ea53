"""The map below the symbols: ground, lakes, countries, enclaves and the line."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import shapely
from matplotlib.patches import PathPatch

from geo.difference import difference_of_drawings
from geo.in_force import boundaries_in_force, countries_in_force, enclaves_in_force
from geo.scenario import zone_drawing, zone_shape
from layers.figure_ground import Ground
from layers.figure_path import line_path, polygon_path
from layers.figure_relief import clip_shape, draw_ground
from layers.figure_scene import Scene
from layers.figure_sheet import INK, PAPER, WATER

# dashes in points by status: solid where agreed, dashed where described, dotted where neither
LINE_STYLES: dict[str, tuple[float, tuple[float, ...]]] = {
    "demarcated": (1.7, ()),
    "treaty": (1.3, ()),
    "described": (1.3, (7, 3)),
    "disputed": (1.3, (3.6, 2.6)),
    "undelimited": (1.6, (0.1, 3.2)),
}
# what a dossier says of a status in which there is no line, as `labels.line`
NO_LINE = "none"
_COUNTRY_ALPHA, _CUT_DEGREES = 0.28, 1e-4


def draw_base(scene: Scene) -> None:
    """Draw everything under the symbols, lowest first."""
    countries = countries_in_force(scene.whole, scene.day)
    _draw_ground(scene, countries)
    if "lakes" in scene.keys:
        for shape in scene.view.shapes(scene.whole.tables["lakes"].geometry):
            _add(scene, polygon_path(clip_shape(shape, scene.view)), facecolor=WATER, linewidth=0, zorder=2)
    if "countries" in scene.keys:
        _draw_outlines(scene, countries)
    if "earlier_drawing" in scene.keys:
        _draw_earlier(scene)
    if "drawing_difference" in scene.keys:
        _draw_difference(scene)
    if "boundary" in scene.keys:
        _draw_boundary(scene)
    if "enclaves" in scene.keys:
        _draw_enclaves(scene)


def _draw_ground(scene: Scene, countries: gpd.GeoDataFrame) -> None:
    fills: list[tuple[Any, str, float]] = []
    if "countries" in scene.keys:
        shapes = scene.view.shapes(countries.geometry)
        fills = [
            (shape, scene.colour_of(iso3), _COUNTRY_ALPHA)
            for shape, iso3 in zip(shapes, countries["iso3"], strict=True)
        ]
    pixels = draw_ground(scene.whole, scene.view, fills=fills, relief="relief" in scene.keys)
    frame = scene.view.frame
    scene.sheet.axes.add_artist(Ground(pixels, frame))


def _draw_outlines(scene: Scene, countries: gpd.GeoDataFrame) -> None:
    """Draw borders of third countries, thin, without the edge that the data was cut to."""
    if countries.empty:
        return
    parties = {party.id for party in scene.whole.descriptor.parties}
    cut = shapely.box(*countries.total_bounds).boundary.buffer(_CUT_DEGREES)
    others = countries[~countries["iso3"].isin(parties)].geometry.boundary.difference(cut)
    for shape in scene.view.shapes(others):
        path = line_path(clip_shape(shape.simplify(0.1), scene.view))
        _add(scene, path, edgecolor=INK, linewidth=scene.pt(0.55), alpha=0.42, fill=False, zorder=3)


def _draw_earlier(scene: Scene) -> None:
    boundaries = scene.whole.tables["boundaries"]
    drawing = scene.whole.descriptor.drawing_at(scene.day)
    rows = boundaries[boundaries["drawing"] != (drawing.id if drawing else "")]
    for shape in scene.view.shapes(rows.geometry):
        path = line_path(clip_shape(shape.simplify(0.1), scene.view))
        _add(scene, path, edgecolor=INK, linewidth=scene.pt(0.7), linestyle=(0, (1, 2.4)), alpha=0.75,
             fill=False, zorder=4)  # fmt: skip


def drawn_boundaries(scene: Scene) -> gpd.GeoDataFrame:
    """Give the sectors in force on the scene's day, without those whose status draws no line."""
    rows = boundaries_in_force(scene.whole, scene.day)
    given = scene.whole.descriptor.labels.get("line", {})
    return rows[rows["status"].map(lambda status: given.get(str(status)) != NO_LINE)]


def _draw_boundary(scene: Scene) -> None:
    rows = drawn_boundaries(scene)
    shapes = [clip_shape(s.simplify(0.1), scene.view) for s in scene.view.shapes(rows.geometry)]
    _draw_zone(scene)
    for shape in shapes:
        _add(scene, line_path(shape), edgecolor=PAPER, linewidth=scene.pt(3.8), alpha=0.72, fill=False,
             joinstyle="round", capstyle="round", zorder=5)  # fmt: skip
    given = scene.whole.descriptor.labels.get("line", {})
    for shape, status in zip(shapes, rows["status"], strict=True):
        width, dashes = LINE_STYLES.get(given.get(str(status), str(status)), LINE_STYLES["undelimited"])
        style = (0, tuple(part / width for part in dashes)) if dashes else "solid"
        _add(scene, line_path(shape), edgecolor=INK, linewidth=scene.pt(width), linestyle=style,
             fill=False, joinstyle="round", zorder=6,
             capstyle="round" if status == "undelimited" else "butt")  # fmt: skip


def _draw_zone(scene: Scene) -> None:
    """Draw a what-if zone: everything within so many kilometres of the line."""
    zone_km = scene.briefing.filters.zone_km
    drawing = zone_drawing(scene.whole.descriptor, scene.day)
    if not zone_km or not drawing:
        return
    zone = zone_shape(scene.whole, drawing=drawing, width_km=zone_km)
    shape = clip_shape(shapely.transform(zone, scene.view.project), scene.view)
    _add(scene, polygon_path(shape), facecolor=INK, alpha=0.13, linewidth=0, zorder=4)


def _draw_difference(scene: Scene) -> None:
    """Draw where the two latest drawings put land on different sides, in the later colour."""
    rows = difference_of_drawings(scene.whole)
    for shape, iso3 in zip(scene.view.shapes(rows.geometry), rows["iso3"], strict=True):
        path = polygon_path(clip_shape(shape, scene.view))
        colour = scene.colour_of(iso3)
        _add(scene, path, facecolor=colour, alpha=0.5, linewidth=0, zorder=4)
        _add(scene, path, fill=False, edgecolor=INK, linewidth=scene.pt(0.5), zorder=4)


def _draw_enclaves(scene: Scene) -> None:
    rows = enclaves_in_force(scene.whole, scene.day)
    shapes = scene.view.shapes(rows.geometry)
    for shape, owner, faint in zip(shapes, rows["administered_by"], rows["faint"], strict=True):
        path = polygon_path(clip_shape(shape.simplify(0.05), scene.view))
        colour = scene.colour_of(owner)
        _add(scene, path, facecolor=colour, alpha=0.14 if faint else 0.22, linewidth=0, zorder=7)
        _add(scene, path, facecolor="none", edgecolor=colour, hatch="/////", linewidth=0,
             alpha=0.4 if faint else 0.7, zorder=7)  # fmt: skip
        _add(scene, path, fill=False, edgecolor=colour, linewidth=scene.pt(0.9), zorder=7,
             linestyle=(0, (2, 2)) if faint else "solid")  # fmt: skip


def _add(scene: Scene, path: Any, **options: Any) -> None:
    if path is None:
        return
    patch = PathPatch(path, **options)
    scene.sheet.axes.add_artist(patch)
