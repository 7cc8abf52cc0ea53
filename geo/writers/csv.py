"""Incidents as CSV that a spreadsheet opens without running any cell."""

from __future__ import annotations

from geo.table import incidents_to_csv
from geo.writers.extract import Extract


def write_csv(extract: Extract) -> bytes:
    """Write the incidents that pass; the manifest of a CSV stands in a file beside it."""
    return incidents_to_csv(extract.dossier).encode("utf-8", "replace")
