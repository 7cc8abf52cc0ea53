"""Names on a figure: placed by priority where they cover neither a symbol nor another name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from layers.figure_names import Label, list_names
from layers.figure_scene import Scene
from layers.figure_sheet import INK, PAPER, Box, draw_circle, draw_line
from layers.figure_symbols import Symbol
from layers.figure_text import draw_text, text_box, text_width

_DOT_PT = 1.3
_LEADER_PT = 6.0  # a name that stands farther off its point is joined to it by a line
_SHARES = (0.25, 0.5, 1.0)  # of the distance that is sure to clear a symbol, to be tried in turn


def draw_labels(scene: Scene, symbols: Sequence[Symbol], taken: Sequence[Box]) -> None:
    """Write every name that finds room; a place's dot is drawn with its name only."""
    boxes = [*taken, *(symbol.box for symbol in symbols)]
    names: list[Box] = []
    seen: set[str] = set()
    named: list[tuple[float, float]] = []
    placed: list[tuple[Label, Box]] = []
    for label in list_names(scene, symbols):
        if not label.text or label.text in seen or _is_named(scene, label, named, names):
            continue
        if (found := _find_room(scene, label, boxes)) is None:
            continue
        seen.add(label.text)
        named += [] if label.centred else [(label.x, label.y)]
        names.append(found)
        placed.append((label, found))
        boxes.append(found)
        if label.dot and not any(symbol.box.meets(_dot_box(scene, label)) for symbol in symbols):
            draw_circle(scene.sheet, label.x, label.y, scene.pt(_DOT_PT), facecolor=PAPER, edgecolor=INK,
                        linewidth=scene.pt(0.7), zorder=11)  # fmt: skip
            boxes.append(_dot_box(scene, label))
        baseline = found.bottom + 0.24 * label.style.size
        draw_text(scene.sheet, label.text, found.left, baseline, label.style, halo=scene.pt(1.3))
    _draw_leaders(scene, placed)


def _draw_leaders(scene: Scene, placed: Sequence[tuple[Label, Box]]) -> None:
    """Join each name to its point where another symbol keeps them apart, under symbols and names."""
    for label, box in placed:
        x = min(max(label.x, box.left), box.right)
        y = min(max(label.y, box.bottom + 0.24 * label.style.size), box.top - 0.24 * label.style.size)
        if label.covered and math.hypot(x - label.x, y - label.y) > scene.pt(_LEADER_PT):
            draw_line(scene.sheet, [x, label.x], [y, label.y], color=INK, alpha=0.7,
                      linewidth=scene.pt(0.6), zorder=12)  # fmt: skip


def _dot_box(scene: Scene, label: Label) -> Box:
    radius = scene.pt(_DOT_PT + 0.6)
    return Box(label.x - radius, label.y - radius, 2 * radius, 2 * radius)


def _is_named(scene: Scene, label: Label, named: Sequence[tuple[float, float]], names: Sequence[Box]) -> bool:
    """Tell whether a place is a hotspot that is named already, or lies under another name."""
    if not label.dot:
        return False
    twin = any(math.hypot(label.x - x, label.y - y) < scene.pt(4) for x, y in named)
    return twin or any(box.meets(_dot_box(scene, label)) for box in names)


def _find_room(scene: Scene, label: Label, boxes: Sequence[Box]) -> Box | None:
    for x, y in _candidates(scene, label):
        box = text_box(label.text, label.style, x, y)
        grown = Box(box.left - 2, box.bottom - 0.5, box.width + 4, box.height + 1)
        inside = scene.view.frame.holds(Box(box.left - 3, box.bottom - 3, box.width + 6, box.height + 6))
        if inside and not any(grown.meets(other) for other in boxes):
            return box
    return None


def _candidates(scene: Scene, label: Label) -> Iterator[tuple[float, float]]:
    """Give starts of the baseline to try: right, left, above, below, corners; or the middle outwards."""
    wide, size = text_width(label.text, label.style), label.style.size
    middle = label.y - 0.36 * size
    if label.centred:
        for dx, dy in (
            (0, 0),
            (0, 1.6),
            (0, -1.6),
            (0, 3),
            (0, -3),
            (0.6, 0),
            (-0.6, 0),
            (0.6, 2),
            (-0.6, -2),
        ):
            yield label.x - wide / 2 + dx * wide, middle + dy * size
        return
    for share in _SHARES if label.covered else (1.0,):
        yield from _around(label, share * label.radius + scene.pt(2.4))


def _around(label: Label, side: float) -> Iterator[tuple[float, float]]:
    """Give the eight places around a point at a distance."""
    wide, size = text_width(label.text, label.style), label.style.size
    middle = label.y - 0.36 * size
    corner = 0.72 * side
    yield label.x + side, middle
    yield label.x - side - wide, middle
    yield label.x - wide / 2, label.y + side + 0.24 * size
    yield label.x - wide / 2, label.y - side - 0.78 * size
    yield label.x + corner, label.y + corner + 0.1 * size
    yield label.x + corner, label.y - corner - 0.7 * size
    yield label.x - corner - wide, label.y + corner + 0.1 * size
    yield label.x - corner - wide, label.y - corner - 0.7 * size
