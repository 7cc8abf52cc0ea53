"""Figures through a claimant's lens, and what a what-if zone would hold."""

from __future__ import annotations

from collections.abc import Iterable

from geo import Dossier
from geo.briefing import Briefing

MEASURE = "killed"
_SIGNS = {"about": "≈", "at_least": "≥", "more_than": ">", "at_most": "≤"}


def figure_of(dossier: Dossier, lens: str, incident_ids: Iterable[str]) -> tuple[float, str] | None:
    """Give the highest figure that a claimant gave about any one incident; figures are never added up.

    Parameters
    ----------
    lens
        Id of a claimant, or of a party for all who speak for it.
    """
    claims = dossier.tables["claims"]
    speakers = {c.id for c in dossier.descriptor.claimants if lens in {c.id, c.party}}
    about = claims[claims["subject_id"].isin(set(incident_ids)) & (claims["measure"] == MEASURE)]
    rows = about[about["claimant"].isin(speakers)].sort_values(["value", "claim_id"])
    if rows.empty:
        return None
    top = rows.iloc[-1]
    return float(top["value"]), f"{_SIGNS.get(top['qualifier'], '')}{top['value']:g}"


def describe_lens(dossier: Dossier, briefing: Briefing) -> list[str]:
    """Say what the lens and the zone do to the picture; one sentence each, none when neither is set."""
    descriptor, filters = dossier.descriptor, briefing.filters
    said = []
    if filters.lens:
        parties = {p.id: f"the {p.adjective} side" for p in descriptor.parties}
        names = {c.id: c.name for c in descriptor.claimants} | parties
        measure = descriptor.label("measure", MEASURE).lower()
        whose = names.get(filters.lens, filters.lens)
        shows = f"Symbols show the highest figure ({measure}) that {whose} gave for one incident"
        said.append(f"{shows}; hollow: none given.")
    if filters.zone_km:
        far = dossier.incidents["distance_km"].dropna()
        inside = int((far <= filters.zone_km).sum())
        said.append(
            f"What-if zone of {filters.zone_km:g} km on both sides of the line: "
            f"{inside} of {len(far)} incidents lie in it."
        )
    return said
