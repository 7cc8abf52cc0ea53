"""What an export says about itself in words: choice, counts, what is left out, licences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.licences import Withheld
from geo.writers.extract import Extract

_METHOD = (
    ("Unknown", "An empty cell is unknown. It is never zero."),
    (
        "Days",
        "first_day and last_day are the span the date leaves open; date_start, date_end are as published.",
    ),
    ("Place", "uncertainty_m: metres by which the point may be off; stand_in: the point is another place's."),
    (
        "Figures",
        "Claims stand as published, one row each. They are not added up: one figure may hold another.",
    ),
    ("Texts", "Texts are stored as text; none is run as a formula."),
)


def describe_export(extract: Extract) -> list[tuple[Any, ...]]:
    """Give the read-me as rows of heading and text."""
    manifest, descriptor = extract.manifest, extract.dossier.descriptor
    options = manifest["options"]
    lines: list[tuple[Any, ...]] = [
        (options.get("title") or descriptor.title, ""),
        ("Shows", manifest["says"]),
        ("Counts", manifest["counts_say"]),
    ]
    lines += [("Note", options["note"])] if options.get("note") else []
    lines += [("Left out", f"{row['count']}: {row['reason']}") for row in manifest["left_out"]]
    if said := extract.withheld.describe():
        lines.append(("Licence", said))
    lines += [*_METHOD, ("Disclaimer", descriptor.disclaimer), ("Cite as", descriptor.cite)]
    dossier = manifest["dossier"]
    lines += [
        ("Dossier", f"{dossier['id']}, version {dossier['version']}, data of {dossier['data_date']}"),
        ("Digest (SHA-256)", dossier["digest"]),
        ("Made by", manifest["command"]),
        ("Proof", manifest["proves"]),
        ("", ""),
        ("Table", "Licence"),
    ]
    return lines + [
        (row["resource"], f"{row['licence']} · {row['attribution']} · {row['url']}")
        for row in manifest["licences"]
    ]


def describe_withheld(withheld: Withheld) -> pd.DataFrame:
    """Give the incidents left out because of their licence: ``month``, ``sector``, ``incidents``."""
    return pd.DataFrame(
        [dict(row) for row in withheld.by_month_and_sector], columns=["month", "sector", "incidents"]
    )
