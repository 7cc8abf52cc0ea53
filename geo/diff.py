"""What changed between two states of a dossier: incidents added, removed, changed, and figures that moved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geo.escape import csv_cell

Rows = Mapping[str, Mapping[str, Any]]
UNKNOWN = "–"
_HEADER = ("what", "id", "title", "field", "before", "after")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state: rows of incidents and of claims by their id, and a sentence each about data and choice."""

    name: str
    incidents: Rows
    claims: Rows
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    what
        ``about``, ``incident added``, ``incident removed``, ``incident changed``, ``figure added``,
        ``figure removed`` or ``figure moved``.
    id, title
        Of the incident or figure.
    field, before, after
        What differs; empty where a whole row came or went.
    """

    what: str
    id: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""

    def cells(self) -> tuple[str, ...]:
        """Give the parts in the order of a table's columns."""
        return self.what, self.id, self.title, self.field, self.before, self.after


def compare_snapshots(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Give every difference: about, then incidents, then figures, each by id."""
    keys = [*before.about, *(key for key in after.about if key not in before.about)]
    about = [
        Change("about", "", "", key, before.about.get(key, ""), after.about.get(key, ""))
        for key in keys
        if before.about.get(key) != after.about.get(key)
    ]
    incidents = _compare("incident", "changed", before.incidents, after.incidents, title="title")
    figures = _compare("figure", "moved", before.claims, after.claims, title="subject_id")
    return (*about, *incidents, *figures)


def _compare(kind: str, verb: str, before: Rows, after: Rows, *, title: str) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        one, two = before.get(key), after.get(key)
        if one is None or two is None:
            row = two or one or {}
            yield Change(f"{kind} {'added' if one is None else 'removed'}", key, _say(row.get(title)))
            continue
        for field in dict.fromkeys([*one, *two]):
            if one.get(field) != two.get(field):
                words = _say(one.get(field)), _say(two.get(field))
                yield Change(f"{kind} {verb}", key, _say(two.get(title)), field, *words)


def _say(value: Any) -> str:
    return UNKNOWN if value is None or value == "" else str(value)


def count_changes(changes: tuple[Change, ...]) -> dict[str, int]:
    """Count the rows that came, went and changed, by kind of change; a row that changed counts once."""
    kinds = dict.fromkeys(change.what for change in changes if change.what != "about")
    return {kind: len({change.id for change in changes if change.what == kind}) for kind in kinds}


def describe_changes(changes: tuple[Change, ...], *, before: str, after: str) -> str:
    """Write the differences as plain text, one line each."""
    counts = count_changes(changes)
    said = ", ".join(f"{kind}: {count}" for kind, count in counts.items()) or "no incident or figure differs"
    lines = [f"{before} → {after}: {said}."]
    for change in changes:
        place = " ".join(part for part in (change.id, f"“{change.title}”" if change.title else "") if part)
        head = f"{change.what}{' ' if place else ''}{place}"
        moved = f": {change.field}: {change.before} → {change.after}" if change.field else ""
        lines.append(f"{head}{moved}")
    return "\n".join(" ".join(line.split()) for line in lines) + "\n"


def changes_to_csv(changes: tuple[Change, ...]) -> str:
    """Write the differences as CSV that a spreadsheet opens without running any cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for change in changes:
        writer.writerow([csv_cell(cell) for cell in change.cells()])
    return out.getvalue()
