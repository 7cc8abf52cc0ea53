"""Build the files of the default dossier: ``python data/build``."""

from geometry import build_geometry
from points import build_points

if __name__ == "__main__":
    build_points()
    build_geometry()
