"""How to read the map: a key for each kind of thing that is on it, and for nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from layers.figure_keys import Key, list_keys
from layers.figure_scene import Scene
from layers.figure_sheet import MUTED, Box
from layers.figure_symbols import Symbol
from layers.figure_text import draw_text, wrap_text

_KEY_PT, _LEADING = 26.0, 1.25


def draw_legend(scene: Scene, symbols: Sequence[Symbol], box: Box, *, columns: int) -> float:
    """Write the legend from the top of a box, in columns; gives the lower edge."""
    sheet = scene.sheet
    head, style = sheet.style(7.0, bold=True, colour=MUTED), sheet.style(7.0)
    draw_text(sheet, scene.tongue.say("legend.title"), box.left, box.top - head.size, head)
    gap, start = scene.pt(10), box.top - head.size - scene.pt(6)
    wide = (box.width - (columns - 1) * gap) / columns
    entries = [
        (key, wrap_text(key.words, style, wide - scene.pt(_KEY_PT), most=3))
        for key in list_keys(scene, symbols)
    ]
    heights = [max(len(lines) * _LEADING * style.size, scene.pt(10.5)) for _, lines in entries]
    room = (start - box.bottom) * columns - sum(heights)
    after = max(scene.pt(0.8), min(scene.pt(3.6), room / max(1, len(entries))))
    half = (sum(heights) + after * len(entries)) / columns
    column, y, low = 0, start, start
    for (key, lines), height in zip(entries, heights, strict=True):
        if column + 1 < columns and start - y >= half - 1:
            column, y = column + 1, start
        _draw_entry(scene, key, lines, box.left + column * (wide + gap), y - height / 2)
        y -= height + after
        low = min(low, y)
    return low


def _draw_entry(scene: Scene, key: Key, lines: Sequence[str], left: float, middle: float) -> None:
    style = scene.sheet.style(7.0)
    leading = _LEADING * style.size
    key.draw(left + scene.pt(10), middle)
    baseline = middle + len(lines) * leading / 2 - 0.95 * style.size
    for number, line in enumerate(lines):
        draw_text(scene.sheet, line, left + scene.pt(_KEY_PT), baseline - number * leading, style)
