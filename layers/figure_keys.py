"""The entries of a figure's legend: one for each kind of thing that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.patches import PathPatch

from geo.in_force import enclaves_in_force
from layers.figure_base import LINE_STYLES, drawn_boundaries
from layers.figure_lens import measure_drawn
from layers.figure_path import box_path
from layers.figure_relief import clip_shape
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, INK, LAND, Box, draw_circle, draw_line, draw_rectangle
from layers.figure_symbols import VAGUE, Symbol, draw_point, draw_symbol, place_points

Draw = Callable[[float, float], object]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry: what draws the symbol at a point, and what it means."""

    draw: Draw
    words: str


def list_keys(scene: Scene, symbols: Sequence[Symbol]) -> list[Key]:
    """List the entries for what lies in the frame and in the timeline."""
    return [
        *_incident_keys(scene, symbols),
        *_point_keys(scene),
        *_line_keys(scene),
        *_area_keys(scene),
        *_strip_keys(scene),
    ]


def _say(scene: Scene, key: str, **values: object) -> str:
    return scene.tongue.say(f"legend.{key}", **values)


def _incident_keys(scene: Scene, symbols: Sequence[Symbol]) -> list[Key]:
    if not symbols:
        return []
    shown = place_points(scene, scene.dossier.incidents)
    vague = shown["stand_in"] | shown["geo_precision"].isin(VAGUE)
    near = (shown["geo_precision"] == "near") & ~vague
    keys, say = [], partial(_say, scene)
    if measure_drawn(scene.briefing.filters):
        figures = [Key(_incident(scene, count=5), say("figure"))]
        hollow = [Key(_incident(scene, hollow=True), say("hollow"))]
        claimed = any(not symbol.hollow for symbol in symbols)
        return [*(figures if claimed else []), *(hollow if any(s.hollow for s in symbols) else [])]
    if (~vague & ~near).any():
        keys.append(Key(_incident(scene), say("exact")))
    if near.any():
        metres = scene.whole.descriptor.uncertainty_m.get("near")
        words = say("near_within", km=metres / 1000) if metres else say("near")
        keys.append(Key(_incident(scene, ring=True), words))
    if vague.any():
        keys.append(Key(_incident(scene, ring=True, vague=True), say("vague")))
    if any(symbol.count > 1 for symbol in symbols):
        keys.append(Key(_incident(scene, count=5), say("several")))
    return keys


def _incident(
    scene: Scene, *, ring: bool = False, vague: bool = False, hollow: bool = False, count: int = 1
) -> Draw:
    def draw(x: float, y: float) -> None:
        radius = scene.pt(5.6 if count > 1 else 3.9)
        if ring:
            draw_circle(scene.sheet, x, y, scene.pt(7), fill=False, edgecolor=ACCENT, alpha=0.75,
                        linewidth=scene.pt(0.75), linestyle=(0, (3, 2.4)))  # fmt: skip
        text = str(count) if count > 1 else ""
        draw_symbol(scene, Symbol(x, y, radius, count, text, vague, hollow))

    return draw


def _point_keys(scene: Scene) -> list[Key]:
    return [
        Key(partial(draw_point, scene, key), _say(scene, key))
        for key in ("hotspots", "crossings", "milestones", "damage")
        if key in scene.keys and len(place_points(scene, scene.whole.tables[key]))
    ]


def _line_keys(scene: Scene) -> list[Key]:
    keys: list[Key] = []
    if "boundary" in scene.keys:
        rows = drawn_boundaries(scene)
        seen = {
            str(status)
            for shape, status in zip(scene.view.shapes(rows.geometry), rows["status"], strict=True)
            if not clip_shape(shape, scene.view).is_empty
        }
        for status in LINE_STYLES:
            if status in seen:
                label = scene.whole.descriptor.label("status", status).lower()
                keys.append(Key(_line(scene, status), _say(scene, "line", status=label)))
        if scene.briefing.filters.zone_km:
            zone = _say(scene, "zone", km=float(scene.briefing.filters.zone_km))
            keys.append(Key(_patch(scene, INK, 0.13), zone))
    if "earlier_drawing" in scene.keys and len(scene.whole.tables["boundaries"]):
        keys.append(Key(_line(scene, ""), _say(scene, "earlier")))
    if "drawing_difference" in scene.keys:
        keys.append(Key(_patch(scene, LAND, 0.5), _say(scene, "difference")))
    return keys


def _line(scene: Scene, status: str) -> Draw:
    width, dashes = LINE_STYLES.get(status, (0.7, (0.7, 1.7)))

    def draw(x: float, y: float) -> None:
        half = scene.pt(10)
        draw_line(
            scene.sheet, [x - half, x + half], [y, y], color=INK, linewidth=scene.pt(width),
            linestyle=(0, tuple(part / width for part in dashes)) if dashes else "solid",
            dash_capstyle="round" if status == "undelimited" else "butt",
        )  # fmt: skip

    return draw


def _area_keys(scene: Scene) -> list[Key]:
    keys = []
    if "enclaves" in scene.keys:
        rows = enclaves_in_force(scene.whole, scene.day)
        inside = [not clip_shape(s, scene.view).is_empty for s in scene.view.shapes(rows.geometry)]
        if any(inside):
            keys.append(Key(_hatched(scene, LAND), _say(scene, "enclave")))
        if any(faint and held for faint, held in zip(rows["faint"], inside, strict=True)):
            keys.append(Key(_hatched(scene, LAND, faint=True), _say(scene, "enclave_faint")))
    return keys


def _hatched(scene: Scene, colour: str, *, faint: bool = False) -> Draw:
    def draw(x: float, y: float) -> None:
        path = box_path(x - scene.pt(9), y - scene.pt(4.4), x + scene.pt(9), y + scene.pt(4.4))
        scene.sheet.axes.add_artist(PathPatch(path, facecolor=colour, alpha=0.22, linewidth=0))
        scene.sheet.axes.add_artist(
            PathPatch(path, facecolor="none", edgecolor=colour, hatch="/////", linewidth=scene.pt(0.9),
                      alpha=0.8, linestyle=(0, (2, 2)) if faint else "solid")
        )  # fmt: skip

    return draw


def _patch(scene: Scene, colour: str, alpha: float) -> Draw:
    def draw(x: float, y: float) -> None:
        box = Box(x - scene.pt(9), y - scene.pt(4), scene.pt(18), scene.pt(8))
        draw_rectangle(scene.sheet, box, facecolor=colour, alpha=alpha, edgecolor="none")

    return draw


def _strip_keys(scene: Scene) -> list[Key]:
    keys = []
    if (scene.whole.tables["coverage"]["found"] == 0).any():
        keys.append(Key(_hatched(scene, "#b9b6ad"), _say(scene, "gap")))
    drawn = scene.briefing.filters.passes_undated_too(scene.whole.incidents)
    spans = scene.whole.incidents.loc[drawn, ["first_day", "last_day"]].dropna()
    if (spans["first_day"].dt.to_period("M") != spans["last_day"].dt.to_period("M")).any():

        def bars(x: float, y: float) -> None:
            low = y - scene.pt(5)
            for left, tall, pale in ((-7.0, 7.0, False), (1.0, 10.0, True)):
                box = Box(x + scene.pt(left), low, scene.pt(5), scene.pt(tall))
                draw_rectangle(
                    scene.sheet, box, facecolor=ACCENT, alpha=0.4 if pale else 1.0, edgecolor="none"
                )

        keys.append(Key(bars, _say(scene, "months")))
    return keys
