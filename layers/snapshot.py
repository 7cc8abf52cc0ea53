"""Read back what a page holds, and write the difference of two pages as a page."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo import ExportError
from geo.diff import Change, Rows, Snapshot, count_changes
from geo.escape import html_text
from layers.embedded import read_page_data, read_page_incidents
from layers.templating import fill_text, read_template

# worked out from the others when a page is made
_DERIVED = frozenset({"search_text"})


def read_snapshot(path: Path) -> Snapshot:
    """Read a page (``.html``, or ``.zip`` with one inside).

    Raises
    ------
    ExportError
        When there is no such file or it is no page of ours.
    """
    try:
        page = _page_of(path)
        data, record = read_page_data(page), read_page_incidents(page)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ExportError, zipfile.BadZipFile, ValueError) as error:
        raise ExportError(f"{path.name} is no briefing page: {error}") from None
    meta = data["meta"]
    counts = meta.get("manifest", {}).get("counts_say", "")
    about = {
        "dossier": f"{meta['id']} {meta['version']}",
        "data of": meta["data_date"],
        "choice": meta["caption"],
        "counts": counts,
    }
    return Snapshot(path.name, *_tables(data, record), about)


def read_page_rows(page: bytes) -> tuple[Rows, Rows]:
    """Give the incidents and the figures of a page, each by its id.

    Raises
    ------
    ExportError
        When it is no page of ours.
    """
    return _tables(read_page_data(page), read_page_incidents(page))


def _tables(data: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[Rows, Rows]:
    incidents, claims = _rows(record), _rows(data["tables"]["claims"])
    return _by(incidents, "incident_id"), _by(claims, "claim_id")


def _page_of(path: Path) -> bytes:
    if path.suffix.lower() != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        [member] = archive.infolist()
        return archive.read(member)


def _rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns = {name: _unpack(column) for name, column in table["columns"] if name not in _DERIVED}
    for name in ("lat", "lon"):
        if name in table:
            columns[name] = [None if units is None else units / 100_000 for units in table[name]]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _unpack(column: Any) -> list[Any]:
    if isinstance(column, list):
        return column
    values = column["values"]
    return [None if code < 0 else values[code] for code in column["codes"]]


def _by(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {str(row.get(key) or number): row for number, row in enumerate(rows)}


def changes_to_html(changes: tuple[Change, ...], *, before: str, after: str) -> str:
    """Write the differences as a small page of their own."""
    counts = [f"{kind}: {count}" for kind, count in count_changes(changes).items()]
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{html_text(cell)}</td>' for cell in change.cells())}</tr>" for change in changes
    )
    parts = {
        "before": html_text(before),
        "after": html_text(after),
        "counts": html_text(" · ".join(counts) or "No incident or figure differs."),
        "rows": rows,
    }
    return fill_text(read_template("diff.html"), parts)
