"""Turn the hand-kept tables into the point layers, the events and the coverage table of the dossier."""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from settings import DATA, TABLES
from titles import add_titles

Row = dict[str, str]

# each layer and its key; incidents get event_id from a table of their own
LAYERS: Final = {
    "crossings": "crossing_id",
    "damage": "damage_id",
    "hotspots": "hotspot_id",
    "incidents": "incident_id",
    "milestones": "milestone_id",
}
DATED_FIRST: Final = {"incidents": "date_start", "milestones": "date_start"}
INTEGERS: Final = frozenset({"uncertainty_m", "population", "population_year", "buildings"})
BOOLEANS: Final = {"true": True, "false": False}
DECIMALS: Final = 5


def build_points(*, tables: Path = TABLES, target: Path = DATA) -> None:
    """Write the point layers, ``events.csv`` and ``coverage.csv``; the same tables give the same bytes."""
    titles = read_rows(tables / "titles_ru.csv")
    for layer, key in LAYERS.items():
        rows = read_rows(tables / f"{layer}.csv")
        if layer == "incidents":
            rows = join_events(rows, read_rows(tables / "incident_events.csv"))
        rows = add_titles(sort_rows(rows, layer=layer), titles, table=layer, key=key)
        write_features(target / f"{layer}.geojson", [make_feature(row) for row in rows])
    events = read_rows(tables / "events.csv")
    write_rows(target / "events.csv", add_titles(events, titles, table="events", key="event_id"))
    incidents = read_rows(tables / "incidents.csv")
    write_rows(target / "coverage.csv", count_found(read_rows(tables / "coverage.csv"), incidents))


def read_rows(path: Path) -> list[Row]:
    """Read a CSV file as rows of text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def join_events(incidents: list[Row], links: list[Row]) -> list[Row]:
    """Put event_id behind incident_id; an incident without a link has none."""
    events = {link["incident_id"]: link["event_id"] for link in links}
    strangers = events.keys() - {row["incident_id"] for row in incidents}
    if strangers:
        message = f"incident_events.csv names unknown incidents: {sorted(strangers)}"
        raise ValueError(message)
    return [
        {"incident_id": row["incident_id"], "event_id": events.get(row["incident_id"], "")} | row
        for row in incidents
    ]


def sort_rows(rows: list[Row], *, layer: str) -> list[Row]:
    """Sort by day and key where the layer has days, else by key."""
    key, day = LAYERS[layer], DATED_FIRST.get(layer)
    return sorted(rows, key=lambda row: ((row[day] if day else ""), row[key]))


def make_feature(row: Row) -> dict[str, Any]:
    """Make a GeoJSON feature of a row; its lat and lon (degrees) become the point, or none."""
    lat, lon = row["lat"], row["lon"]
    point = None
    if lat and lon:
        point = {"type": "Point", "coordinates": [round(float(lon), DECIMALS), round(float(lat), DECIMALS)]}
    values = {name: read_value(name, text) for name, text in row.items() if name not in {"lat", "lon"}}
    return {"type": "Feature", "properties": values, "geometry": point}


def read_value(name: str, text: str) -> str | int | bool | None:
    """Read one cell: empty is unknown."""
    if not text:
        return None
    if name in INTEGERS:
        return int(text)
    return BOOLEANS[text] if name == "stand_in" else text


def write_features(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """Write a feature collection, one feature a line."""
    lines = (json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def count_found(years: list[Row], incidents: list[Row]) -> list[Row]:
    """Count for each year the incidents of the dossier that start in it."""
    found = Counter(row["date_start"][:4] for row in incidents)
    missing = found.keys() - {row["year"] for row in years} - {""}
    if missing:
        message = f"coverage.csv lacks the years {sorted(missing)}"
        raise ValueError(message)
    return [
        {"year": row["year"], "found": str(found[row["year"]])} | row
        for row in sorted(years, key=lambda row: row["year"])
    ]


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows as CSV with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    build_points()
