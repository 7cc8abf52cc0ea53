"""Read the time-zone polygons of one release, each in an environment of its own."""

import hashlib
import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from settings import BUILD, CACHE, RELEASES

# of the exported polygons, so that another platform's wheel is known to carry the same data
DIGESTS = {
    "2025a": "cd40b74c22ee4e955fdb3a4dbfd29453ab6fa8b2a6d2a5051c480210b040b72a",
    "2026c": "cb3cfce1f8b1b09b1a2e216a7b2a282a8d3bed30ba65e80ef7a345725b47c9f1",
}


def read_release(drawing: str, zones: list[str]) -> dict[str, Any]:
    """
    Read the polygons of some time zones from the release behind a drawing.

    Parameters
    ----------
    drawing
        Id of the drawing; ``releases/<id>.txt`` locks the packages of its environment.
    zones
        Names of time zones.

    Returns
    -------
    dict
        Zone name to polygons; each a list of rings of ``[lon, lat]`` in degrees (EPSG:4326).

    Raises
    ------
    ValueError
        When the polygons are not those recorded in ``DIGESTS``.
    """
    path = CACHE / f"zones-{drawing}.json"
    if not path.exists():
        python = _install_release(drawing)
        script = BUILD / "export_zones.py"
        subprocess.run([python, str(script), str(path), *zones], check=True)
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != DIGESTS[drawing]:
        raise ValueError(
            f"{path}: expected sha256 {DIGESTS[drawing]}, got {found}; delete it to export again"
        )
    polygons: dict[str, Any] = json.loads(content)
    return polygons


def _install_release(drawing: str) -> str:
    """Create the environment of a release unless the cache has it; return its Python."""
    folder = CACHE / f"venv-{drawing}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = folder / "installed"
    if not stamp.exists():
        print(f"installing the release behind drawing {drawing}")
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        lock: Path = RELEASES / f"{drawing}.txt"
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
        stamp.touch()
    return str(python)
