"""The proof that an export carries: of which dossier and choice it was made, and what it leaves out."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geo.briefing import Briefing
from geo.caption import describe_counts
from geo.descriptor import DESCRIPTOR
from geo.dossier import Dossier
from geo.errors import ExportError
from geo.licences import Withheld
from geo.summary import Counts, count_incidents

VERSION = "0.1.0"
KIND = "marchland-export"
PROVES = (
    "Whoever has the dossier can make this file again, byte for byte, and see that it is unaltered. "
    "That does not show who made it."
)
# what decides about the bytes of a format, besides our own code
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    ".html": ("folium", "django-js-lib-leaflet"),
    ".csv": ("pandas",),
    ".xlsx": ("openpyxl",),
    ".geojson": ("shapely",),
    ".gpkg": ("pyogrio",),
    ".kml": (),
    ".parquet": ("geopandas", "pyarrow"),
    ".png": ("matplotlib",),
    ".svg": ("matplotlib",),
    ".pdf": ("matplotlib",),
}
_CODE = frozenset({".py", ".js", ".css", ".html", ".json"})
CSV_NOTE = "A text cell that a spreadsheet would run as a formula has an apostrophe before it."


def build_manifest(
    dossier: Dossier, briefing: Briefing, *, suffix: str, withheld: Withheld | None = None
) -> dict[str, Any]:
    """Say what an export is made of; plain values, the same for the same request.

    Parameters
    ----------
    dossier
        As it is released: without the rows that ``withheld`` counts.
    suffix
        Extension of the format, such as ``.csv``.
    """
    withheld = withheld or Withheld()
    counts = count_incidents(dossier, briefing.filters)
    manifest: dict[str, Any] = {
        "kind": KIND,
        "marchland": VERSION,
        "format": suffix,
        "dossier": _dossier(dossier),
        "options": briefing.to_options(),
        "command": write_command(briefing, suffix),
        "says": briefing.filters.describe(dossier),
        "counts": asdict(counts),
        "counts_say": describe_counts(counts),
        "left_out": _left_out(counts, withheld),
        "licences": _licences(dossier),
        "versions": {name: version(name) for name in LIBRARIES.get(suffix, ())},
        "code": hash_code(),
        "proves": PROVES,
    }
    if withheld.rows:
        manifest["restricted"] = {
            "says": withheld.describe(),
            "rows": dict(withheld.rows),
            "by_month_and_sector": [dict(row) for row in withheld.by_month_and_sector],
        }
    if suffix == ".csv":
        manifest["csv_note"] = CSV_NOTE
    return seal(manifest)


@lru_cache(maxsize=1)
def hash_code() -> str:
    """Give the start of a SHA-256 over our own code and templates, which decide about the bytes too."""
    root, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(p for name in ("geo", "layers") for p in (root / name).rglob("*.*")):
        if path.suffix in _CODE and path.is_file():
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def seal(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Add the SHA-256 of everything else in the manifest, so that a change in it alone can be seen."""
    rest = {key: value for key, value in manifest.items() if key != "seal"}
    return {**rest, "seal": hashlib.sha256(write_manifest(rest).encode()).hexdigest()}


def is_sealed(manifest: Mapping[str, Any]) -> bool:
    """Tell whether a manifest's seal fits the rest of it."""
    return bool(seal(manifest)["seal"] == manifest.get("seal"))


def write_manifest(manifest: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Write a manifest as JSON of ASCII letters, keys in order."""
    return json.dumps(manifest, sort_keys=True, ensure_ascii=True, indent=indent)


def parse_manifest(text: str) -> dict[str, Any]:
    """Read a manifest.

    Raises
    ------
    ExportError
        When the text is no manifest of ours.
    """
    try:
        manifest = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise ExportError("The manifest cannot be read.")
    return manifest


def write_command(briefing: Briefing, suffix: str) -> str:
    """Give the command that makes an export again, without the names of folders."""
    words = ["export.py", "-o", f"briefing{suffix}"]
    for key, value in briefing.to_options().items():
        words.append(f"--{key.replace('_', '-')}")
        if key == "bbox":
            # one word, since a first number below zero would be taken for an option
            words[-1] += "=" + ",".join(f"{number:g}" for number in value)
        elif value is not True:
            # a comma need not be escaped in an address, and is easier to read
            words.append(str(value).replace("%2C", ",") if key == "query" else str(value))
    return shlex.join(words)


def hash_files(dossier: Dossier) -> dict[str, str]:
    """Give the SHA-256 of each file of a dossier that is still where it was read."""
    names = sorted({DESCRIPTOR, *(resource.path for resource in dossier.descriptor.resources)})
    return {
        name: hashlib.sha256((dossier.path / name).read_bytes()).hexdigest()
        for name in names
        if (dossier.path / name).is_file()
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    descriptor = dossier.descriptor
    return {
        "id": descriptor.id,
        "title": descriptor.title,
        "version": descriptor.version,
        "data_date": descriptor.data_date.isoformat(),
        "digest": dossier.digest,
        "files": hash_files(dossier),
        "rows": {name: len(frame) for name, frame in sorted(dossier.tables.items()) if len(frame)},
    }


def _left_out(counts: Counts, withheld: Withheld) -> list[dict[str, Any]]:
    reasons = [("filtered out", counts.filtered), ("no date", counts.undated)]
    if not withheld.reason:
        reasons.append(("licence does not allow passing on", withheld.rows.get("incidents", 0)))
    return [{"reason": reason, "count": count} for reason, count in reasons if count]


def _licences(dossier: Dossier) -> list[dict[str, str]]:
    return [
        {
            "resource": resource.name,
            "licence": resource.licence,
            "url": resource.licence_url,
            "attribution": resource.attribution,
        }
        for resource in dossier.descriptor.resources
    ]
