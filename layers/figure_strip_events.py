"""Names of events above the bars of a figure's timeline."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from layers.figure_scene import Scene
from layers.figure_sheet import INK, draw_line
from layers.figure_strip_years import Years
from layers.figure_text import cut_text, draw_text, text_width


def draw_events(scene: Scene, years: Years, kept: pd.DataFrame, *, top: float, base: float) -> None:
    """Name the events with most incidents above the bars, in two rows, where there is room."""
    counts = kept["event_id"].value_counts()
    events = scene.whole.tables["events"]
    rows = events[events["event_id"].isin(set(counts.index))]
    ranked = rows.assign(n=rows["event_id"].map(counts)).sort_values(
        ["n", "event_id"], ascending=[False, True]
    )
    style = scene.sheet.style(7.0, bold=True)
    note = (
        years.edges[0]
        + text_width(scene.tongue.say("strip.most", n=1000), scene.sheet.style(7.0))
        + scene.pt(6)
    )
    taken: list[list[tuple[float, float]]] = [[(years.edges[0], note)], []]
    stems: list[float] = []
    for title, begin in ranked[["title", "date_start"]].itertuples(index=False):
        text = cut_text(str(title), style, scene.pt(300))
        if (
            pd.isna(begin)
            or (found := _settle(years.x(begin.date()), text_width(text, style), taken, stems, scene, years))
            is None
        ):
            continue
        row, left, x = found
        y = top - style.size - row * 1.45 * style.size
        draw_line(scene.sheet, [x, x], [y - scene.pt(1), base], color=INK, linewidth=scene.pt(0.5), zorder=6)
        draw_text(scene.sheet, text, left, y, style)


def _settle(
    x: float,
    wide: float,
    taken: Sequence[list[tuple[float, float]]],
    stems: list[float],
    scene: Scene,
    years: Years,
) -> tuple[int, float, float] | None:
    """Find a row and a side of its stem for a name, so that it meets no other name and no stem."""
    gap = scene.pt(4)
    for row, spans in enumerate(taken):
        below = [span for held in taken[row + 1 :] for span in held]
        if any(a - gap < x < b + gap for a, b in below):
            continue
        for left in (x + scene.pt(2.5), x - scene.pt(2.5) - wide):
            right = left + wide
            if left < years.edges[0] or right > years.edges[-1]:
                continue
            crossed = row > 0 and any(left - 2 < stem < right + 2 for stem in stems)
            if not crossed and all(right + gap < a or left - gap > b for a, b in spans):
                spans.append((left, right))
                stems.append(x)
                return row, left, x
    return None
