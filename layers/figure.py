"""A print-quality picture of a choice, made without a browser."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

from geo import Dossier
from geo.briefing import Briefing
from geo.licences import Withheld
from geo.manifest import build_manifest, write_manifest
from geo.tongue import in_language
from layers.build import shown_keys
from layers.figure_base import draw_base
from layers.figure_furniture import draw_furniture, draw_inset, place_furniture
from layers.figure_labels import draw_labels
from layers.figure_legend import draw_legend
from layers.figure_paper import lay_out
from layers.figure_scene import Scene
from layers.figure_sheet import ACCENT, FAMILY, INK, LAND, LINE, MUTED, PAPER, WATER, Box, draw_rectangle
from layers.figure_strip import draw_strip
from layers.figure_symbols import PALE, Symbol, draw_incidents, draw_points, draw_rings, group_incidents
from layers.figure_tongue import tongue_of
from layers.figure_view import fit_view
from layers.figure_words import draw_counts, draw_foot, draw_head

FIGURE_SUFFIXES = (".png", ".svg", ".pdf")
PNG_DPI = 300
# colours of few pixels that a choice by area would lose
_KEPT = (INK, PAPER, ACCENT, PALE, MUTED, LINE, WATER, LAND, "#ffffff", "#b9b6ad", "#a5a39c")
_INSET_PT = (58.0, 112.0)  # least and greatest height of the inset
MANIFEST_KEY = "marchland"
_SVG_FONT = re.compile(rb"(style=\"font[^\"<>]*'DejaVu Sans')")
_SETTINGS: Mapping[str, Any] = {
    "font.family": FAMILY,
    "text.hinting": "none",
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "marchland",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.55,
    "path.simplify": False,
    "axes.unicode_minus": True,
}


def draw_figure(
    dossier: Dossier,
    briefing: Briefing,
    *,
    manifest: Mapping[str, Any] | None = None,
    withheld: Withheld | None = None,
) -> Figure:
    """Draw the map of a choice on paper.

    Parameters
    ----------
    dossier
        All incidents, as they are released.
    briefing
        Choice, layers, frame, paper, title and note.

    Raises
    ------
    FilterError
        When the view names a layer that does not exist.
    """
    manifest = manifest or build_manifest(dossier, briefing, suffix=".png")
    sheet, layout = lay_out(briefing.paper)
    tongue = tongue_of(briefing.state.lang)
    dossier = in_language(dossier, tongue.code)
    chosen = briefing.filters.apply(dossier)
    scene = Scene(
        sheet=sheet,
        layout=layout,
        view=fit_view(chosen, briefing, layout.frame),
        whole=dossier,
        dossier=chosen,
        briefing=briefing,
        keys=shown_keys(briefing.state),
        day=briefing.filters.as_of_day(dossier),
        tongue=tongue,
    )
    with _settings():
        _draw(scene, manifest, withheld or Withheld())
    return sheet.figure


def _draw(scene: Scene, manifest: Mapping[str, Any], withheld: Withheld) -> None:
    draw_base(scene)
    symbols = group_incidents(scene)
    draw_rings(scene)
    points = draw_points(scene)
    draw_incidents(scene, symbols)
    plate = place_furniture(scene, symbols)
    draw_labels(scene, symbols, (plate, *points))
    draw_furniture(scene, plate)
    draw_rectangle(
        scene.sheet,
        scene.view.frame,
        fill=False,
        edgecolor=INK,
        linewidth=scene.pt(0.7),
        alpha=0.55,
        zorder=35,
    )
    draw_head(scene)
    _draw_panels(scene, symbols, withheld)
    draw_strip(scene)
    draw_foot(scene, manifest)


def _draw_panels(scene: Scene, symbols: tuple[Symbol, ...], withheld: Withheld) -> None:
    """Draw counts, legend and inset one below the other, or the legend beside them."""
    side, legend, gap = scene.layout.side, scene.layout.legend, scene.pt(9)
    low = draw_counts(scene, withheld.rows["incidents"] if _held(withheld) else 0)
    if legend:
        draw_legend(scene, symbols, legend, columns=2)
    else:
        base = side.bottom + scene.pt(_INSET_PT[0]) + gap
        room = Box(side.left, base, side.width, low - scene.pt(8) - base)
        low = draw_legend(scene, symbols, room, columns=1)
    tall = min(low - gap - side.bottom, scene.pt(_INSET_PT[1]))
    draw_inset(scene, Box(side.left, side.bottom, side.width, tall))


def _held(withheld: Withheld) -> bool:
    return bool(withheld.rows.get("incidents")) and not withheld.reason


@contextmanager
def _settings() -> Iterator[None]:
    with mpl.rc_context(), warnings.catch_warnings():
        # the font is the one that matplotlib ships; what it lacks is drawn as a square
        warnings.filterwarnings("ignore", message="findfont")
        mpl.rcParams.update(_SETTINGS)  # type: ignore[arg-type]
        yield


def write_figure(
    dossier: Dossier,
    briefing: Briefing,
    *,
    suffix: str,
    manifest: Mapping[str, Any] | None = None,
    withheld: Withheld | None = None,
) -> bytes:
    """Write a figure as ``.png`` (300 dpi), ``.svg`` or ``.pdf``; the same request gives the same bytes."""
    manifest = manifest or build_manifest(dossier, briefing, suffix=suffix, withheld=withheld)
    figure = draw_figure(dossier, briefing, manifest=manifest, withheld=withheld)
    text = write_manifest(manifest)
    title = briefing.title or dossier.descriptor.title
    with _settings():
        if suffix == ".png":
            return _write_png(figure, text)
        out = io.BytesIO()
        if suffix == ".svg":
            metadata = {"Date": None, "Creator": "Marchland", "Title": title, "Description": text}
        else:
            metadata = {"CreationDate": None, "ModDate": None, "Creator": "Marchland", "Title": title,
                        "Producer": "matplotlib", "Subject": manifest["says"], "Keywords": text}  # fmt: skip
        figure.savefig(out, format=suffix[1:], metadata=metadata, dpi=PNG_DPI)
    if suffix == ".svg":
        # for a viewer without the font: one as wide, before any other
        return _SVG_FONT.sub(rb"\1, Verdana, sans-serif", out.getvalue())
    return out.getvalue()


def _write_png(figure: Figure, manifest: str) -> bytes:
    """Write with a palette of 256 colours, which makes the file a fifth of its size."""
    figure.set_dpi(PNG_DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.ascontiguousarray(canvas.buffer_rgba())
    picture = Image.fromarray(pixels[..., :3].copy())
    palette = _palette(picture)
    codes = np.array(picture.quantize(palette=palette, dither=Image.Dither.NONE))
    # Pillow looks a colour up by its first bits only: those that the sheet is made of stay exact
    packed = pixels.view(np.uint32)[..., 0]
    for number, colour in enumerate(_KEPT):
        exact = np.array([*(round(255 * part) for part in to_rgb(colour)), 255], dtype=np.uint8)
        codes[packed == exact.view(np.uint32)[0]] = number
    small = Image.fromarray(codes)
    small.putpalette(palette.getpalette() or [])
    info = PngImagePlugin.PngInfo()
    info.add_text(MANIFEST_KEY, manifest, zip=False)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=6, dpi=(PNG_DPI, PNG_DPI), pnginfo=info)
    return out.getvalue()


def _palette(picture: Image.Image) -> Image.Image:
    """Choose the colours on every fourth pixel each way, but keep those that the sheet is made of."""
    kept = [round(255 * part) for colour in _KEPT for part in to_rgb(colour)]
    sample = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.NEAREST)
    most = 256 - len(_KEPT)
    chosen = sample.quantize(most, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*kept, *(chosen.getpalette() or [])[: 3 * most]])
    return palette
