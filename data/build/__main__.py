"""Build the files of the default dossier: ``python data/build``."""

from geometry import build_geometry

if __name__ == "__main__":
    build_geometry()
