"""Say which column of a file means what: as saved, as a codebook says, else guessed with a reason."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from geo.errors import IngestError, shorten
from geo.importers.contract import Options
from geo.importers.header import fold_name
from geo.importers.names import SYNONYMS
from geo.importers.profiles import PROFILES, Profile

MAPPING_KEYS = (
    "format", "columns", "values", "constants", "date_order", "crs", "encoding", "sheet", "layer",
    "no_position",
)  # fmt: skip
MAX_MAPPING_BYTES = 200_000
# one of these pairs of names says the same thing; where both stand in a file, the user chooses
# taken when nothing better is there
_FALLBACKS = {"date_start": frozenset({"year", "год", "jahr", "annee", "année", "año"})}
_AMBIGUOUS_NEEDS = ("latitude", "longitude", "date_start")


@dataclass(frozen=True, slots=True)
class Guess:
    """One column of a mapping: ours, theirs, and why."""

    target: str
    column: str
    reason: str


def read_mapping(path: Path, options: Options) -> Options:
    """Read a mapping file (YAML or JSON); what the options state already wins.

    Raises
    ------
    IngestError
        When the file cannot be read, or has a key or value that means nothing.
    """
    try:
        if path.stat().st_size > MAX_MAPPING_BYTES:
            raise IngestError("mapping", f"{path.name} is larger than {MAX_MAPPING_BYTES:,} bytes")
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise IngestError("mapping", f"{path.name} cannot be read as YAML or JSON: {error}") from None
    if not isinstance(raw, dict):
        raise IngestError("mapping", f"{path.name}: expected keys {', '.join(MAPPING_KEYS)}")
    return options_from_mapping(raw, options, name=path.name)


def options_from_mapping(raw: Mapping[str, Any], options: Options, *, name: str = "mapping") -> Options:
    """Fill in what options leave open from a saved mapping.

    Raises
    ------
    IngestError
        When a key or value means nothing.
    """
    unknown = [str(key) for key in raw if key not in MAPPING_KEYS]
    if unknown:
        raise IngestError(
            "mapping", f"{name}: “{shorten(unknown[0])}” is not one of {', '.join(MAPPING_KEYS)}"
        )
    changes: dict[str, Any] = {}
    for key, value in raw.items():
        stated = getattr(options, key)
        if not stated or (key, stated) == ("format", "auto"):
            changes[key] = _checked_value(key, value, name)
    for target in (*changes.get("columns", ()), *changes.get("constants", ()), *changes.get("values", ())):
        if target not in SYNONYMS:
            raise IngestError("mapping", f"{name}: “{shorten(target)}” is not one of {', '.join(SYNONYMS)}")
    if changes.get("format", "auto") not in {"auto", *PROFILES}:
        raise IngestError(
            "mapping", f"{name}: format “{changes['format']}” is not auto, acled, ucdp or table"
        )
    return replace(options, **changes)


def _checked_value(key: str, value: Any, name: str) -> Any:
    if key in {"columns", "constants"}:
        return _texts(value, f"{name}: {key}")
    if key == "values":
        return {target: _texts(words, f"{name}: values") for target, words in _dict(value, name).items()}
    if key == "no_position":
        return value is True
    return "" if value is None else str(value)


def _dict(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise IngestError("mapping", f"{name}: expected names and values, found “{shorten(str(value))}”")
    return {str(key): item for key, item in value.items()}


def _texts(value: Any, name: str) -> dict[str, str]:
    return {key: str(item) for key, item in _dict(value, name).items() if item is not None}


def mapping_to_json(profile: Profile, guesses: Sequence[Guess], options: Options) -> str:
    """Write a mapping so that ``--mapping`` reads it back."""
    unmapped = {target: "" for target, column in options.columns.items() if not column}
    saved = {"format": profile.name, "columns": {g.target: g.column for g in guesses} | unmapped}
    stated = {key: getattr(options, key) for key in MAPPING_KEYS[2:]}
    own = {
        key: value if isinstance(value, str | bool) else dict(value) for key, value in stated.items() if value
    }
    return json.dumps({**saved, **own}, ensure_ascii=False, indent=1)


def map_columns(columns: Sequence[str], profile: Profile, options: Options) -> tuple[Guess, ...]:
    """Map our columns to a file's.

    Raises
    ------
    IngestError
        When a saved mapping names a column that is not there, or two columns could be meant.
    """
    stated = _stated(columns, options)
    folded: dict[str, str] = {}
    for column in columns:
        folded.setdefault(fold_name(column), column)
    found = dict(stated)
    unmapped = {target for target, column in options.columns.items() if not column}
    for target, names in profile.columns.items():
        match = next((folded[name] for name in names if name in folded), None)
        if match is not None and target not in found and target not in unmapped:
            reason = f"“{match}” is a column of {profile.publisher or profile.name}"
            found[target] = Guess(target, match, reason)
    if not profile.columns:
        _guess_by_name(columns, found, own=profile.name == "own", unmapped=unmapped)
    return tuple(found.values())


def _stated(columns: Sequence[str], options: Options) -> dict[str, Guess]:
    found = {}
    for target, column in options.columns.items():
        if not column:
            continue
        match = next((c for c in columns if c == column), None) or next(
            (c for c in columns if fold_name(c) == fold_name(column)), None
        )
        if match is None:
            raise IngestError(
                "mapping-column",
                f"has no column “{shorten(column)}”, which the mapping names for {target}. "
                f"Its columns: {shorten(', '.join(columns), limit=300)}",
            )
        found[target] = Guess(target, match, "the mapping says so")
    return found


def _guess_by_name(
    columns: Sequence[str], found: dict[str, Guess], *, own: bool, unmapped: Collection[str]
) -> None:
    taken = {guess.column for guess in found.values()}
    for target, names in SYNONYMS.items():
        if target in found or target in unmapped:
            continue
        free = [c for c in columns if c not in taken]
        known = [c for c in free if (c == target if own else fold_name(c) in names)]
        if len(known) > 1 and target in _AMBIGUOUS_NEEDS:
            raise IngestError(
                "ambiguous-column",
                f"has two columns that can be the {target}: “{shorten(known[0])}” and “{shorten(known[1])}”. "
                "Say which with --mapping",
            )
        if known:
            found[target] = Guess(target, known[0], f"“{shorten(known[0])}” is a usual name for {target}")
            taken.add(known[0])
    for target, names in () if own else _FALLBACKS.items():
        last = [c for c in columns if fold_name(c) in names and c not in taken]
        if target not in found and target not in unmapped and last:
            found[target] = Guess(
                target, last[0], f"“{shorten(last[0])}” is the only column that tells a {target}"
            )
