"""Files that a visitor is about to add, each with what was said of it and what it would become."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard.upload_run import Run
from geo import Dossier, read_dossier
from geo.errors import IngestError
from geo.importers.contract import FileReport, Options
from geo.importers.files import ImportResult, InputFile, Steps, import_files
from geo.importers.limits import MAX_FILE_BYTES, MB
from geo.importers.mapping import MAX_MAPPING_BYTES, mapping_to_json, options_from_mapping
from geo.importers.preview import Preview, preview_file
from geo.importers.read import Progress
from geo.importers.sniff import EXTENSIONS

# files in one dossier of a visitor's own, and such dossiers at a time
MAX_FILES, MAX_KEPT = 8, 4
TYPES = tuple(sorted(suffix.removeprefix(".") for suffix in EXTENSIONS))


@dataclass
class DraftFile:
    """A file that was sent: where it lies, what it is called, how it is to be read."""

    path: Path
    name: str
    options: Options = field(default_factory=Options)
    preview: Preview | None = None

    def state(self, **changes: Any) -> None:
        """Say something about the file; what it would become is then looked at anew."""
        self.options, self.preview = replace(self.options, **changes), None

    def choose(self, target: str, column: str) -> None:
        """Say which column means what; an empty one says that none does."""
        self.state(columns={**self.options.columns, target: column})

    def as_input(self) -> InputFile:
        """Give the file as the importer takes it."""
        return InputFile(self.path, self.name, self.options)

    def mapping(self) -> str:
        """Give the mapping of columns to save, as ``ingest.py --mapping`` reads it too."""
        seen = self.preview or Preview()
        return mapping_to_json(seen.profile, seen.guesses, self.options)


@dataclass(frozen=True, slots=True)
class Made:
    """What an import gave, and the dossier that came of it; None when no row could be read."""

    result: ImportResult
    dossier: Dossier | None


@dataclass
class Draft:
    """What a visitor is adding: files, and the import once it has begun.

    Attributes
    ----------
    key
        Distinguishes the controls of this draft from those of an earlier one.
    refused
        Reports of an import that gave nothing.
    """

    key: str
    base: Dossier
    files: list[DraftFile]
    run: Run[Made] | None = None
    refused: tuple[FileReport, ...] = ()
    problem: str = ""


def begin(draft: Draft, folder: Path) -> None:
    """Begin the import of a draft's files into a new folder below the visitor's."""
    files = [file.as_input() for file in draft.files]
    out = folder / f"own-{draft.key}-{secrets.token_hex(2)}"

    def work(follow: Progress) -> Made:
        result = import_files(files, base=draft.base, out=out, steps=Steps(progress=follow, scratch=folder))
        return Made(result, read_dossier(out) if result.folder else None)

    draft.refused, draft.problem = (), ""
    draft.run = Run(work)


def look_at(file: DraftFile, base: Dossier, scratch: Path) -> Preview:
    """Give what a file would become, looked at once for the same words about it."""
    if file.preview is None:
        file.preview = preview_file(file.as_input(), base=base, scratch=scratch)
    return file.preview


def read_saved_mapping(content: bytes, name: str, *, accessed: str = "") -> Options:
    """Read a mapping that was saved as JSON.

    Raises
    ------
    IngestError
        When it is no JSON, or a key or value in it means nothing.
    """
    if len(content) > MAX_MAPPING_BYTES:
        raise IngestError("mapping", f"{name} is larger than {MAX_MAPPING_BYTES:,} bytes")
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise IngestError("mapping", f"{name} cannot be read as JSON") from None
    if not isinstance(raw, Mapping):
        raise IngestError("mapping", f"{name} holds no mapping of columns")
    return options_from_mapping(raw, Options(accessed=accessed), name=name)


def is_ready(files: Sequence[DraftFile]) -> bool:
    """Tell whether at least one file can be opened; what is wrong with others is said in the report."""
    return any(file.preview is not None and file.preview.opened for file in files)


def limit_mb(max_upload_mb: int) -> int:
    """Give the limit of a file in MB: the server's, which is the lower one, or the importer's."""
    return min(max_upload_mb, MAX_FILE_BYTES // MB)
