"""Figures through a lens, and what a what-if zone would hold, on a figure."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from geo import Dossier
from geo.briefing import Briefing
from geo.filters import Filters
from geo.lens import DEFAULT_MEASURE, lens_figures
from geo.scenario import describe_zone
from layers.figure_tongue import Tongue

_SIGNS = {"about": "≈", "at_least": "≥", "more_than": ">", "at_most": "≤"}


def measure_drawn(filters: Filters) -> str:
    """Give the measure that the symbols show; empty where they show numbers of incidents."""
    return filters.measure or (DEFAULT_MEASURE if filters.lens else "")


def read_figures(dossier: Dossier, filters: Filters) -> pd.DataFrame | None:
    """Give the figures that are drawn, by incident; None where numbers of incidents are."""
    measure = measure_drawn(filters)
    return lens_figures(dossier, lens=filters.lens, measure=measure) if measure else None


def highest_figure(figures: pd.DataFrame, incident_ids: Iterable[str]) -> tuple[float, str] | None:
    """Give the highest figure about any one of the incidents, with its text; figures are never added up."""
    rows = figures[figures.index.isin(set(incident_ids))]
    if rows.empty:
        return None
    top = rows.sort_values("high", kind="stable").iloc[-1]
    return float(top["high"]), f"{_SIGNS.get(top['qualifier'], '')}{top['high']:g}"


def describe_lens(dossier: Dossier, briefing: Briefing, tongue: Tongue) -> list[str]:
    """Say what the lens and the zone do to the picture; one sentence each, none when neither is set.

    Parameters
    ----------
    dossier
        Unfiltered.
    """
    filters, descriptor = briefing.filters, dossier.descriptor
    said = []
    if measure := measure_drawn(filters):
        parties = {p.id: tongue.say("lens.side", party=p.adjective) for p in descriptor.parties}
        names = {c.id: c.name for c in descriptor.claimants} | parties
        whose = names.get(filters.lens, filters.lens) if filters.lens else tongue.say("lens.anyone")
        words = descriptor.label("measure", measure).lower()
        said.append(tongue.say("lens.says", measure=words, who=whose))
    if filters.zone_km:
        zone = describe_zone(dossier, filters)
        said.append(
            tongue.say("lens.zone", km=float(filters.zone_km), inside=zone.inside, located=zone.located)
        )
    return said
