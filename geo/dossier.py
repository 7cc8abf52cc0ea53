"""Read a dossier: a folder with a descriptor, tables and layers, checked and joined."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from geo.columns import GEOMETRY_TABLES, REQUIRED_TABLES, STANDARD_COLUMNS
from geo.days_check import check_days
from geo.descriptor import DESCRIPTOR, Descriptor, Resource, read_descriptor
from geo.errors import DossierError, Problem
from geo.join import claims_differ, join_incidents, told_by
from geo.keys import check_keys
from geo.ordered import order_by_day
from geo.parquet import read_written
from geo.position import POSITION_COLUMNS, locate_incidents
from geo.schema import check_rows
from geo.tables import RawTable, empty_frame, frame_from_rows, read_raw


@dataclass(frozen=True)
class Dossier:
    """One disputed border: what its descriptor says, and its tables by resource name.

    Attributes
    ----------
    path
        The folder it was read from.
    descriptor
        Parties, claimants, drawings, labels, resources with licences.
    digest
        SHA-256 over the descriptor and every resource's file, as hex.
    tables
        A frame per resource (GeoDataFrame in EPSG:4326 where it has geometry); absent ones are empty.
    """

    path: Path
    descriptor: Descriptor
    digest: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give a table by its resource name, as in ``dossier.claims``."""
        if name in STANDARD_COLUMNS:
            return self.tables[name]
        raise AttributeError(name)

    @property
    def incidents(self) -> gpd.GeoDataFrame:
        """Incidents joined to events, hotspots and positions; EPSG:4326."""
        return self.tables["incidents"]

    def with_table(self, name: str, frame: pd.DataFrame) -> Dossier:
        """Give a copy in which one table is another frame."""
        return replace(self, tables=MappingProxyType({**self.tables, name: frame}))

    def resource(self, name: str) -> Resource | None:
        """Give the description of a resource, or None when the dossier has no such resource."""
        return next((r for r in self.descriptor.resources if r.name == name), None)


def read_dossier(path: str | Path) -> Dossier:
    """Read and check a dossier.

    Parameters
    ----------
    path
        Folder with a ``datapackage.json`` and the files that it names.

    Returns
    -------
    Dossier
        All tables typed; incidents joined to events, hotspots and positions.

    Raises
    ------
    DossierError
        With every problem found, each naming file, row, column and value.
    """
    folder = Path(path)
    descriptor = read_descriptor(folder)
    tables, offsets, written = _read_tables(folder, descriptor)
    problems = (
        *check_days(descriptor, tables, offsets=offsets),
        *check_keys(descriptor, tables, offsets=offsets),
    )
    _refuse(problems)
    joined = _join(tables, descriptor, located="incidents" in written)
    return Dossier(folder, descriptor, digest_files(folder, descriptor), MappingProxyType(joined))


def digest_files(folder: Path, descriptor: Descriptor) -> str:
    """Hash the descriptor and every resource's file: SHA-256 over names and contents, sorted by name."""
    digest = hashlib.sha256()
    for name in sorted({DESCRIPTOR, *(resource.path for resource in descriptor.resources)}):
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _refuse(problems: tuple[Problem, ...]) -> None:
    if not problems:
        return
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    raise DossierError(f"{problems[0]}{more}", problems)


def _read_tables(
    folder: Path, descriptor: Descriptor
) -> tuple[dict[str, pd.DataFrame], dict[str, int], frozenset[str]]:
    resources = {r.name: r for r in descriptor.resources}
    absent = [n for n in REQUIRED_TABLES if n not in resources]
    _refuse(tuple(Problem(DESCRIPTOR, None, "resources", n, "this resource is missing") for n in absent))
    written, changed = read_written(folder, resources)
    _refuse(changed)
    raws = {name: read_raw(folder, r) for name, r in resources.items() if r.schema and name not in written}
    pictures = [r for r in descriptor.resources if not r.schema and not (folder / r.path).is_file()]
    lost = tuple(
        Problem(r.path, None, "", "", f"this file is named in {DESCRIPTOR} but is missing") for r in pictures
    )
    found = [p for name, raw in raws.items() for p in check_rows(resources[name], raw)]
    found += [p for name, raw in raws.items() for p in _check_geometry(name, raw)]
    _refuse((*lost, *dict.fromkeys(found)))
    tables = {name: frame_from_rows(name, resources[name], raw) for name, raw in raws.items()}
    tables |= written
    tables |= {name: empty_frame(name) for name in STANDARD_COLUMNS if name not in tables}
    offsets = {name: 1 if raw.file.endswith(".geojson") else 2 for name, raw in raws.items()}
    return tables, offsets | dict.fromkeys(written, 2), frozenset(written)


def _check_geometry(name: str, raw: RawTable) -> list[Problem]:
    if name in GEOMETRY_TABLES and raw.geometries is None and not raw.problems:
        return [Problem(raw.file, None, "", "", "expected a GeoJSON or GeoParquet file")]
    return []


def _join(
    tables: Mapping[str, pd.DataFrame], descriptor: Descriptor, *, located: bool
) -> dict[str, pd.DataFrame]:
    incidents = join_incidents(
        tables["incidents"],
        events=tables["events"],
        hotspots=tables["hotspots"],
        uncertainty_m=descriptor.uncertainty_m,
    )
    said = {
        "claims_differ": claims_differ(incidents, tables["claims"]),
        "told_by": told_by(incidents, tables["accounts"]),
    }
    incidents = order_by_day(incidents.assign(**said))
    if located and set(POSITION_COLUMNS) <= set(tables["incidents"].columns):
        # joined when the file was written, and its digest shows that it is that file
        return {**tables, "incidents": incidents}
    position = locate_incidents(
        incidents,
        countries=tables["countries"],
        enclaves=tables["enclaves"],
        boundaries=tables["boundaries"],
        descriptor=descriptor,
    )
    return {**tables, "incidents": incidents.assign(**position)}
