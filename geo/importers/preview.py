"""Show what a file would become before it is imported: its first rows, its columns, what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.dossier import Dossier
from geo.errors import IngestError
from geo.importers.child import job_folder, make_job, read_in_child, take_file
from geo.importers.contract import Note, Options, Rejected
from geo.importers.intake import InputFile
from geo.importers.mapping import Guess
from geo.importers.profiles import PROFILES, Profile
from geo.importers.read import Progress, quiet


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file, as they stand and as they would be read.

    Attributes
    ----------
    choices
        Sheets or layers that could be read; empty where there is one only.
    before, after
        The first rows as they stand under ``columns``, and as read under ``geo.importers.peek.READ_AS``.
    rejected
        Those of the ``looked_at`` first rows that would be left out.
    problem
        Code and sentence of why the file cannot be read like this; None when it can.
    """

    kind: str = ""
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    spatial: bool = False
    assumed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    profile: Profile = PROFILES["table"]
    guesses: tuple[Guess, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    looked_at: int = 0
    problem: tuple[str, str] | None = None

    @property
    def opened(self) -> bool:
        """Whether the file could be opened as a table at all."""
        return bool(self.columns)


def preview_file(
    file: InputFile, *, base: Dossier, scratch: Path | None = None, progress: Progress = quiet
) -> Preview:
    """Look at the first rows of a file, in a process of its own.

    Parameters
    ----------
    file
        The file, with the options that it would be imported with.
    base
        Dossier that it would be imported into.
    scratch
        Folder for temporary files; None is the system's own.
    """
    name = file.name or file.path.name
    with job_folder(scratch) as folder:
        try:
            take_file(file.path, folder)
            job = {**make_job(name, "preview", base=base, write=True), "peek": True}
            raw = read_in_child(folder, job, file.options or Options(), progress=progress)
        except IngestError as error:
            return Preview(problem=(error.code, str(error)))
    return _preview(raw)


def _preview(raw: Mapping[str, Any]) -> Preview:
    return Preview(
        kind=raw["kind"],
        columns=tuple(raw["columns"]),
        choices=tuple(raw["choices"]),
        spatial=raw["spatial"],
        assumed=raw["assumed"],
        notes=tuple(
            Note(one["code"], one["message"], one["count"], tuple(one["rows"])) for one in raw["notes"]
        ),
        before=tuple(map(tuple, raw["before"])),
        after=tuple(map(tuple, raw["after"])),
        profile=PROFILES[raw["profile"]],
        guesses=tuple(Guess(**one) for one in raw["guesses"]),
        rejected=tuple(Rejected(**one) for one in raw["rejected"]),
        looked_at=raw["looked_at"],
        problem=tuple(raw["problem"]) if raw["problem"] else None,
    )
