"""What goes into a table or geodata file: the incidents that pass, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.briefing import Briefing
from geo.dates import widen_span
from geo.dossier import Dossier
from geo.filters import Filters
from geo.in_force import boundaries_in_force, countries_in_force, enclaves_in_force
from geo.licences import Withheld
from geo.table import incidents_to_frame, with_licence
from geo.text import split_list

POINT_LAYERS = ("hotspots", "crossings", "damage", "places")


@dataclass(frozen=True, slots=True)
class Extract:
    """The content of an export.

    Attributes
    ----------
    dossier
        Only with the incidents that pass; everything else whole.
    filters
        The choice; it decides the day of the line and which milestones belong.
    manifest
        What the file says about itself.
    withheld
        What is left out because of its licence.
    """

    dossier: Dossier
    filters: Filters
    manifest: Mapping[str, Any]
    withheld: Withheld

    def incidents(self) -> gpd.GeoDataFrame:
        """Give the incidents in order of date, with accounts, attribution and licence; EPSG:4326."""
        return incidents_to_frame(self.dossier)

    def milestones(self) -> gpd.GeoDataFrame:
        """Give the milestones that overlap the dates chosen, in order of date; EPSG:4326."""
        rows = self.dossier.tables["milestones"]
        keep = self.filters.passes_dates(rows.assign(**widen_span(rows)))
        chosen = rows[keep].sort_values(["date_start", "milestone_id"], ignore_index=True)
        return with_licence(chosen, self.dossier, "milestones")

    def events(self) -> pd.DataFrame:
        """Give the events that the incidents belong to, in order of date."""
        rows = self.dossier.tables["events"]
        chosen = rows[rows["event_id"].isin(set(self.dossier.incidents["event_id"].dropna()))]
        ordered = chosen.sort_values(["date_start", "event_id"], ignore_index=True)
        return with_licence(ordered, self.dossier, "events")

    def claims(self) -> pd.DataFrame:
        """Give every figure about what is shown, by claimant in the dossier's order, with names in words."""
        rows, titles = self._about("claims"), self._titles()
        claimants = {c.id: (number, c.name) for number, c in enumerate(self.dossier.descriptor.claimants)}
        named = rows.assign(
            claimant_name=rows["claimant"].map(lambda c: claimants.get(c, (0, c))[1]),
            subject_title=rows["subject_id"].map(titles),
            rank=rows["claimant"].map(lambda c: claimants.get(c, (len(claimants), c))[0]),
        )
        ordered = named.sort_values(
            ["rank", "claimant", "subject_id", "measure", "claim_id"], ignore_index=True
        )
        front = ["claim_id", "subject_title", "claimant_name", "measure", "of_party", "qualifier", "value"]
        rest = [column for column in rows.columns if column not in front]
        return with_licence(ordered[front + rest], self.dossier, "claims")

    def accounts(self) -> pd.DataFrame:
        """Give each side's account of what is shown, parties in the dossier's order."""
        rows = self._about("accounts")
        ordered = rows.assign(subject_title=rows["subject_id"].map(self._titles())).sort_values(
            ["subject_id", "party"], ignore_index=True
        )
        front = ["subject_id", "subject_title", "party", "account"]
        rest = [column for column in rows.columns if column not in front]
        return with_licence(ordered[front + rest], self.dossier, "accounts")

    def sources(self) -> pd.DataFrame:
        """Give the sources that the rows of the export name."""
        used: set[str] = set()
        for frame in (self.incidents(), self.events(), self.claims(), self.accounts(), self.milestones()):
            used |= _source_ids(frame)
        rows = self.dossier.tables["sources"]
        chosen = rows[rows["source_id"].isin(used)].sort_values("source_id", ignore_index=True)
        return with_licence(chosen, self.dossier, "sources")

    def layers(self) -> dict[str, gpd.GeoDataFrame]:
        """Give everything with a geometry as it is on the day of the line, by layer name; EPSG:4326."""
        day = self.filters.as_of_day(self.dossier)
        frames = {
            "incidents": self.incidents(),
            "milestones": self.milestones(),
            "boundaries": boundaries_in_force(self.dossier, day),
            "enclaves": enclaves_in_force(self.dossier, day),
            "countries": countries_in_force(self.dossier, day),
            "lakes": self.dossier.tables["lakes"],
            **{name: self.dossier.tables[name] for name in POINT_LAYERS},
        }
        return {name: with_licence(frame, self.dossier, name) for name, frame in frames.items()}

    def _subjects(self) -> set[str]:
        incidents = self.dossier.incidents
        return {
            *incidents["incident_id"],
            *incidents["event_id"].dropna(),
            *self.milestones()["milestone_id"],
        }

    def _about(self, name: str) -> pd.DataFrame:
        rows = self.dossier.tables[name]
        return rows[rows["subject_id"].isin(self._subjects())]

    def _titles(self) -> dict[str, str]:
        tables = self.dossier.tables
        return {
            **_title_by(tables["milestones"], "milestone_id"),
            **_title_by(tables["events"], "event_id"),
            **_title_by(tables["incidents"], "incident_id"),
        }


def make_extract(
    dossier: Dossier, briefing: Briefing, *, manifest: Mapping[str, Any], withheld: Withheld
) -> Extract:
    """Filter a released dossier for a table or geodata file."""
    chosen = briefing.filters.apply(dossier)
    return Extract(chosen, briefing.filters, manifest, withheld)


def _title_by(frame: pd.DataFrame, key: str) -> dict[str, str]:
    return dict(zip(frame[key], frame["title"], strict=True))


def _source_ids(frame: pd.DataFrame) -> set[str]:
    cells: Iterable[Any] = frame["source_ids"] if "source_ids" in frame.columns else frame["source_id"]
    return {source for cell in cells for source in split_list(cell)}
