"""Write time-zone polygons as JSON; runs inside the environment of one release."""

import json
import sys
from pathlib import Path

from timezonefinder import TimezoneFinder  # type: ignore[import-not-found]


def export_zones(path: Path, zones: list[str]) -> None:
    """
    Write the rings of each zone, rounded to 7 decimals.

    Parameters
    ----------
    path
        File to write: an object of zone name to polygons, each a list of rings (the first is the outer one)
        of longitude and latitude in degrees.
    zones
        Names as the IANA time-zone database has them.
    """
    finder = TimezoneFinder()
    polygons = {}
    for zone in sorted(zones):
        geometry = finder.get_geometry(tz_name=zone, coords_as_pairs=True)
        polygons[zone] = [
            [[[round(float(lon), 7), round(float(lat), 7)] for lon, lat in ring] for ring in polygon]
            for polygon in geometry
        ]
    path.write_text(json.dumps(polygons, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    export_zones(Path(sys.argv[1]), sys.argv[2:])
