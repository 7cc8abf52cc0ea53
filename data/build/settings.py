"""Hold what the geometry build agrees on: places on disk, boxes, drawings."""

from pathlib import Path
from typing import Final, NamedTuple

BUILD: Final = Path(__file__).resolve().parent
DATA: Final = BUILD.parent
TABLES: Final = BUILD / "tables"
RELEASES: Final = BUILD / "releases"
CACHE: Final = DATA.parent / ".cache" / "build"

METRIC_CRS: Final = 32642
DECIMALS: Final = 5

PARTIES: Final = ("KGZ", "TJK")
# each drawing of the lines is one release of a package of time-zone polygons
DRAWINGS: Final = ("2025a", "2026c")


class Box(NamedTuple):
    """A rectangle in degrees (EPSG:4326)."""

    west: float
    south: float
    east: float
    north: float


VIEW: Final = Box(68.5, 39.0, 74.0, 41.3)
# what is cut out of the country polygons: more than any first view shows
CLIP: Final = Box(67.2, 38.2, 75.3, 42.1)
# the line and its enclaves lie in here and keep more detail
CORE: Final = Box(69.2, 39.1, 73.8, 40.45)
CORE_TOLERANCE_M: Final = 90.0
REST_TOLERANCE_M: Final = 250.0
