"""Make an export again and compare it with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geo import Dossier, FilterError
from geo.briefing import briefing_from_options
from geo.manifest import LIBRARIES, PROVES, VERSION, hash_code, hash_files, is_sealed
from layers.embedded import read_embedded
from layers.exports import BESIDE, make_export
from layers.file_rows import count_row_changes
from layers.stamp import is_intact

_INTACT = "The file itself is as it was written."
_NOT_INTACT = "Its content is not the one that its manifest was written for."
SAME, CHANGED, ALTERED, OTHER = "same", "dossier changed", "file altered", "made by other versions"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: one of the four outcomes, and why."""

    outcome: str
    reasons: tuple[str, ...] = ()

    def describe(self, name: str) -> str:
        """Say it in sentences."""
        proves = (PROVES,) if self.outcome == SAME else ()
        return " ".join([f"{name}: {self.outcome}.", *self.reasons, *proves])


def verify_export(path: Path, dossier: Dossier) -> Verdict:
    """Make a file again from the dossier by its own manifest, and compare byte for byte.

    Raises
    ------
    ExportError
        When the file cannot be read or carries no manifest.
    """
    manifest = read_embedded(path)
    if not is_sealed(manifest):
        return Verdict(ALTERED, ("The manifest was changed: its seal does not fit it.",))
    suffix = path.suffix.lower()
    if manifest.get("format") != (".html" if suffix == ".zip" else suffix):
        return Verdict(ALTERED, (f"Its manifest is that of a {manifest.get('format')} file.",))
    intact = is_intact(path.read_bytes(), suffix, manifest)
    changed = dossier.digest != manifest.get("dossier", {}).get("digest")
    if changed and not intact:
        return Verdict(ALTERED, (_NOT_INTACT, *_what_changed(manifest, dossier)))
    try:
        briefing = briefing_from_options(manifest.get("options", {}), dossier=dossier)
        again = make_export(dossier, briefing, suffix)
    except FilterError as error:
        found = _what_changed(manifest, dossier) if changed else []
        said = f"What its manifest asks for cannot be made: {error}"
        return Verdict(CHANGED if changed else ALTERED, (*found, said))
    if changed:
        rows = _which_rows(path.read_bytes(), again.content, suffix)
        return Verdict(CHANGED, (*_what_changed(manifest, dossier), *rows, _INTACT))
    verdict = _compare(path, again.content, again.beside, manifest, again.manifest)
    # of other versions the bytes may differ, but not from what the file says of itself
    return verdict if intact or verdict.outcome == ALTERED else Verdict(ALTERED, (_NOT_INTACT,))


def _compare(
    path: Path,
    content: bytes,
    beside: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    again: Mapping[str, Any],
) -> Verdict:
    if other := _other_versions(manifest, str(again["format"])):
        return Verdict(OTHER, (f"Install these to compare it: {other}.",))
    if dict(manifest) != dict(again):
        keys = sorted(key for key in {*manifest, *again} if manifest.get(key) != again.get(key))
        return Verdict(ALTERED, (f"Its manifest says otherwise than the dossier: {', '.join(keys)}.",))
    if (found := path.read_bytes()) != content:
        return Verdict(ALTERED, (_where(found, content),))
    if beside and path.with_name(path.name + BESIDE).read_bytes() != beside[BESIDE]:
        return Verdict(ALTERED, (f"{path.name}{BESIDE} is written otherwise.",))
    return Verdict(SAME)


def _where(found: bytes, content: bytes) -> str:
    first = next((n for n, (a, b) in enumerate(zip(found, content, strict=False)) if a != b), None)
    if first is None:
        return f"It has {len(found):,} bytes; made again it has {len(content):,}."
    line = content[:first].count(b"\n") + 1
    return f"It differs from byte {first + 1:,} (line {line:,}) on."


def _other_versions(manifest: Mapping[str, Any], suffix: str) -> str:
    own = {"marchland": VERSION, "marchland’s code": hash_code()} | {
        name: version(name) for name in LIBRARIES.get(suffix, ())
    }
    then = {"marchland": manifest.get("marchland"), "marchland’s code": manifest.get("code")} | dict(
        manifest.get("versions", {})
    )
    return ", ".join(f"{name} {value}" for name, value in sorted(then.items()) if own.get(name) != value)


def _what_changed(manifest: Mapping[str, Any], dossier: Dossier) -> list[str]:
    """Name the files of the dossier that are not those of the export."""
    made = manifest.get("dossier", {})
    then, now = made.get("files", {}), hash_files(dossier)
    said = []
    if made.get("id") != dossier.descriptor.id:
        said.append(f"It was made of another dossier, {made.get('id')}.")
    if made.get("version") != dossier.descriptor.version:
        said.append(f"It was made of version {made.get('version')}; this is {dossier.descriptor.version}.")
    for words, names in (
        ("Changed since", [n for n in then if n in now and then[n] != now[n]]),
        ("New since", [n for n in now if n not in then]),
        ("Gone since", [n for n in then if n not in now]),
    ):
        if names:
            said.append(f"{words}: {', '.join(sorted(names))}.")
    counts = made.get("rows", {})
    own = {name: len(frame) for name, frame in dossier.tables.items() if len(frame)}
    moved = [
        f"{name} {counts.get(name, 0)} → {own.get(name, 0)}"
        for name in sorted({*counts, *own})
        if counts.get(name, 0) != own.get(name, 0)
    ]
    return [*said, f"Rows: {', '.join(moved)}."] if moved else said


def _which_rows(found: bytes, again: bytes, suffix: str) -> tuple[str, ...]:
    """Count what came, went and changed among the rows that the file shows, where it holds rows."""
    counts = count_row_changes(found, again, suffix)
    if counts is None:
        return ()
    said = ", ".join(f"{kind}: {count}" for kind, count in counts.items())
    return (f"In what the file shows: {said or 'no incident or figure differs'}.",)
