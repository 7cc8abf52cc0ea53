"""Take in one file of an import: have it read, and say what it gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.dossier import Dossier
from geo.errors import IngestError
from geo.escape import file_name
from geo.importers.child import make_job, read_in_child, take_file
from geo.importers.contract import FileReport, Note, Options, Rejected
from geo.importers.figures import Figure
from geo.importers.profiles import PROFILES, Profile
from geo.importers.read import INPUT, ROWS, Progress


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to import, what its owner calls it (an upload), and what is said of it alone."""

    path: Path
    name: str = ""
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its report, its parts of accepted incidents, its source row, its figures."""

    report: FileReport
    parts: tuple[Path, ...] = ()
    profile: Profile = PROFILES["table"]
    labels: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """What is the same for every file of an import."""

    base: Dossier
    options: Options
    progress: Progress
    write: bool

    def read(self, file: InputFile, folder: Path) -> ReadFile:
        """Read a file in a process of its own; a refusal is told in the report."""
        name = file.name or file.path.name
        options = file.options or self.options
        digest = ""
        try:
            digest = take_file(file.path, folder)
            source_id = f"import-{file_name(Path(name).stem, default='file')[:40]}-{digest[:8]}"
            job = make_job(name, source_id, base=self.base, write=self.write)
            result = read_in_child(folder, job, options, progress=self.progress)
        except IngestError as error:
            note = Note(error.code, f"{name} {error}.", 1)
            return ReadFile(FileReport(name, digest, warnings=(note,), refused=(error.code, str(error))))
        (folder / INPUT).unlink()
        (folder / ROWS).unlink(missing_ok=True)
        profile = PROFILES[result["profile"]]
        source = _source(source_id, name, profile, options)
        parts = tuple(folder / part for part in result["parts"])
        figures = tuple(Figure(**one) for one in result["figures"])
        return ReadFile(_report(name, digest, result), parts, profile, result["labels"], source, figures)


def _report(name: str, digest: str, result: Mapping[str, Any]) -> FileReport:
    return FileReport(
        file=name,
        sha256=digest,
        rows_in=result["rows_in"],
        accepted=result["accepted"],
        rejected=tuple(
            Rejected(**{**one, "message": f"{name}, {one['message']}."}) for one in result["rejected"]
        ),
        warnings=tuple(
            Note(one["code"], f"{name}: {one['message']}", one["count"], tuple(one["rows"]))
            for one in result["notes"]
        ),
        assumed=result["assumed"],
        mapping=tuple((one["target"], one["column"], one["reason"]) for one in result["guesses"]),
    )


def _source(source_id: str, name: str, profile: Profile, options: Options) -> dict[str, str]:
    return {
        "source_id": source_id,
        "publisher": profile.publisher or "Imported file",
        "title": name,
        "date": options.accessed,
        "url": profile.url,
        "dated": "stated" if options.accessed else "",
    }
