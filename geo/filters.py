"""The reader's choice: which incidents pass, and how that choice is said and written in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.caption import describe_filters
from geo.dossier import Dossier
from geo.errors import FilterError, shorten
from geo.ordered import days_between
from geo.query import parse_query, write_query
from geo.search import find_text
from geo.text import fold, split_list
from geo.view import ViewState

# finest first
GEO_PRECISIONS = ("exact", "place", "near", "district", "province", "region", "country", "unknown")
# surest first
CONFIDENCES = ("high", "medium", "low")
# what figures of claims can be drawn; geo.lens says which codes of claims each stands for
MEASURES = ("killed", "injured", "displaced", "houses")
# a zone wider than this is no border zone
MAX_ZONE_KM = 100.0


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice of incidents, and of what is drawn and counted about them.

    Attributes
    ----------
    start, end
        Inclusive days; None leaves that side open.
    types, hotspots, events
        Codes and ids of which an incident must have one; empty means all.
    sectors
        Sectors of the line of which one must be the nearest to the incident; empty means all.
    parties
        Parties each of which must have given an account of the incident or of its event; empty means all.
    text
        Words that must occur in title, place, summary, hotspot names or event title (see ``geo.text.fold``).
    min_geo_precision, min_confidence
        Least precision of place and least confidence; empty means all.
    disagree
        Only incidents about which claims of one measure and side give different figures.
    lens
        Party or claimant whose figures are drawn; empty means all.
    measure
        What the figures count, one of ``MEASURES``; empty draws counts of incidents, or through a lens the
        killed.
    as_of
        Day whose border status and drawing are shown; None follows ``end``.
    zone_km
        Width of a what-if zone on each side of the line, in km.

    ``lens``, ``measure``, ``as_of`` and ``zone_km`` never change which incidents pass.

    Raises
    ------
    FilterError
        When a value cannot be meant: start after end, an unknown precision or confidence, a zone below 0.
    """

    start: date | None = None
    end: date | None = None
    types: tuple[str, ...] = ()
    hotspots: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    text: str = ""
    min_geo_precision: str = ""
    min_confidence: str = ""
    disagree: bool = False
    lens: str = ""
    measure: str = ""
    as_of: date | None = None
    zone_km: float | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise FilterError(f"The start, {self.start}, lies after the end, {self.end}.")
        _check_choice("min_geo_precision", self.min_geo_precision, GEO_PRECISIONS)
        _check_choice("min_confidence", self.min_confidence, CONFIDENCES)
        _check_choice("measure", self.measure, MEASURES)
        if self.zone_km is not None and not 0 <= self.zone_km <= MAX_ZONE_KM:
            raise FilterError(f"zone_km is “{self.zone_km}”: expected 0 to {MAX_ZONE_KM:g} kilometres.")

    def apply(self, dossier: Dossier) -> Dossier:
        """Keep the incidents that pass; everything else stays as it is."""
        incidents = dossier.incidents
        if self.start is not None or self.end is not None:
            # the days are in order: most rows are left out without being looked at
            incidents = incidents.iloc[days_between(incidents, self.start, self.end)]
        keep = self.passes_undated_too(incidents) & self.passes_dates(incidents)
        return dossier.with_table("incidents", incidents if keep.all() else incidents[keep])

    def passes_dates(self, incidents: gpd.GeoDataFrame) -> pd.Series[bool]:
        """Tell which incidents overlap the dates; an undated one passes only when no date is set."""
        passes = pd.Series(data=True, index=incidents.index)
        if self.start is not None:
            passes &= incidents["last_day"] >= pd.Timestamp(self.start)
        if self.end is not None:
            passes &= incidents["first_day"] <= pd.Timestamp(self.end)
        return passes

    def certain(self, incidents: gpd.GeoDataFrame) -> pd.Series[bool]:
        """Tell which incidents lie wholly inside the dates, whatever day of their span was meant."""
        certain = pd.Series(data=True, index=incidents.index)
        if self.start is not None:
            certain &= incidents["first_day"] >= pd.Timestamp(self.start)
        if self.end is not None:
            certain &= incidents["last_day"] <= pd.Timestamp(self.end)
        return certain

    def passes_undated_too(self, incidents: gpd.GeoDataFrame) -> pd.Series[bool]:
        """Tell which incidents pass everything but the dates."""
        passes = pd.Series(data=True, index=incidents.index)
        for column, chosen in (
            ("incident_type", self.types),
            ("hotspot_id", self.hotspots),
            ("event_id", self.events),
            ("sector_id", self.sectors),
        ):
            if chosen:
                passes &= incidents[column].isin(chosen)
        if self.parties:
            passes &= tells_all(incidents["told_by"], self.parties)
        if self.min_geo_precision:
            fine = GEO_PRECISIONS[: GEO_PRECISIONS.index(self.min_geo_precision) + 1]
            passes &= incidents["geo_precision"].isin(fine)
        if self.min_confidence:
            sure = CONFIDENCES[: CONFIDENCES.index(self.min_confidence) + 1]
            passes &= incidents["confidence"].isin(sure)
        if self.disagree:
            passes &= incidents["claims_differ"]
        if needle := fold(self.text):
            passes &= find_text(incidents, needle)
        return passes

    def as_of_day(self, dossier: Dossier) -> date:
        """Give the day whose border is shown: the one chosen, else the end, else the dossier's data date."""
        return self.as_of or self.end or dossier.descriptor.data_date

    def to_query(self) -> str:
        """Write the choice as a query string; see :func:`geo.query.write_query`."""
        return write_query(self)

    @classmethod
    def from_query(cls, query: str, dossier: Dossier | None = None) -> tuple[Filters, ViewState]:
        """Read a query string; see :func:`read_query`."""
        fields, view = parse_query(query)
        filters = cls(**fields)
        if dossier is not None:
            _check_known(filters, dossier)
        return filters, view

    def describe(self, dossier: Dossier) -> str:
        """Say the choice in one sentence; see :func:`geo.caption.describe_filters`."""
        return describe_filters(self, dossier)


def tells_all(told_by: pd.Series[Any], parties: Iterable[str]) -> pd.Series[bool]:
    """Tell where each of some parties is among those of a list with ``;`` between, as ``told_by`` is."""
    asked = set(parties)
    kind = told_by.astype("category")
    enough = [text for text in kind.cat.categories if asked <= set(split_list(text))]
    found: pd.Series[bool] = kind.isin(enough)
    return found


def read_query(query: str, *, dossier: Dossier | None = None) -> tuple[Filters, ViewState]:
    """Read a query string.

    Parameters
    ----------
    query
        With or without a leading ``?``; several values of one filter repeat its key.
    dossier
        When given, types, hotspots, events, sectors, parties and the lens must exist in it.

    Raises
    ------
    FilterError
        Naming the key and the value: an unknown key, a key given twice, a value that cannot be meant.
    """
    return Filters.from_query(query, dossier)


def _check_choice(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value and value not in allowed:
        raise FilterError(f"{key} is “{value}”: expected one of {', '.join(allowed)}.")


FILTER_FIELDS = tuple(field.name for field in fields(Filters))


def _check_known(filters: Filters, dossier: Dossier) -> None:
    descriptor = dossier.descriptor
    lenses = {p.id for p in descriptor.parties} | {c.id for c in descriptor.claimants}
    incidents = dossier.tables["incidents"]
    _check_values("type", filters.types, set(incidents["incident_type"]))
    _check_values("hotspot", filters.hotspots, set(dossier.tables["hotspots"]["hotspot_id"]))
    _check_values("event", filters.events, set(dossier.tables["events"]["event_id"]))
    _check_values("sector", filters.sectors, set(dossier.tables["boundaries"]["sector_id"]))
    _check_values("party", filters.parties, {party.id for party in descriptor.parties})
    _check_values("lens", (filters.lens,) if filters.lens else (), lenses)


def _check_values(key: str, chosen: Iterable[str], known: set[str]) -> None:
    for value in chosen:
        if value not in known:
            raise FilterError(f"{key} is “{shorten(value)}”: this dossier has no such {key}.")
