# ruff: noqa: INP001
"""Turn the hand-kept tables into the point layers and the coverage table, as the default dossier does."""

from pathlib import Path

from points import count_found, join_events, make_feature, read_rows, sort_rows, write_features, write_rows

TABLES = Path(__file__).resolve().parent / "tables"
TARGET = TABLES.parents[1]
LAYERS = ("crossings", "hotspots", "incidents", "milestones")


def write_evidence(*, target: Path = TARGET) -> None:
    """Write the four point layers and ``coverage.csv``; the same tables give the same bytes."""
    for layer in LAYERS:
        rows = read_rows(TABLES / f"{layer}.csv")
        if layer == "incidents":
            rows = join_events(rows, read_rows(TABLES / "incident_events.csv"))
        write_features(
            target / f"{layer}.geojson", [make_feature(row) for row in sort_rows(rows, layer=layer)]
        )
    years = read_rows(TABLES / "coverage.csv")
    write_rows(target / "coverage.csv", count_found(years, read_rows(TABLES / "incidents.csv")))
