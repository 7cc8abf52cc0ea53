"""Files made to the codebooks of ACLED and UCDP GED, and small tables, for tests of the importers."""

from __future__ import annotations

import csv
import io
from typing import Any

from geo.descriptor import Bounds
from geo.importers.names import ACLED_COLUMNS, UCDP_COLUMNS

# the box of the small dossier, and the keys that its rows may name
AREA = Bounds(10.0, 50.0, 12.0, 51.0)
KNOWN = {"event_id": ["e1"], "hotspot_id": ["h1"]}


def acled_row(number: int, **changes: Any) -> dict[str, Any]:
    """Give one row of an ACLED export."""
    row = dict.fromkeys(ACLED_COLUMNS, "") | {
        "event_id_cnty": f"AAA{number}",
        "event_date": "2022-09-14",
        "year": "2022",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Forces of A",
        "inter1": "State forces",
        "country": "Aland",
        "location": "Somewhere",
        "latitude": "50.5",
        "longitude": "10.9",
        "geo_precision": "1",
        "source": "A paper; Another",
        "notes": "Shots were exchanged.",
        "fatalities": "0",
        "timestamp": "1663200000",
    }
    return row | changes


def acled_rows() -> list[dict[str, Any]]:
    """Give a row for every value of both precisions."""
    return [
        acled_row(3 * time + place, time_precision=str(time), geo_precision=str(place))
        for time in (1, 2, 3)
        for place in (1, 2, 3)
    ]


def ucdp_row(number: int, **changes: Any) -> dict[str, Any]:
    """Give one row of UCDP GED."""
    row = dict.fromkeys(UCDP_COLUMNS, "") | {
        "id": str(number),
        "relid": f"AAA-2022-1-{number}",
        "year": "2022",
        "active_year": "1",
        "type_of_violence": "1",
        "conflict_name": "Aland: Bland",
        "side_a": "Government of Aland",
        "side_b": "Government of Bland",
        "number_of_sources": "2",
        "where_prec": "1",
        "where_coordinates": "Somewhere village",
        "latitude": "50.51",
        "longitude": "10.91",
        "geom_wkt": "POINT (10.91 50.51)",
        "country": "Aland",
        "country_id": "700",
        "date_prec": "1",
        "date_start": "2022-09-14 00:00:00.000",
        "date_end": "2022-09-14 00:00:00.000",
        "deaths_a": "1",
        "deaths_b": "0",
        "deaths_civilians": "0",
        "deaths_unknown": "0",
        "best": "1",
        "high": "2",
        "low": "1",
    }
    return row | changes


def ucdp_rows() -> list[dict[str, Any]]:
    """Give a row for every value of both precisions."""
    dates = {
        1: ("2022-09-14", "2022-09-14"),
        2: ("2022-09-14", "2022-09-17"),
        3: ("2022-09-12", "2022-09-18"),
        4: ("2022-09-01", "2022-09-30"),
        5: ("2022-01-01", "2022-12-31"),
    }
    return [
        ucdp_row(
            10 * place + date,
            where_prec=str(place),
            date_prec=str(date),
            date_start=f"{dates[date][0]} 00:00:00.000",
            date_end=f"{dates[date][1]} 00:00:00.000",
        )
        for place in range(1, 8)
        for date in dates
    ]


def to_csv(rows: list[dict[str, Any]], *, header: bool = True, **dialect: Any) -> str:
    """Write rows as CSV."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n", **dialect)
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def plain_rows(**changes: Any) -> list[dict[str, Any]]:
    """Give two rows of a plain table."""
    one = {
        "id": "1",
        "date": "2022-09-14",
        "lat": "50.5",
        "lon": "10.9",
        "type": "shooting",
        "place": "Somewhere",
        "note": "Shots.",
    }
    return [one | changes, one | {"id": "2", "date": "2022-09-15", "lat": "50.6"}]
