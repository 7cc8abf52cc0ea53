"""Incidents, claims, accounts, milestones and sources as a workbook."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geo.manifest import write_manifest
from geo.writers.extract import Extract
from geo.writers.plain import plain_value, xml_text
from geo.writers.readme import describe_export, describe_withheld
from geo.writers.zipped import read_zip, write_zip

_LINK = re.compile(r"https?://[^\s\"<>]+")
_MOST = 32_767  # characters that a cell can hold
_WIDE = {"summary", "account", "note", "notes", "as_published", "title", "subject_title", "scope", "url"}
_HEADER = PatternFill("solid", fgColor="FF26282C")
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def write_xlsx(extract: Extract) -> bytes:
    """Write a workbook: read-me, one sheet per table, manifest.

    Days are dates, addresses are links. Every text is stored as text, so that no cell is run as a formula;
    one longer than a cell can hold is cut and ends in “…”.
    """
    book = Workbook()
    _write_lines(book.active, "Read me", describe_export(extract))
    tables = {
        "Incidents": _located(extract.incidents()),
        "Claims": extract.claims(),
        "Accounts": extract.accounts(),
        "Milestones": _located(extract.milestones()),
        "Sources": extract.sources(),
    }
    if extract.withheld.by_month_and_sector:
        tables["Left out"] = describe_withheld(extract.withheld)
    for title, frame in tables.items():
        _write_table(book.create_sheet(title), frame)
    text = write_manifest(extract.manifest, indent=1)
    _write_lines(book.create_sheet(), "Manifest", [(line,) for line in text.splitlines()])
    return _pack(book, extract)


def _located(frame: pd.DataFrame) -> pd.DataFrame:
    points = frame.geometry.representative_point()
    return frame.drop(columns="geometry").assign(latitude=points.y, longitude=points.x)


def _write_lines(sheet: Any, title: str, lines: list[tuple[Any, ...]]) -> None:
    sheet.title = title
    for number, cells in enumerate(lines, start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column)
            _fill(cell, value)
            cell.alignment = Alignment(wrap_text=column > 1, vertical="top")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 110
    sheet.sheet_view.showGridLines = False


def _write_table(sheet: Worksheet, frame: pd.DataFrame) -> None:
    for column, name in enumerate(frame.columns, start=1):
        cell = sheet.cell(1, column)
        _fill(cell, str(name))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = _HEADER
        wide = 48 if name in _WIDE or str(name).startswith("account_") else 16
        sheet.column_dimensions[get_column_letter(column)].width = wide
    for number, row in enumerate(frame.itertuples(index=False, name=None), start=2):
        for column, value in enumerate(row, start=1):
            if (plain := plain_value(value)) is not None:
                _fill(sheet.cell(number, column), plain)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _fill(cell: Cell | MergedCell, value: Any) -> None:
    """Set a cell; a text stays a text, also where it looks like a formula or an error."""
    if not isinstance(value, str):
        cell.value = value
        if not isinstance(value, bool | int | float):
            cell.number_format = "yyyy-mm-dd"
        return
    text = xml_text(value)
    cell.value = text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
    if cell.data_type != "s":
        cell.data_type = "s"
        cell.quotePrefix = True
    if _LINK.fullmatch(text) and len(text) < 2000:
        cell.hyperlink = text
        cell.font = Font(color="FF1C5FB8", underline="single")


def _pack(book: Workbook, extract: Extract) -> bytes:
    """Save with the dossier's date in place of the clock's, so that the bytes depend on the content."""
    day = extract.dossier.descriptor.data_date
    book.properties.title = extract.dossier.descriptor.title
    book.properties.creator = "Marchland"
    book.properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - openpyxl wants it bare
    out = io.BytesIO()
    book.save(out)
    members = read_zip(out.getvalue())
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    core = "docProps/core.xml"
    members[core] = _MODIFIED.sub(lambda match: match[1] + stamp, members[core])
    # the list of parts comes first by custom, which some readers rely on
    first = "[Content_Types].xml"
    names = [first, *sorted(members.keys() - {first})]
    return write_zip({name: members[name] for name in names})
