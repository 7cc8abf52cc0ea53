"""A list of briefings to make: single ones, and series by event, month or hotspot."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geo import Dossier, ExportError, FilterError
from geo.briefing import briefing_from_options
from geo.escape import file_name
from geo.manifest import VERSION, hash_code, write_manifest
from layers.exports import SUFFIXES

_SERIES = ("event", "month", "hotspot")
_KNOWN = {
    "name", "formats", "query", "title", "note", "bbox", "paper", "no_online_tiles", "allow_restricted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One file to make: its name without folder, and what it shows."""

    name: str
    suffix: str
    options: Mapping[str, Any]

    @property
    def file(self) -> str:
        """Give the file's name."""
        return f"{self.name}{self.suffix}"

    def key(self, dossier: Dossier) -> str:
        """Give a digest of everything that the file depends on."""
        parts = {
            "marchland": VERSION,
            "code": hash_code(),
            "digest": dossier.digest,
            "suffix": self.suffix,
            "options": dict(self.options),
        }
        return hashlib.sha256(write_manifest(parts).encode()).hexdigest()


def read_batch(path: Path, dossier: Dossier) -> tuple[Task, ...]:
    """Read a list of briefings: tables ``[[briefing]]`` and ``[[series]]``, formats for all at the top.

    Raises
    ------
    ExportError
        When the file cannot be read, or two files would have one name.
    FilterError
        When a briefing asks for something that there is not.
    """
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExportError(f"{path.name} is no TOML: {error}.") from None
    formats = listed.get("formats", [".html"])
    rows = [dict(row) for row in listed.get("briefing", ())]
    for series in listed.get("series", ()):
        rows += _expand(dict(series), dossier)
    tasks = tuple(task for row in rows for task in _tasks(row, formats, dossier))
    name, times = max(Counter(task.file for task in tasks).items(), key=lambda pair: pair[1], default=("", 0))
    if times > 1:
        raise ExportError(f"{path.name} asks for {name} {times} times: give each briefing its own name.")
    return tasks


def _tasks(row: dict[str, Any], formats: Iterable[str], dossier: Dossier) -> Iterator[Task]:
    if unknown := sorted(row.keys() - _KNOWN):
        raise FilterError(f"A briefing has “{unknown[0]}”: expected some of {', '.join(sorted(_KNOWN))}.")
    name = file_name(str(row.get("name") or row.get("title") or row.get("query") or "briefing"))
    options = {key: row[key] for key in row.keys() - {"name", "formats"}}
    # read once now, so that a mistake is said before the first file is written
    checked = briefing_from_options(options, dossier=dossier).to_options()
    for suffix in row.get("formats", formats):
        if suffix not in SUFFIXES:
            raise FilterError(f"formats has “{suffix}”: expected some of {', '.join(SUFFIXES)}.")
        yield Task(name, suffix, checked)


def _expand(series: dict[str, Any], dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Make one briefing per event, month or hotspot that has incidents."""
    by = series.pop("by", "")
    if by not in _SERIES:
        raise FilterError(f"A series is by “{by}”: expected one of {', '.join(_SERIES)}.")
    stem, query = str(series.pop("name", by)), str(series.pop("query", ""))
    for key, title, added in _members(by, dossier):
        joined = "&".join(part for part in (query, added) if part)
        yield {"title": title, **series, "name": f"{stem}-{key}", "query": joined}


def _members(by: str, dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    incidents = dossier.incidents
    if by == "month":
        months = incidents["first_day"].dropna().dt.to_period("M").drop_duplicates().sort_values()
        for month in months:
            first, last = month.start_time.date(), month.end_time.date()
            title = f"{dossier.descriptor.title}, {month.strftime('%B %Y')}"
            yield str(month), title, f"start={first}&end={last}"
        return
    table, name = ("events", "title") if by == "event" else ("hotspots", "name")
    frame: pd.DataFrame = dossier.tables[table]
    held = frame[frame[f"{by}_id"].isin(set(incidents[f"{by}_id"].dropna()))].sort_values(f"{by}_id")
    for key, title in held[[f"{by}_id", name]].itertuples(index=False):
        yield key, title, f"{by}={key}"
