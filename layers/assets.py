"""Scripts and styles of the page: our own files in a fixed order, and Leaflet from its package."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from layers.templating import fill_text

# the kit and the parts first: the others use them when they are loaded
PANEL_FILES = (
    "panel_kit.js",
    "panel_caption.js",
    "compare.js",
    "search_fold.js",
    "search_incidents.js",
    "search_index.js",
    "search_go.js",
    "panel_search.js",
    "panel_top.js",
    "panel_story.js",
    "panel_layer_groups.js",
    "panel_layers.js",
    "panel_list.js",
    "panel_facet.js",
    "panel_fields.js",
    "panel_lens.js",
    "panel_filters.js",
    "panel_asof.js",
    "panel_zone_curve.js",
    "panel_zone.js",
    "panel_compare.js",
    "panel_tools.js",
    "panel_legend_extra.js",
    "panel_legend.js",
    "panel_side.js",
    "panel_timeline_scale.js",
    "panel_timeline_marks.js",
    "panel_timeline_bars.js",
    "panel_timeline_brush.js",
    "panel_timeline_play.js",
    "panel_timeline_stack.js",
    "panel_timeline_spans.js",
    "panel_timeline.js",
    "panel_card_parts.js",
    "panel_card_claims.js",
    "panel_card_accounts.js",
    "panel_card_curve.js",
    "panel_card_incident.js",
    "panel_card_features.js",
    "panel_card_differ.js",
    "panel_card.js",
    "panel_about_notice.js",
    "panel_about.js",
)
JS_FILES = (
    "days.js",
    "dom.js",
    "messages.js",
    "say.js",
    "codec_bytes.js",
    "codec_columns.js",
    "codec_texts.js",
    "incidents.js",
    "data.js",
    "filters.js",
    "search_text.js",
    "passes.js",
    "store.js",
    "stories.js",
    "language.js",
    "address.js",
    "draw_palette.js",
    "draw_project.js",
    "draw_surface.js",
    "draw_tips.js",
    "draw_pick.js",
    "draw_border.js",
    "draw_areas.js",
    "draw_relief.js",
    "lens.js",
    "zone.js",
    "draw_notes.js",
    "draw_zone.js",
    "draw_difference.js",
    "draw_mark.js",
    "draw_dots.js",
    "draw_incidents.js",
    "draw_points.js",
    "draw_anchor.js",
    "draw_labels.js",
    "geodesic.js",
    "draw_measure.js",
    "draw_walk.js",
    "draw_controls.js",
    "draw_split.js",
    "draw_paper.js",
    "draw_map.js",
    *PANEL_FILES,
    "compare_address.js",
    "api.js",
    "boot.js",
)
CSS_FILES = (
    "tokens.css",
    "map.css",
    "panels.css",
    "panel_side.css",
    "panel_tools.css",
    "panel_timeline.css",
    "panel_search.css",
    "panel_story.css",
    "panel_measure.css",
    "panel_card.css",
    "panel_about.css",
    "panel_print.css",
)

_LEAFLET = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
_TEMPLATES = files("layers") / "templates"
_IMAGE = re.compile(r"url\(\s*['\"]?images/([\w.\-]+\.png)['\"]?\s*\)")
_SOURCE_MAP = re.compile(r"(/\*#|//#)\s*sourceMappingURL=\S*(\s*\*/)?")


@cache
def page_js() -> str:
    """Join the page's own words and scripts."""
    return fill_text("\n".join(_read_own("js", name) for name in JS_FILES), {"messages": _write_messages()})


@cache
def read_messages() -> dict[str, dict[str, Any]]:
    """Read the words of the page, by language: a file each, in nested keys."""
    found = sorted((_TEMPLATES / "messages").iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8")) for path in found}


def _write_messages() -> str:
    text = json.dumps(read_messages(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # "<" as an escape, so that no message can end the script
    return text.replace("<", "\\u003c")


@cache
def page_css() -> str:
    """Join the page's own styles."""
    return "\n".join(_read_own("css", name) for name in CSS_FILES)


@cache
def leaflet_js() -> str:
    """Give Leaflet's script without the address of its source map."""
    return _SOURCE_MAP.sub("", (_LEAFLET / "leaflet.js").read_text(encoding="utf-8"))


@cache
def leaflet_css() -> str:
    """Give Leaflet's styles with its pictures inside."""
    text = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return _SOURCE_MAP.sub("", _IMAGE.sub(lambda match: f"url({_image_uri(match[1])})", text))


def _image_uri(name: str) -> str:
    content = (_LEAFLET / "images" / name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


def _read_own(folder: str, name: str) -> str:
    return (_TEMPLATES / folder / name).read_text(encoding="utf-8")
