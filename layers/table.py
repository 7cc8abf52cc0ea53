"""The table for readers without script: plain, escaped, bounded."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from geo import Descriptor, Dossier
from geo.dates import say_range
from geo.escape import html_text
from layers.templating import fill_text, read_template

MAX_ROWS = 500
_HEADER = ("Date", "Place", "Title", "Type", "Precision of place")
_UNKNOWN = "–"


def write_table(dossier: Dossier) -> str:
    """Write the incidents of a dossier as an escaped HTML table of at most 500 rows, by date."""
    # few rows are written: they are picked before a row is sorted with all its columns
    keys = dossier.incidents[["first_day", "incident_id"]]
    order = keys.sort_values(["first_day", "incident_id"], na_position="last").index[:MAX_ROWS]
    incidents = dossier.incidents.loc[order]
    descriptor = dossier.descriptor
    parts = {
        "title": html_text(descriptor.title),
        "disclaimer": html_text(descriptor.disclaimer),
        "head": "".join(f"<th>{name}</th>" for name in _HEADER),
        "body": "\n".join(_rows(incidents, descriptor)),
        "rest": _rest(len(keys)),
    }
    return fill_text(read_template("plain_table.html"), parts)


def _rest(count: int) -> str:
    shown = f"The first {MAX_ROWS} of {count} incidents" if count > MAX_ROWS else f"All {count} incidents"
    return f"{shown}; the map needs a browser that runs scripts."


def _rows(incidents: pd.DataFrame, descriptor: Descriptor) -> Iterator[str]:
    for row in incidents.to_dict("records"):
        cells = (
            _dates(row),
            _text(row["place"]),
            _text(row["title"]),
            descriptor.label("incident_type", _text(row["incident_type"])),
            descriptor.label("geo_precision", _text(row["geo_precision"])),
        )
        yield f"<tr>{''.join(f'<td>{html_text(cell)}</td>' for cell in cells)}</tr>"


def _dates(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["first_day"]):
        return _UNKNOWN
    return say_range(row["first_day"].date(), row["last_day"].date())


def _text(value: object) -> str:
    return value if isinstance(value, str) and value else _UNKNOWN
