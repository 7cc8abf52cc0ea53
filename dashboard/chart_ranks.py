"""Incidents by type and by hotspot: bars that filter when they are clicked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.facets import pass_without
from dashboard.fields import name_hotspots, name_types
from dashboard.figure import Figure, draw_bars, say_count
from dashboard.text import tell_apart
from dashboard.words import say
from geo import Dossier, Filters, count_by

# bars of hotspots that are drawn; the table and the file have all
MOST_BARS = 15


def figure_types(dossier: Dossier, filters: Filters) -> Figure:
    """Make the bars by type over the incidents that pass everything but the types."""
    return _figure(dossier, filters, "types", "incident_type", name_types(dossier))


def figure_hotspots(dossier: Dossier, filters: Filters) -> Figure:
    """Make the bars by hotspot over the incidents that pass everything but the hotspots."""
    return _figure(dossier, filters, "hotspots", "hotspot_id", name_hotspots(dossier))


def _figure(dossier: Dossier, filters: Filters, field: str, column: str, names: Mapping[str, str]) -> Figure:
    head = say(f"ranks.{field.removesuffix('s')}")
    rows = pass_without(dossier, filters, field)
    frame = rank(rows, column, names, getattr(filters, field))
    table = frame[["name", "incidents"]].rename(columns={"name": head, "incidents": say("months.incidents")})
    if frame.empty:
        return Figure(None, say(f"ranks.no_{field}"), table)
    says = _say(frame, len(rows), field)
    return Figure(draw_bars(frame.head(MOST_BARS), head=head), says, table, picks=field)


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


def _say(frame: pd.DataFrame, total: int, field: str) -> str:
    top = frame.iloc[0]
    count = say_count(int(top["incidents"]), total)
    said = say("ranks.says", groups=say(f"n.{field}", n=len(frame)), name=top["name"], count=count)
    without = total - int(frame["incidents"].sum())
    if without:
        said += say("ranks.without", n=without)
    if len(frame) > MOST_BARS:
        said += say("ranks.first", n=MOST_BARS)
    return said + say("ranks.click")
