"""Import files: each read in a process of its own, all joined and written as one dossier, or only checked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from geo.dossier import Dossier
from geo.importers.assemble import write_rest
from geo.importers.child import job_folder
from geo.importers.contract import FileReport, Options
from geo.importers.duplicates import Duplicate, find_duplicates
from geo.importers.enrich import layers_of
from geo.importers.folder import check_folder, replace_folder
from geo.importers.intake import InputFile, Intake
from geo.importers.limits import INCIDENTS
from geo.importers.parts import Enrich, distinct_ids, enrich_here, schema_of_parts
from geo.importers.read import Progress, quiet
from geo.importers.write import write_incidents

__all__ = ["ImportResult", "InputFile", "Steps", "import_files"]


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
    task = Intake(base, options or Options(), how.progress, write=out is not None)
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
        write_incidents(distinct_ids(tables), staging / INCIDENTS, schema_of_parts(parts))
        duplicates = find_duplicates(staging / INCIDENTS, base)
        write_rest(staging, base, read, duplicates)
        replace_folder(staging, out)
    return ImportResult(reports, duplicates, out)
