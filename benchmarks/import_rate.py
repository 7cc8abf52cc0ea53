"""Compare a million ACLED rows, from CSV to an enriched dossier, with reading and plain joins.

``python benchmarks/import_rate.py [ROWS]`` prints seconds, processor seconds, peak memory and their ratios.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
PLAIN = """
import sys
import geopandas as gpd, pandas as pd
from geo import read_dossier
base = read_dossier(sys.argv[2])
rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
points = gpd.points_from_xy(rows["longitude"].astype(float), rows["latitude"].astype(float))
rows = gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
drawing = base.descriptor.drawing_at(None).id
metric = base.descriptor.metric_crs
def of(name):
    frame = base.tables[name]
    return frame[frame["drawing"] == drawing] if "drawing" in frame else frame[frame.geometry.notna()]
rows.sjoin(of("countries")[["iso3", "geometry"]], how="left", predicate="within")
rows.sjoin(of("enclaves")[["enclave_id", "geometry"]], how="left", predicate="within")
if sys.argv[3] == "nearest":
    far = rows[["geometry"]].to_crs(metric)
    far.sjoin_nearest(of("boundaries")[["sector_id", "geometry"]].to_crs(metric), distance_col="m")
    far.sjoin_nearest(of("hotspots")[["hotspot_id", "geometry"]].to_crs(metric), distance_col="m")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, of the processor, and its largest process in bytes."""

    clock: float
    cpu: float
    peak: int


def write_rows(path: Path, count: int) -> None:
    """Write ACLED-like rows whose points repeat as those of a gazetteer do."""
    from samples import acled_row  # noqa: PLC0415 - its folder is on the path only now

    chance = random.Random(1)  # noqa: S311 - test data
    box = (39.0, 41.3, 68.5, 74.0)
    places = [
        (f"{chance.uniform(*box[:2]):.4f}", f"{chance.uniform(*box[2:]):.4f}", f"Place {n}")
        for n in range(5_000)
    ]
    note = "Forces of one side exchanged fire with forces of the other; sources differ on who began. " * 4
    first = acled_row(0, notes=note)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        for number in range(count):
            latitude, longitude, place = places[min(int(chance.paretovariate(0.5)), len(places) - 1)]
            day = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            killed = str(chance.choice((0, 0, 0, 0, 1, chance.randint(1, 40))))
            changes = {"latitude": latitude, "longitude": longitude, "location": place, "event_date": day}
            changes["fatalities"] = killed
            writer.writerow({**first, "event_id_cnty": f"AAA{number}", **changes})


def measure(*command: str) -> Cost:
    """Run a command and give what it and its own processes took."""
    code = (
        "import resource,subprocess,sys;r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode;"
    )
    code += "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime,u.ru_maxrss*1024,r)"
    start = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-c", code, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    cpu, peak, status = done.stdout.split()
    assert status == "0", done.stderr
    return Cost(time.monotonic() - start, float(cpu), int(peak))


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        write_rows(path, count)
        size = path.stat().st_size
        print(f"{count:,} rows, {size / 1e6:,.0f} MB; page size {resource.getpagesize()}")
        joined = measure(sys.executable, "-c", PLAIN, str(path), "data", "within")
        nearest = measure(sys.executable, "-c", PLAIN, str(path), "data", "nearest")
        ours = measure(
            sys.executable,
            "ingest.py",
            str(path),
            "-o",
            str(Path(folder) / "out"),
            "--quiet",
            "--accessed",
            "2026-01-01",
        )
    for name, cost in (("read + sjoin", joined), ("read + sjoin + nearest", nearest), ("ingest.py", ours)):
        print(f"{name}: {cost.clock:.1f} s, {cost.cpu:.1f} CPU s, peak {cost.peak / 1e6:,.0f} MB")
    print(f"ingest / (read + sjoin): {ours.cpu / joined.cpu:.2f} CPU")
    clock = ours.clock / nearest.clock
    print(f"ingest / (read + sjoin + nearest): {ours.cpu / nearest.cpu:.2f} CPU, {clock:.2f} clock")
    print(f"peak / CSV: {ours.peak / size:.2f}")


if __name__ == "__main__":
    main()
