"""The picture under a map, drawn at the resolution of what it is drawn on."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from PIL import Image

from layers.figure_sheet import Box

_POINTS_PER_INCH = 72


class Ground(Artist):
    """A picture that fills a box of the sheet: resampled once for pixels, as it is for a vector file.

    Matplotlib's own image passes through decimal numbers, which takes half a second on a sheet of paper.
    """

    zorder = 1

    def __init__(self, pixels: NDArray[np.uint8], box: Box) -> None:
        super().__init__()
        self._picture = Image.fromarray(pixels)
        self._box = box

    def draw(self, renderer: Any) -> None:
        """Draw the picture with its first row at the top."""
        context = renderer.new_gc()
        box = self._box
        if isinstance(renderer, RendererAgg):
            left, bottom, pixels = self._resample(renderer.dpi / _POINTS_PER_INCH)
            renderer.draw_image(context, left, bottom, pixels)
        else:
            # a vector file counts in points, and takes the picture in its own resolution
            to_box = Affine2D().scale(box.width, box.height)
            renderer.draw_image(context, box.left, box.bottom, self._as_drawn(self._picture), to_box)
        context.restore()

    def _resample(self, per_point: float) -> tuple[int, int, NDArray[np.uint8]]:
        """Give the lower left pixel, and each pixel's colour: that of the cell its centre lies in."""
        box, source = self._box, self._picture
        left, right = round(box.left * per_point), round(box.right * per_point)
        bottom, top = round(box.bottom * per_point), round(box.top * per_point)
        across = source.width / (box.width * per_point)
        down = source.height / (box.height * per_point)
        # the box begins within a pixel: the first one may reach half a pixel beyond the picture
        inside = ((left - box.left * per_point) * across, (box.top * per_point - top) * down)
        columns = _cells(right - left, inside[0], across, source.width)
        rows = _cells(top - bottom, inside[1], down, source.height)
        cells = np.asarray(source)[rows[:, None], columns[None, :]]
        return left, bottom, self._as_drawn(Image.fromarray(cells))

    @staticmethod
    def _as_drawn(picture: Image.Image) -> NDArray[np.uint8]:
        """Give red, green, blue and opacity, the last row first, as renderers want it."""
        return np.ascontiguousarray(np.asarray(picture.convert("RGBA"))[::-1])


def _cells(number: int, begin: float, step: float, most: int) -> NDArray[np.intp]:
    cells: NDArray[np.intp] = np.clip((np.arange(number) + 0.5) * step + begin, 0, most - 1).astype(np.intp)
    return cells
