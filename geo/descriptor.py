"""Read ``datapackage.json``: what a dossier is about, who its parties are, what each resource holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - a drawing has a field named date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.dates import parse_day
from geo.errors import DossierError, Problem
from geo.translations import read_translations

DESCRIPTOR = "datapackage.json"
_ID = re.compile(r"[A-Za-z0-9_.\-]{1,40}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the dispute; ``color`` is ``#rrggbb``, a hue that no flag or side owns."""

    id: str
    name: str
    adjective: str
    color: str


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who gives a figure; ``party`` is the id of the side it speaks for, or None for a third party."""

    id: str
    name: str
    party: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A dated state of open data in which lines are drawn; ``in_force_from`` is the day it is shown from."""

    id: str
    title: str
    date: str
    in_force_from: Date | None
    note: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in degrees, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a dossier: its Table Schema (``{}`` for a picture), licence and attribution.

    ``restricted`` says that its rows may not be passed on; ``hash`` is the SHA-256 of its file as hex, where
    whoever wrote the file stated it.
    """

    name: str
    path: str
    title: str
    description: str
    schema: Mapping[str, Any]
    licence: str
    licence_url: str
    attribution: str
    bounds: Bounds | None = None
    restricted: bool = False
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Everything a dossier says about itself, read from its ``datapackage.json``."""

    id: str
    title: str
    subtitle: str
    version: str
    created: str
    data_date: Date
    parties: tuple[Party, ...]
    claimants: tuple[Claimant, ...]
    centre: tuple[float, float]
    zoom: int
    bounds: Bounds
    metric_crs: str
    start: Date | None
    end: Date | None
    languages: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    uncertainty_m: Mapping[str, float | None]
    labels: Mapping[str, Mapping[str, str]]
    disclaimer: str
    cite: str
    base_note: str
    report: str
    resources: tuple[Resource, ...] = field(repr=False)
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    def label(self, kind: str, code: str) -> str:
        """Give the words for a code; a code without words is shown as it is, with spaces."""
        return self.labels.get(kind, {}).get(code) or code.replace("_", " ")

    def drawing_at(self, day: Date | None) -> Drawing | None:
        """Give the drawing in force on a day (None: the latest), or None when the dossier has none."""
        dated = [d for d in self.drawings if d.in_force_from and (day is None or d.in_force_from <= day)]
        if dated:
            return max(dated, key=lambda drawing: drawing.in_force_from or Date.min)
        undated = [drawing for drawing in self.drawings if drawing.in_force_from is None]
        return undated[-1] if undated else None


def read_descriptor(folder: Path) -> Descriptor:
    """Read and check the descriptor of a dossier.

    Raises
    ------
    DossierError
        When the file is missing, is no JSON, or lacks something that the map cannot do without.
    """
    path = folder / DESCRIPTOR
    if not path.is_file():
        raise DossierError(f"No dossier here: {folder.name or folder} has no file {DESCRIPTOR}.")
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _refuse("", f"is not JSON in UTF-8 ({error})") from None
    if not isinstance(package, dict):
        raise _refuse("", "must be a JSON object")
    try:
        return _descriptor(package)
    except KeyError as error:
        raise _refuse(str(error.args[0]), "this key is missing") from None
    except (TypeError, AttributeError, ValueError) as error:
        raise _refuse("dossier", f"has a value of the wrong kind ({error})") from None


def _refuse(column: str, message: str, value: str = "") -> DossierError:
    problem = Problem(DESCRIPTOR, None, column, value, message)
    return DossierError(str(problem), (problem,))


def _descriptor(package: dict[str, Any]) -> Descriptor:
    own = package["dossier"]
    dates = own.get("dates") or {}
    return Descriptor(
        id=_checked_id(own["id"]),
        title=str(own["title"]),
        subtitle=str(own.get("subtitle") or ""),
        version=str(package["version"]),
        created=str(package.get("created") or ""),
        data_date=parse_day(own["data_date"]),
        parties=tuple(sorted((_party(p) for p in own["parties"]), key=lambda party: party.id)),
        claimants=tuple(
            Claimant(str(c["id"]), str(c["name"]), c.get("party")) for c in own.get("claimants", ())
        ),
        centre=(float(own["centre"][0]), float(own["centre"][1])),
        zoom=int(own["zoom"]),
        bounds=Bounds(*map(float, own["bounds"])),
        metric_crs=str(own["metric_crs"]),
        start=_day_or_none(dates.get("start")),
        end=_day_or_none(dates.get("end")),
        languages=tuple(map(str, own.get("languages", ()))),
        drawings=tuple(_drawing(d) for d in own.get("drawings", ())),
        uncertainty_m=MappingProxyType(dict(own.get("uncertainty_m") or {})),
        labels=MappingProxyType({k: MappingProxyType(dict(v)) for k, v in own.get("labels", {}).items()}),
        disclaimer=str(own["disclaimer"]),
        cite=str(own.get("cite") or ""),
        base_note=str(own.get("base_note") or ""),
        report=str(own.get("report") or ""),
        resources=tuple(_resource(r, package) for r in package["resources"]),
        translations=read_translations(own),
    )


def _checked_id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError(f"id “{value}” must be letters, digits, dot, hyphen and underscore")
    return value


def _party(raw: dict[str, Any]) -> Party:
    if not _COLOR.fullmatch(str(raw["color"])):
        raise ValueError(f"party color “{raw['color']}” must be #rrggbb")
    return Party(str(raw["id"]), str(raw["name"]), str(raw.get("adjective") or raw["name"]), raw["color"])


def _drawing(raw: dict[str, Any]) -> Drawing:
    return Drawing(
        id=str(raw["id"]),
        title=str(raw["title"]),
        date=str(raw.get("date") or ""),
        in_force_from=_day_or_none(raw.get("in_force_from")),
        note=str(raw.get("note") or ""),
    )


def _day_or_none(value: Any) -> Date | None:
    return parse_day(value) if value else None


def _resource(raw: dict[str, Any], package: dict[str, Any]) -> Resource:
    licences = raw.get("licenses") or package.get("licenses") or [{}]
    for key in ("name", "path"):
        if not raw.get(key):
            raise KeyError(f"resources[].{key}")
    if not licences[0].get("name"):
        raise KeyError(f"resources[{raw['name']}].licenses")
    if not raw.get("attribution"):
        raise KeyError(f"resources[{raw['name']}].attribution")
    return Resource(
        name=str(raw["name"]),
        path=_inside(str(raw["path"])),
        title=str(raw.get("title") or raw["name"]),
        description=str(raw.get("description") or ""),
        schema=raw.get("schema") or {},
        licence=str(licences[0].get("title") or licences[0]["name"]),
        licence_url=str(licences[0].get("path") or ""),
        attribution=str(raw["attribution"]),
        bounds=Bounds(*map(float, raw["bounds"])) if raw.get("bounds") else None,
        restricted=raw.get("restricted") is True,
        hash=str(raw.get("hash") or "").removeprefix("sha256:"),
    )


def _inside(path: str) -> str:
    if path.startswith(("/", "\\")) or ".." in Path(path).parts or ":" in path or "\\" in path:
        raise ValueError(f"resource path “{path}” must stay inside the dossier's folder")
    return path
