"""Check that every reference between the tables of a dossier resolves and that every source is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from geo.descriptor import Descriptor, Resource
from geo.errors import Problem
from geo.text import split_list

PRIMARY_KEYS = MappingProxyType(
    {
        "incidents": "incident_id",
        "events": "event_id",
        "hotspots": "hotspot_id",
        "milestones": "milestone_id",
        "damage": "damage_id",
        "crossings": "crossing_id",
        "sources": "source_id",
        "claims": "claim_id",
        "places": "place_id",
    }
)
# (table, column, tables whose keys it may name)
REFERENCES = (
    ("incidents", "event_id", ("events",)),
    ("incidents", "hotspot_id", ("hotspots",)),
    ("damage", "event_id", ("events",)),
    ("damage", "hotspot_id", ("hotspots",)),
    ("claims", "subject_id", ("incidents", "events", "milestones")),
    ("accounts", "subject_id", ("incidents", "events")),
    ("crossing_status", "crossing_id", ("crossings",)),
)


def check_keys(
    descriptor: Descriptor, tables: Mapping[str, pd.DataFrame], *, offsets: Mapping[str, int]
) -> tuple[Problem, ...]:
    """List repeated ids, references to nothing and sources that nothing uses.

    Parameters
    ----------
    offsets
        Number of the first row of each table in its file (2 for CSV, 1 for GeoJSON).
    """
    check = _KeyCheck({r.name: r for r in descriptor.resources}, tables, offsets)
    claimants = {claimant.id for claimant in descriptor.claimants}
    parties = {party.id for party in descriptor.parties}
    sectors = set(tables["boundaries"]["sector_id"])
    found: list[Problem] = []
    for table, key in PRIMARY_KEYS.items():
        found += check.repeated(table, key)
    for table, column, targets in REFERENCES:
        used = tables[table][column].dropna().drop_duplicates()
        known = {key for target in targets for key in _among(tables[target][PRIMARY_KEYS[target]], used)}
        found += check.orphans(table, column, known, " or ".join(targets))
    for table, column in (("claims", "claimant"), ("delimitation", "claimant")):
        found += check.orphans(table, column, claimants, "the claimants of datapackage.json")
    for table, column in (("claims", "of_party"), ("accounts", "party")):
        found += check.orphans(table, column, parties, "the parties of datapackage.json")
    found += check.orphans("boundary_status", "sector_id", sectors, "boundaries")
    found += check.drawings({drawing.id for drawing in descriptor.drawings})
    return (*found, *check.sources())


def _among(keys: pd.Series[str], used: pd.Series[str]) -> pd.Series[str]:
    """Keep the keys that something names: a million incidents are not made into Python's own strings."""
    return keys[keys.isin(used)]


class _KeyCheck:
    """The three questions of :func:`check_keys`, asked of one set of tables."""

    def __init__(
        self,
        resources: Mapping[str, Resource],
        tables: Mapping[str, pd.DataFrame],
        offsets: Mapping[str, int],
    ) -> None:
        self.resources, self.tables, self.offset_of = resources, tables, offsets

    def problem(self, table: str, index: object, column: str, value: str, message: str) -> Problem:
        return Problem(
            self.resources[table].path, int(str(index)) + self.offset_of[table], column, value, message
        )

    def repeated(self, table: str, key: str) -> Iterator[Problem]:
        values = self.tables[table][key]
        for index in values[values.duplicated() & values.notna()].index:
            yield self.problem(table, index, key, values[index], "this id is used twice")

    def orphans(self, table: str, column: str, known: set[str], where: str) -> Iterator[Problem]:
        values = self.tables[table][column].dropna()
        lost = set(values.drop_duplicates()) - known
        for index, value in values[values.isin(lost)].items() if lost else ():
            yield self.problem(table, index, column, value, f"is not found in {where}")

    def drawings(self, known: set[str]) -> Iterator[Problem]:
        for table in ("countries", "boundaries", "enclaves"):
            yield from self.orphans(table, "drawing", known, "the drawings of datapackage.json")

    def sources(self) -> Iterator[Problem]:
        known = set(self.tables["sources"]["source_id"].dropna())
        used: set[str] = set()
        for table, column in self._source_columns():
            cells = self.tables[table][column]
            named = {cell: split_list(cell) for cell in cells.dropna().drop_duplicates()}
            used |= {value for values in named.values() for value in values}
            faulty = [cell for cell, values in named.items() if not known.issuperset(values)]
            for index, cell in cells[cells.isin(faulty)].items() if faulty else ():
                for value in named[cell]:
                    if value not in known:
                        yield self.problem(table, index, column, value, "is not found in sources")
        unused = self.tables["sources"]["source_id"]
        for index, value in unused[~unused.isin(used)].items():
            yield self.problem("sources", index, "source_id", str(value), "no row uses this source")

    def _source_columns(self) -> Iterable[tuple[str, str]]:
        for table, frame in self.tables.items():
            if table == "sources":
                continue
            for column in ("source_ids", "source_id"):
                if column in frame.columns:
                    yield table, column
