"""The folder of an import: may it be written, and put it in place whole."""

from __future__ import annotations

import os
from pathlib import Path

from geo.descriptor import DESCRIPTOR
from geo.errors import IngestError
from geo.importers.child import job_folder
from geo.importers.limits import INCIDENTS


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
