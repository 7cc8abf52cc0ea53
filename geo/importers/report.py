"""Say what became of files: in lines for a terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from geo.errors import shorten
from geo.importers.contract import FileReport

ROWS_SHOWN = 20


def report_lines(report: FileReport) -> Iterator[str]:
    """Give the report of a file: outcome, assumptions, mapping, warnings, rejected rows."""
    if report.refused:
        yield f"{report.file} {report.refused[1]}."
        return
    yield (
        f"{report.file}: {report.rows_in:,} rows in, {report.accepted:,} accepted, {len(report.rejected):,} "
        "rejected"
    )
    for kind, value in report.assumed.items():
        yield f"  {kind}: {value}"
    for ours, theirs, reason in report.mapping:
        yield f"  {ours} ← {shorten(theirs, limit=40)} ({reason})"
    for note in report.warnings:
        rows = (
            f" Rows {', '.join(map(str, note.rows[:10]))}{' …' if note.count > 10 else ''}."
            if note.rows
            else ""
        )
        yield f"  warning {note.code} ({note.count:,}): {note.message}{rows}"
    for one in report.rejected[:ROWS_SHOWN]:
        yield f"  rejected {one.code}: {one.message}"
    if len(report.rejected) > ROWS_SHOWN:
        yield f"  … and {len(report.rejected) - ROWS_SHOWN:,} more: see --report or rejected.csv"


def reports_to_json(reports: Sequence[FileReport]) -> str:
    """Write reports as JSON: one object for one file, a list for several."""
    plain = [report.to_json() for report in reports]
    return json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=1) + "\n"
