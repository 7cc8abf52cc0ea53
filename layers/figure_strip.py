"""The timeline under the map: incidents by month, the dates chosen, years without a record, named events."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import pandas as pd
from matplotlib.patches import PathPatch

from geo import count_by_month
from geo.filters import Filters
from layers.figure_path import box_path
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, LINE, MUTED, Box, draw_line, draw_rectangle
from layers.figure_strip_events import draw_events
from layers.figure_strip_years import Years
from layers.figure_text import draw_text, text_width

_SHORT_RUN, _SHORTEN_FROM = 1.6, 3  # a run of empty years is drawn as wide as so many, from so many on
_OUTSIDE = "#a5a39c"


def draw_strip(scene: Scene) -> None:
    """Draw the timeline over all incidents that pass everything but the dates."""
    filters = scene.briefing.filters
    kept = scene.whole.incidents[filters.passes_undated_too(scene.whole.incidents)]
    box = scene.layout.strip
    if (years := _scale(scene, box)) is None:
        return
    base, bars_top = box.bottom + scene.pt(11), box.top - scene.pt(24)
    _draw_gaps(scene, years, base, bars_top)
    _draw_choice(scene, years, base, bars_top)
    _draw_bars(scene, years, count_by_month(kept), base=base, top=bars_top)
    _draw_years(scene, years, base)
    draw_events(scene, years, kept, top=box.top, base=bars_top)


def _scale(scene: Scene, box: Box) -> Years | None:
    """Lay the years out; three or more empty years in a row are drawn narrower."""
    incidents = scene.whole.incidents
    days = [d for c in ("first_day", "last_day") for d in incidents[c].dropna()]
    if not days:
        return None
    first = min(days).year
    last = max(max(days).year, scene.whole.descriptor.data_date.year)
    coverage = scene.whole.tables["coverage"]
    empty = frozenset(int(year) for year in coverage.loc[coverage["found"] == 0, "year"])
    weights, run = [], 0
    for year in range(first, last + 1):
        run = run + 1 if year in empty else 0
        weights.append(1.0)
        if run >= _SHORTEN_FROM:
            weights[-run:] = [_SHORT_RUN / run] * run
    edges = [box.left]
    for weight in weights:
        edges.append(edges[-1] + weight / sum(weights) * box.width)
    return Years(first, tuple(edges), empty)


def _draw_gaps(scene: Scene, years: Years, base: float, top: float) -> None:
    for index, left in enumerate(years.edges[:-1]):
        if years.first + index not in years.empty:
            continue
        path = box_path(left, base, years.edges[index + 1], top)
        scene.sheet.axes.add_artist(
            PathPatch(
                path, facecolor="none", edgecolor="#b9b6ad", hatch="////", linewidth=0, alpha=0.8, zorder=2
            )
        )


def _draw_choice(scene: Scene, years: Years, base: float, top: float) -> None:
    filters: Filters = scene.briefing.filters
    if filters.start is None and filters.end is None:
        return
    left = years.x(filters.start) if filters.start else years.edges[0]
    right = years.x(filters.end) if filters.end else years.edges[-1]
    wide = max(right - left, scene.pt(2.4))
    box = Box((left + right - wide) / 2, base, wide, top - base + scene.pt(2))
    draw_rectangle(scene.sheet, box, facecolor=ACCENT, alpha=0.16, edgecolor="none", zorder=3)
    for x in (box.left, box.right):
        draw_line(scene.sheet, [x, x], [base, box.top], color=ACCENT, linewidth=scene.pt(0.8), zorder=6)


def _draw_bars(scene: Scene, years: Years, months: pd.DataFrame, *, base: float, top: float) -> None:
    """Draw heights by the square root of the number, so that one incident is seen beside a war."""
    if months.empty:
        return
    most = int((months["certain"] + months["possible"]).max())
    tall = _heights(most, top - base - scene.pt(2), scene.pt(1.6))
    for month, certain, possible in months.itertuples(index=False):
        begin, end = month.date(), (month + pd.offsets.MonthEnd(0)).date()
        left = years.x(begin)
        wide = max(years.x(end) - left, scene.pt(1.1))
        colour = ACCENT if _chosen(scene.briefing.filters, begin, end) else _OUTSIDE
        sure, both = tall(certain), tall(certain + possible)
        for low, high, alpha in ((0.0, sure, 1.0), (sure, both, 0.45)):
            if high > low:
                bar = Box(left, base + low, wide, high - low)
                draw_rectangle(scene.sheet, bar, facecolor=colour, alpha=alpha, edgecolor="none", zorder=5)
    style = scene.sheet.style(7.0, colour=MUTED)
    text = scene.tongue.say("strip.most", n=most)
    draw_text(scene.sheet, text, years.edges[0], scene.layout.strip.top - style.size, style)


def _heights(most: int, room: float, least: float) -> Callable[[int], float]:
    return lambda count: max(least, math.sqrt(count / most) * room) if count else 0.0


def _chosen(filters: Filters, begin: date, end: date) -> bool:
    return not ((filters.start and end < filters.start) or (filters.end and begin > filters.end))


def _draw_years(scene: Scene, years: Years, base: float) -> None:
    draw_line(
        scene.sheet,
        [years.edges[0], years.edges[-1]],
        [base, base],
        color=MUTED,
        linewidth=scene.pt(0.6),
        zorder=6,
    )
    style = scene.sheet.style(7.0, colour=MUTED)
    free = -math.inf
    for index, x in enumerate(years.edges[:-1]):
        year = str(years.first + index)
        draw_line(scene.sheet, [x, x], [base, base - scene.pt(2.4)], color=LINE, linewidth=scene.pt(0.6))
        wide = text_width(year, style)
        if x >= free and x + wide <= years.edges[-1]:
            draw_text(scene.sheet, year, x, base - scene.pt(9.5), style)
            free = x + wide + scene.pt(4)
