"""Answer a page's requests to servers from packages of the npm registry, so that peers run with no network."""

from __future__ import annotations

import json
import mimetypes
import re
import subprocess
import tarfile
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

CACHE = Path(__file__).parents[1] / ".cache" / "bench" / "npm"
# jsDelivr and unpkg: package, version (a range is resolved by the registry), path
_PACKAGE = re.compile(
    r"https://(?:cdn\.jsdelivr\.net/npm|unpkg\.com)/((?:@[\w.-]+/)?[\w.-]+)(?:@([^/]+))?(?:/([^?]*))?"
)
# the same files at servers that name them in another way
_ALIASES = (
    (r"https://code\.jquery\.com/jquery-([\d.]+?)(?:\.min)?\.js", "jquery", r"\1", "dist/jquery.min.js"),
    (r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/([\d.]+)/.*", "requirejs", r"\1", "require.js"),
    (
        r"https://api\.tiles\.mapbox\.com/mapbox-gl-js/v([\d.]+)/(.*)",
        "mapbox-gl",
        r"\1",
        r"dist/\2",
    ),
    (r"https://ga\.jspm\.io/npm:es-module-shims@([\d.]+)/(.*)", "es-module-shims", r"\1", r"\2"),
    (
        r"https://cdnjs\.cloudflare\.com/ajax/libs/leaflet\.markercluster/([\d.]+)/(.*)",
        "leaflet.markercluster",
        r"\1",
        r"dist/\2",
    ),
    (
        r"https://cdnjs\.cloudflare\.com/ajax/libs/Leaflet\.awesome-markers/([\d.]+)/(.*)",
        "leaflet.awesome-markers",
        r"\1",
        r"dist/\2",
    ),
)


def locate(url: str) -> tuple[str, str, str] | None:
    """Tell which npm package, version and path stand for a URL; None for anything else."""
    url = unquote(url).split("?")[0]
    if found := _PACKAGE.fullmatch(url):
        name, version, path = found.groups()
        return name, version or "latest", path or ""
    for pattern, name, version, path in _ALIASES:
        if found := re.fullmatch(pattern, url):
            return name, found.expand(version), found.expand(path)
    return None


def answer(url: str) -> tuple[bytes, str] | None:
    """Give content and type for a URL; None where no package of the registry stands for it."""
    if "@deck.gl/jupyter-widget@" in url:
        # npm has it no more; pydeck's own package ships the same file for notebooks
        widget = files("pydeck") / "nbextension" / "static" / "index.js"
        return widget.read_bytes(), "text/javascript"
    if url.endswith("/style.json"):
        return b'{"version": 8, "sources": {}, "layers": []}', "application/json"
    found = locate(url)
    if found is None:
        return None
    root = unpack(found[0], found[1])
    if root is None:
        return None
    path = root / (found[2] or _entry(root))
    for candidate in (path, *(path.with_name(path.name + more) for more in (".js", ".min.js"))):
        if candidate.is_file():
            kind = mimetypes.guess_type(candidate.name)[0] or "application/octet-stream"
            return candidate.read_bytes(), kind
    return None


def unpack(name: str, version: str, *, cache: Path = CACHE) -> Path | None:
    """Fetch a package once and give its folder; None where the registry has no such one."""
    folder = cache / re.sub(r"[^\w.-]", "_", f"{name}@{version}")
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(cache)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603 - our own command
        packed = cache / (done.stdout.split() or ["-"])[-1]
        if done.returncode or not packed.is_file():
            return None
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
    return next(folder.iterdir(), None)


def _entry(root: Path) -> str:
    about = json.loads((root / "package.json").read_text(encoding="utf-8"))
    return str(about.get("jsdelivr") or about.get("unpkg") or about.get("main") or "index.js").removeprefix(
        "./"
    )
