"""Check the default dossier: it reads, and its layers are what the hand-kept tables say."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from points import LAYERS, build_points, read_rows, read_value
from settings import DATA, TABLES

sys.path.insert(0, str(DATA.parent))

from geo import Dossier, read_dossier
from geo.errors import DossierError

NUMBERS = frozenset({"area_km2_published"})


def list_stale() -> list[str]:
    """List the files that the tables would now write differently."""
    with tempfile.TemporaryDirectory() as folder:
        build_points(target=Path(folder))
        names = [f"{layer}.geojson" for layer in LAYERS] + ["coverage.csv", "events.csv"]
        return [name for name in names if (DATA / name).read_bytes() != (Path(folder) / name).read_bytes()]


def list_stale_enclaves() -> list[str]:
    """List the enclaves whose facts differ from the hand-kept table."""
    path = DATA / "enclaves.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    facts = {row["enclave_id"]: row for row in read_rows(TABLES / "enclaves.csv")}
    return sorted(
        {
            feature["properties"]["enclave_id"]
            for feature in features
            for name, text in facts[feature["properties"]["enclave_id"]].items()
            if feature["properties"][name] != _read_fact(name, text)
        }
    )


def _read_fact(name: str, text: str) -> Any:
    return float(text) if text and name in NUMBERS else read_value(name, text)


def list_rule_faults(dossier: Dossier) -> list[str]:
    """List what no Table Schema can say: points outside the stated box, days after the data's date."""
    box, last = dossier.descriptor.bounds, pd.Timestamp(dossier.descriptor.data_date)
    faults = []
    for name in ("incidents", "hotspots", "crossings", "damage", "places"):
        frame = dossier.tables[name]
        points = frame.geometry
        away = points.notna() & ~points.within(shapely.box(box.west, box.south, box.east, box.north))
        faults += [f"{name}: {row.iloc[0]} lies outside the stated box" for _, row in frame[away].iterrows()]
    for name in ("incidents", "events", "milestones"):
        frame = dossier.tables[name]
        late = frame["date_start"] > last
        faults += [f"{name}: {row.iloc[0]} is after the data's date" for _, row in frame[late].iterrows()]
    return faults


def main() -> int:
    """Print what is wrong; 0 when nothing is."""
    faults = [f"{name} is older than its table: run make data" for name in list_stale()]
    faults += [f"enclaves.geojson: {name} is older than its table" for name in list_stale_enclaves()]
    try:
        dossier = read_dossier(DATA)
    except DossierError as error:
        faults += [str(problem) for problem in error.problems] or [str(error)]
    else:
        faults += list_rule_faults(dossier)
        counts = {name: len(dossier.tables[name]) for name in ("incidents", "claims", "sources")}
        print(", ".join(f"{count} {name}" for name, count in counts.items()))
    print("\n".join(faults) or "The dossier is in order.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
