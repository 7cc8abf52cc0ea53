"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import ExportError

TEMPORARY = ".marchland-"  # how the name of a file begins while it is written


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary name in the same folder, then a rename.

    Raises
    ------
    ExportError
        When the folder is missing or the disk refuses.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=TEMPORARY, delete=False) as file:
            temporary = file.name
            file.write(content)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
