"""Import files: each read in a process of its own, all joined and written as one dossier, or only checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.descriptor import DESCRIPTOR
from geo.dossier import Dossier
from geo.errors import IngestError
from geo.escape import file_name
from geo.importers.child import job_folder, make_job, read_in_child, take_file
from geo.importers.contract import FileReport, Note, Options, Rejected
from geo.importers.duplicates import Duplicate, find_duplicates, write_duplicates
from geo.importers.enrich import Layers, enrich, layers_of
from geo.importers.profiles import PROFILES, Profile
from geo.importers.read import INPUT, ROWS, Progress, quiet
from geo.importers.terms import NO_TERMS, attribution
from geo.importers.write import INCIDENTS, Imported, write_dossier, write_incidents, write_rejected

Enrich = Callable[[Sequence[Path], Layers, Progress], Iterator[pa.Table]]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its report, its parts of accepted incidents, and what its source row says."""

    report: FileReport
    parts: tuple[Path, ...] = ()
    profile: Profile = PROFILES["table"]
    labels: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import gave: a report per file, suggested duplicates, the folder (None when only checked)."""

    reports: tuple[FileReport, ...]
    duplicates: tuple[Duplicate, ...] = ()
    folder: Path | None = None

    @property
    def complete(self) -> bool:
        """Whether every row of every file was accepted."""
        return all(not report.rejected and report.refused is None for report in self.reports)


def enrich_here(parts: Sequence[Path], layers: Layers, progress: Progress) -> Iterator[pa.Table]:
    """Enrich parts one after the other in this process."""
    for part in parts:
        table = enrich(pq.read_table(part), layers)
        progress("joined", table.num_rows)
        yield table


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to import, what its owner calls it (an upload), and what is said of it alone."""

    path: Path
    name: str = ""
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """How an import runs: who hears of its progress, and who enriches its parts.

    Attributes
    ----------
    progress
        Called with a step (``waiting``, ``read``, ``checked``, ``joined``) and a number of rows; when it
        raises, the import ends and leaves nothing behind.
    enrich
        Gives enriched tables for parts, in their order.
    scratch
        Folder for the files that are read; None is the system's own for temporary files.
    """

    progress: Progress = quiet
    enrich: Enrich = enrich_here
    scratch: Path | None = None


def import_files(
    files: Sequence[InputFile],
    *,
    base: Dossier,
    out: Path | None = None,
    options: Options | None = None,
    steps: Steps | None = None,
) -> ImportResult:
    """Read files and, unless they are only checked, write their accepted rows as a dossier.

    Parameters
    ----------
    files
        Files of any supported format.
    base
        Dossier whose layers the incidents are joined to and shown with.
    out
        Folder to write; None only checks. It is written under another name and renamed when it is whole.

    Raises
    ------
    IngestError
        When the folder cannot be written. A file that is refused is told in its report instead.
    """
    how = steps or Steps()
    task = _Task(base, options or Options(), how.progress, write=out is not None)
    if out is not None:
        check_folder(out)
    with ExitStack() as stack:
        read = [task.read(file, stack.enter_context(job_folder(how.scratch))) for file in files]
        reports = tuple(one.report for one in read)
        parts = [part for one in read for part in one.parts]
        if out is None or not parts:
            return ImportResult(reports)
        staging = stack.enter_context(job_folder(out.parent))
        tables = how.enrich(parts, layers_of(base), task.progress)
        write_incidents(_distinct(tables), staging / INCIDENTS, _schema(parts))
        duplicates = find_duplicates(staging / INCIDENTS, base)
        _write_rest(staging, base, read, duplicates)
        replace_folder(staging, out)
    return ImportResult(reports, duplicates, out)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is the same for every file of an import."""

    base: Dossier
    options: Options
    progress: Progress
    write: bool

    def read(self, file: InputFile, folder: Path) -> ReadFile:
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
        return ReadFile(_report(name, digest, result), parts, profile, result["labels"], source)


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


def _schema(parts: Sequence[Path]) -> pa.Schema:
    """Give the columns of all parts together, in the order in which they are first met, once enriched."""
    fields: dict[str, pa.Field] = {}
    for part in parts:
        for one in pq.read_schema(part):
            fields.setdefault(one.name, one.remove_metadata() if one.metadata else one)
    added = [(name, pa.string()) for name in ("country", "enclave_id_in", "sector_id")]
    added += [("distance_km", pa.float64()), ("hotspot_km", pa.float64()), ("geometry", pa.binary())]
    kept = [one for name, one in fields.items() if name not in {"longitude", "latitude"}]
    return pa.schema([*kept, *(pa.field(name, kind) for name, kind in added)])


def _distinct(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Make ids distinct over files: each file's own are distinct already."""
    seen: set[str] = set()
    for table in tables:
        ids = table["incident_id"].to_pylist()
        fresh = []
        for one in ids:
            found, number = one, 1
            while found in seen:
                number += 1
                found = f"{one}#{number}"
            seen.add(found)
            fresh.append(found)
        yield table if fresh == ids else table.set_column(0, "incident_id", pa.array(fresh, pa.string()))


def _write_rest(
    staging: Path, base: Dossier, read: Sequence[ReadFile], duplicates: Sequence[Duplicate]
) -> None:
    used = [one for one in read if one.parts]
    own_files = {one.report.file for one in used if one.profile.name == "own"}
    labels = {code: label for one in used for code, label in one.labels.items()}
    columns = pq.read_table(staging / INCIDENTS, columns=["incident_id", "import_file", "source_ids"])
    own = columns.filter(pc.is_in(columns["import_file"], pa.array(sorted(own_files), pa.string())))
    imported = Imported(
        reports=[one.report for one in read],
        sources=[one.source for one in used],
        own_ids=frozenset(own["incident_id"].to_pylist()) & frozenset(base.incidents["incident_id"]),
        resource=_terms(used),
        labels=labels,
    )
    write_dossier(staging, base, imported)
    with (staging / "rejected.csv").open("w", encoding="utf-8", newline="") as file:
        write_rejected(file, [one.report for one in read])
    write_duplicates(staging / "duplicates.csv", duplicates)


def _terms(read: Sequence[ReadFile]) -> dict[str, Any]:
    """Give licence and attribution of all incidents: one file's, or a pointer to each row's own."""
    profiles = {one.profile.name: one.profile for one in read}
    named = sorted({_attribution(one) for one in read})
    one = next(iter(profiles.values()))
    licence = one.licence or NO_TERMS if len(profiles) == 1 else "several: see the column licence of each row"
    said = re.sub(r"[^A-Za-z0-9.]+", "-", licence).strip("-")
    path = {"path": one.licence_url} if len(profiles) == 1 and one.licence_url else {}
    described = " ".join(
        f"{r.report.file}: {r.report.accepted:,} of {r.report.rows_in:,} rows." for r in read
    )
    terms = {
        "description": f"Imported rows. {described} What was left out is listed in rejected.csv.",
        "licenses": [{"name": said, "title": licence, **path}],
        "attribution": "; ".join(named),
    }
    return {**terms, "restricted": True} if all(p.restricted for p in profiles.values()) else terms


def _attribution(read: ReadFile) -> str:
    return attribution(read.profile, Options(accessed=read.source.get("date", "")))


def check_folder(out: Path) -> None:
    """Make sure that a folder may be written: it is new, empty, or an earlier import.

    Raises
    ------
    IngestError
        When it holds something else, or lies where nothing can be written.
    """
    if not out.parent.is_dir():
        raise IngestError("output", f"{out.parent} is not a folder, so {out.name} cannot be made in it")
    if out.is_dir() and any(out.iterdir()) and not _is_import(out):
        raise IngestError("output", f"{out} holds files that are not of an import; name another folder")
    if out.exists() and not out.is_dir():
        raise IngestError("output", f"{out} is a file; name a folder")
    if not os.access(out.parent, os.W_OK):
        raise IngestError("output", f"{out.parent} cannot be written to")


def _is_import(folder: Path) -> bool:
    return (folder / DESCRIPTOR).is_file() and (folder / INCIDENTS).is_file()


def replace_folder(staging: Path, out: Path) -> None:
    """Put a finished folder at its final name; an earlier import is moved aside and then removed.

    Raises
    ------
    IngestError
        When the disk refuses.
    """
    staging.chmod(0o755)
    try:
        if out.exists():
            with job_folder(out.parent) as aside:
                out.rename(aside / "old")
                staging.rename(out)
        else:
            staging.rename(out)
    except OSError as error:
        raise IngestError("output", f"{out} cannot be written: {error.strerror or error}") from None
