"""Incidents by type and by hotspot: bars that filter when they are clicked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.facets import pass_without
from dashboard.fields import name_rows, name_types
from dashboard.figure import Figure, draw_bars, say_count
from dashboard.text import number, tell_apart
from geo import Dossier, Filters, count_by

# bars of hotspots that are drawn; the table and the file have all
MOST_BARS = 15


def figure_types(dossier: Dossier, filters: Filters) -> Figure:
    """Make the bars by type over the incidents that pass everything but the types."""
    return _figure(dossier, filters, "types", "incident_type", name_types(dossier), "Type")


def figure_hotspots(dossier: Dossier, filters: Filters) -> Figure:
    """Make the bars by hotspot over the incidents that pass everything but the hotspots."""
    names = name_rows(dossier, "hotspots", "hotspot_id", "name")
    return _figure(dossier, filters, "hotspots", "hotspot_id", names, "Hotspot")


def _figure(  # noqa: PLR0913, PLR0917 - the two callers above differ in all of these
    dossier: Dossier, filters: Filters, field: str, column: str, names: Mapping[str, str], head: str
) -> Figure:
    rows = pass_without(dossier, filters, field)
    frame = rank(rows, column, names, getattr(filters, field))
    table = frame[["name", "incidents"]].rename(columns={"name": head, "incidents": "Incidents"})
    if frame.empty:
        return Figure(None, f"None of them has a {head.lower()}.", table)
    says = _say(frame, len(rows), head.lower())
    return Figure(draw_bars(frame.head(MOST_BARS)), says, table, picks=field)


def rank(rows: pd.DataFrame, column: str, names: Mapping[str, str], chosen: tuple[str, ...]) -> pd.DataFrame:
    """Count by a column, most first: ``code``, ``name`` (each once), ``incidents``, ``chosen``."""
    counts = count_by(rows, column)
    codes = [str(code) for code in counts.index]
    return pd.DataFrame(
        {
            "code": codes,
            "name": tell_apart([names.get(code, code) for code in codes], codes),
            "incidents": counts.to_numpy(dtype="int32"),
            "chosen": [not chosen or code in chosen for code in codes],
        }
    )


def _say(frame: pd.DataFrame, total: int, one: str) -> str:
    top = frame.iloc[0]
    said = f"{number(len(frame), one)}; most: {top['name']}, {say_count(int(top['incidents']), total)}."
    without = total - int(frame["incidents"].sum())
    if without:
        said += f" {number(without, 'incident')} {'has' if without == 1 else 'have'} none."
    if len(frame) > MOST_BARS:
        said += f" The first {MOST_BARS} are drawn."
    return said + " A click on a bar filters, a second click takes it back."
