"""The ground of a figure: relief shading the colours of the countries, as one picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from numpy.typing import NDArray
from PIL import Image

from geo import Dossier
from layers.figure_path import polygon_path
from layers.figure_sheet import GROUND
from layers.figure_view import View, mercator

Pixels = NDArray[np.float64]
_PER_INCH = 190  # pixels of the ground per inch; the relief itself is no finer
_STRENGTH, _FAINTEST, _FADE = 0.9, 0.3, 0.22  # shading, at least, and less by each doubling beyond sharp
_SHARP = 2.3  # times that the relief can be enlarged before it fades
_LEVELS = 52  # steps of shading, so that the picture stays small in a file


def draw_ground(
    dossier: Dossier, view: View, *, fills: Sequence[tuple[Any, str, float]], relief: bool
) -> NDArray[np.uint8]:
    """Paint the frame of a view: fills in their colours, shaded by the relief.

    Parameters
    ----------
    fills
        Shapes in points of the sheet, each with colour and opacity.

    Returns
    -------
    numpy.ndarray
        Rows, columns, red-green-blue; the first row is the northern one.
    """
    columns = round(view.frame.width / 72 * _PER_INCH)
    rows = round(view.frame.height / 72 * _PER_INCH)
    ground = _paint_fills(view, fills, columns, rows)
    if relief and (shade := _shade(dossier, view, columns, rows)) is not None:
        ground *= shade[..., None]
    pixels: NDArray[np.uint8] = np.clip(np.round(ground * 255), 0, 255).astype(np.uint8)
    return pixels


def _paint_fills(view: View, fills: Sequence[tuple[Any, str, float]], columns: int, rows: int) -> Pixels:
    figure = Figure(figsize=(columns / 100, rows / 100), dpi=100, facecolor=GROUND)
    canvas: Any = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    frame = view.frame
    axes.set_xlim(frame.left, frame.right)
    axes.set_ylim(frame.bottom, frame.top)
    for shape, colour, alpha in fills:
        if path := polygon_path(shape):
            axes.add_artist(
                PathPatch(path, facecolor=_blend(colour, alpha), edgecolor="none", antialiased=False)
            )
    canvas.draw()
    painted = np.asarray(canvas.buffer_rgba())[:rows, :columns, :3]
    return painted.astype(np.float64) / 255


def _blend(colour: str, alpha: float) -> tuple[float, ...]:
    return tuple(alpha * c + (1 - alpha) * g for c, g in zip(to_rgb(colour), to_rgb(GROUND), strict=True))


def _shade(dossier: Dossier, view: View, columns: int, rows: int) -> Pixels | None:
    """Give by how much the relief darkens the frame: 1 is not at all; None where there is no relief.

    Enlarged beyond its own resolution the relief fades, since one would see its cells.
    """
    resource = dossier.resource("relief")
    if resource is None or resource.bounds is None:
        return None
    box = resource.bounds
    (west, south), (east, north) = mercator(np.array([[box.west, box.south], [box.east, box.north]]))
    with Image.open(dossier.path / resource.path) as picture:
        grey = picture.convert("L")
        across, down = grey.width / (east - west), grey.height / (north - south)
        window = (
            (view.west_m - west) * across,
            (north - view.south_m) * down - view.frame.height / view.scale * down,
            (view.west_m - west) * across + view.frame.width / view.scale * across,
            (north - view.south_m) * down,
        )
        cut = _cut(grey, window, columns, rows)
    enlarged = columns / (window[2] - window[0])
    strength = _STRENGTH * max(_FAINTEST, 1 - _FADE * max(0.0, math.log2(enlarged / _SHARP)))
    shade: Pixels = 1 - strength * (1 - np.round(cut / 255 * _LEVELS) / _LEVELS)
    return shade


def _cut(grey: Image.Image, window: tuple[float, float, float, float], columns: int, rows: int) -> Pixels:
    """Resample a window of the picture; outside the picture there is no shading."""
    left, upper, right, lower = window
    data = ((right - left) / columns, 0, left, 0, (lower - upper) / rows, upper)
    resampled = grey.transform(
        (columns, rows), Image.Transform.AFFINE, data, resample=Image.Resampling.BICUBIC, fillcolor=236
    )
    out: Pixels = np.asarray(resampled, dtype=np.float64)
    return out


def clip_shape(shape: Any, view: View) -> Any:
    """Cut a shape in points of the sheet to the frame."""
    frame = view.frame
    return shapely.clip_by_rect(shape, frame.left, frame.bottom, frame.right, frame.top)
