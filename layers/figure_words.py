"""The words of a figure: title and caption, counts, sources, disclaimer, licences, proof."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from geo import count_incidents
from geo.text import split_list
from layers.figure_caption import describe_choice
from layers.figure_lens import describe_lens
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, LINE, MUTED, Box, Style, draw_line
from layers.figure_symbols import place_points
from layers.figure_text import cut_text, draw_paragraph, draw_text, drawable, text_width, wrap_text

_TITLE_PT = (17, 15.5, 14, 12.5)
# which table of a dossier each layer is drawn from
TABLES = {"boundary": "boundaries", "earlier_drawing": "boundaries"}


def draw_head(scene: Scene) -> None:
    """Write title, caption and note, and at the right the day of the line."""
    sheet, box = scene.sheet, scene.layout.head
    small, large = sheet.style(7.0, colour=MUTED), sheet.style(11, bold=True)
    day, as_of = scene.tongue.day(scene.day), scene.tongue.say("head.as_of")
    wide = max(text_width(day, large), text_width(as_of, small))
    room = box.width - wide - scene.pt(18)
    words = scene.briefing.title or scene.whole.descriptor.title
    title = _fit_title(scene, words, room)
    first = box.top - title.size
    draw_text(sheet, cut_text(words, title, room), box.left, first, title)
    draw_text(sheet, as_of, box.right, box.top - small.size, small, align="right")
    draw_text(sheet, day, box.right, box.top - small.size - 1.25 * large.size, large, align="right")
    caption = sheet.style(8.6)
    lower = Box(box.left, box.bottom, room, first - scene.pt(4) - box.bottom)
    lines = wrap_text(_caption(scene), caption, room, most=max(1, int(lower.height / (1.3 * caption.size))))
    for number, line in enumerate(lines):
        draw_text(sheet, line, box.left, first - scene.pt(5) - (number + 0.95) * 1.28 * caption.size, caption)


def _fit_title(scene: Scene, words: str, room: float) -> Style:
    """Give the largest style in which a title fits its line, the smallest where none does."""
    styles = [scene.sheet.style(size, bold=True) for size in _TITLE_PT]
    return next((style for style in styles if text_width(drawable(words), style) <= room), styles[-1])


def _caption(scene: Scene) -> str:
    says = describe_choice(scene.whole, scene.briefing.filters, scene.tongue)
    return f"{says} {scene.briefing.note}".strip()


def draw_counts(scene: Scene, withheld: int) -> float:
    """Write how many incidents are shown, and what is left out and why; gives the lower edge."""
    sheet, box, say = scene.sheet, scene.layout.side, scene.tongue.say
    counts = count_incidents(scene.whole, scene.briefing.filters)
    large, unit = sheet.style(22, bold=True, colour=ACCENT), sheet.style(9)
    base = box.top - 0.76 * large.size
    number = drawable(f"{counts.shown:,}".replace(",", "\u202f"))
    draw_text(sheet, number, box.left, base, large)
    noun = say("counts.shown", n=counts.shown)
    draw_text(sheet, noun, box.left + text_width(number, large) + scene.pt(4), base, unit)
    outside = counts.visible - len(place_points(scene, scene.dossier.incidents))
    left_out = {
        "filtered": counts.filtered,
        "undated": counts.undated,
        "unlocated": counts.unlocated,
        "outside": outside,
        "possible": counts.possible,
        "withheld": withheld,
    }
    parts = [say("counts.of", n=counts.total)]
    parts += [say(f"counts.{reason}", n=number) for reason, number in left_out.items() if number]
    y = base - scene.pt(3)
    style = sheet.style(7.2, colour=MUTED)
    for text in (" · ".join(parts), *describe_lens(scene.whole, scene.briefing, scene.tongue)):
        rest = Box(box.left, box.bottom, box.width, y - box.bottom)
        y = draw_paragraph(sheet, text, rest, style, most=5) - scene.pt(2.5)
    return y


def draw_foot(scene: Scene, manifest: Mapping[str, Any]) -> None:
    """Write disclaimer, sources, licences and proof, as many lines as the foot has."""
    sheet, box = scene.sheet, scene.layout.foot
    draw_line(
        sheet, [box.left, box.right], [box.top + scene.pt(2.5)] * 2, color=LINE, linewidth=scene.pt(0.8)
    )
    style = sheet.style(7.0, colour=MUTED)
    leading = 1.24
    lines = int(box.height / (leading * style.size) + 0.2)
    proof = _proof(scene, manifest)
    legal = wrap_text(_licences(scene), style, box.width, most=2)
    warning = wrap_text(scene.whole.descriptor.disclaimer, style, box.width, most=4)
    left = max(1, lines - len(legal) - len(warning) - 1)
    sources = _sources(scene, style, box.width, left)
    y = box.top
    for line in [*warning, *sources, *legal, cut_text(proof, style, box.width)][:lines]:
        y -= leading * style.size
        draw_text(sheet, line, box.left, y + 0.26 * style.size, style)


def _sources(scene: Scene, style: Any, width: float, lines: int) -> list[str]:
    """Name the publishers of what is shown, most used first, as many as fit, and count the rest."""
    used = [source for cell in scene.dossier.incidents["source_ids"] for source in split_list(cell)]
    sources = scene.whole.tables["sources"].set_index("source_id")["publisher"]
    names: dict[str, int] = {}
    say = scene.tongue.say
    for source in used:
        name = sources.get(source)
        if isinstance(name, str) and name:
            names[name] = names.get(name, 0) + 1
    ranked = sorted(names, key=lambda name: (-names[name], name))
    if not ranked:
        return []

    def name_first(shown: int) -> list[str]:
        more = say("foot.more", n=len(ranked) - shown) if shown < len(ranked) else ""
        return wrap_text(say("foot.sources", names=", ".join(ranked[:shown]) + more), style, width)

    # the most names whose lines fit; one name more never takes fewer lines
    most = bisect_right(range(1, len(ranked) + 1), lines, key=lambda shown: len(name_first(shown)))
    if most:
        return name_first(most)
    return wrap_text(say("foot.publishers", n=len(ranked)), style, width, most=lines)


def _licences(scene: Scene) -> str:
    """Say the licence and attribution of every table that is drawn, each once."""
    drawn = {TABLES.get(key, key) for key in scene.keys} | {"incidents", "events"}
    by_licence: dict[str, list[str]] = {}
    for resource in scene.whole.descriptor.resources:
        if resource.name in drawn:
            held = by_licence.setdefault(resource.licence, [])
            held += [resource.attribution] if resource.attribution not in held else []
    own = scene.dossier.incidents
    if "licence" in own.columns:
        for licence in sorted(set(own["licence"].dropna()) - set(by_licence)):
            by_licence[str(licence)] = _attributions(own[own["licence"] == licence])
    parts = [f"{licence} ({', '.join(names)})" if names else licence for licence, names in by_licence.items()]
    return scene.tongue.say("foot.licences", names="; ".join(parts))


def _attributions(rows: Any) -> list[str]:
    cells: Iterable[Any] = rows["attribution"].dropna().unique() if "attribution" in rows.columns else ()
    return sorted(map(str, cells))


def _proof(scene: Scene, manifest: Mapping[str, Any]) -> str:
    descriptor = scene.whole.descriptor
    made = f"Marchland {manifest['marchland']} · {descriptor.id} {descriptor.version}"
    digest = manifest["dossier"]["digest"][:16]
    day = scene.tongue.day(descriptor.data_date)
    return scene.tongue.say("foot.proof", made=made, day=day, digest=digest, command=manifest["command"])
