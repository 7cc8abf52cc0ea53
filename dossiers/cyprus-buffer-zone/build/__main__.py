# ruff: noqa: INP001
"""Build the files of this dossier: ``python dossiers/cyprus-buffer-zone/build``."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# the steps that both dossiers share are the default dossier's
sys.path.append(str(HERE.parents[2] / "data" / "build"))

from evidence import write_evidence  # noqa: E402
from shapes import write_shapes  # noqa: E402
from towns import write_towns  # noqa: E402

if __name__ == "__main__":
    write_evidence()
    write_shapes()
    write_towns()
