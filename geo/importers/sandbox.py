"""Shut a process in before it opens a file from elsewhere: memory, time, files, network."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geo.importers.landlock import has_landlock, lock_files
from geo.importers.limits import (
    MB,
    WORKER_CPU_SECONDS,
    WORKER_CPU_SECONDS_PER_MB,
    WORKER_FILE_BYTES,
    WORKER_MEMORY_BYTES,
)
from geo.importers.walls import wall_in

GDAL_DRIVERS = frozenset({"ESRI Shapefile", "MEM"})
# everything else that GDAL 3.12 brings; a test compares this with what is really registered
GDAL_SKIPPED = (
    "ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,ESRIJSON,Elasticsearch,FlatGeobuf,GDALG,"
    "GML,GPKG,GPSBabel,GPX,GTFS,GeoJSON,GeoJSONSeq,GeoRSS,HTTP,Idrisi,JML,JSONFG,KML,LIBKML,LVBAG,MBTiles,MVT,"
    "MapInfo "
    "File,MapML,MiraMonVector,NGW,OAPIF,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,OSM,OpenFileGDB,PCIDSK,PDF,PDS4,"
    "PGDUMP,PLSCENES,PMTiles,S57,SQLite,SXF,Selafin,TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX"
)
_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn",
    "os.startfile",
    "pty.", "ftplib.", "http.client.", "imaplib.", "smtplib.", "telnetlib.", "urllib.", "webbrowser.",
    "winreg.",
    "os.link", "os.symlink", "os.kill", "os.putenv", "ctypes.dlopen/",
)  # fmt: skip
_PATHS = frozenset(
    {
        "open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod",
        "os.chown",
        "os.truncate", "shutil.copyfile", "shutil.rmtree", "shutil.move", "sqlite3.connect", "glob.glob",
    }
)  # fmt: skip


def worker_environment(folder: Path) -> dict[str, str]:
    """Give the environment of the reading process: GDAL by allow-list, no network, no extra threads."""
    root = Path(__file__).parents[2]
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH", "PATH") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": str(folder),
        "TZ": "UTC",
        "GDAL_SKIP": GDAL_SKIPPED,
        "OGR_SKIP": GDAL_SKIPPED,
        "GDAL_DRIVER_PATH": "disable",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "PROJ_NETWORK": "OFF",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_IO_THREADS": "1",
        # other allocators reserve far more address space than they use, which the memory limit counts
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
    }


def shut_in(folder: Path, *, size: int, left: bool = False) -> bool:
    """Limit this process for good; everything it needs must be imported already.

    Parameters
    ----------
    folder
        The only folder that it may write to, and, besides Python itself, read from.
    size
        Bytes of the file (unpacked), by which the processor time is set.
    left
        Whether the process has left the network, and where there is no landlock its mounts.

    Returns
    -------
    bool
        Whether the kernel keeps it in its folder; Python's own calls are refused in any case.
    """
    readable = library_folders()
    limit_resources(size)
    kept = lock_files(readable=readable, writable=folder)
    if not kept and left and not has_landlock():
        kept = wall_in(readable=readable, writable=folder)
    sys.addaudithook(make_guard(folder, readable))
    return kept


def limit_resources(size: int) -> None:
    """Set the limits on memory, processor time and file size, where the system has them."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    seconds = int(_cpu_used() + WORKER_CPU_SECONDS + WORKER_CPU_SECONDS_PER_MB * size / MB) + 1
    memory = _address_space() + WORKER_MEMORY_BYTES
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, WORKER_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (allowed, allowed))


def make_guard(folder: Path, readable: tuple[Path, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """Give an audit hook that refuses sockets, programs, and files outside some folders."""
    inside = os.path.realpath(folder)
    libraries = tuple(os.path.realpath(place) for place in readable)

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED):
            raise PermissionError(f"reading a file may not use {event}")
        if event in _PATHS and args and isinstance(args[0], str | bytes | os.PathLike):
            path = os.path.realpath(os.fsdecode(args[0]).removeprefix("file:").partition("?")[0])
            if _below(path, inside):
                return
            writes = event != "open" or (
                len(args) > 1 and isinstance(args[1], str) and set(args[1]) & set("wax+")
            )
            lists = event in {"os.listdir", "os.scandir"}
            if (writes and not lists) or not any(_below(path, place) for place in libraries):
                raise PermissionError(f"reading a file may not open {path}")

    return guard


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def library_folders() -> tuple[Path, ...]:
    """List the folders of Python, its libraries and the system's, which may be read."""
    paths = {
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
        *(path for path in sys.path if path and Path(path) != Path(__file__).parents[2]),
        sys.prefix,
        sys.base_prefix,
        str(Path(__file__).parents[1]),
    }
    system = (
        "/lib",
        "/lib64",
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/usr/share/zoneinfo",
        "/proc/self",
        "/proc/meminfo",
        "/dev/null",
        "/dev/urandom",
        "/sys/devices/system/cpu",
    )
    found = {Path(os.path.realpath(path)) for path in (*paths, *system)}
    return tuple(sorted(path for path in found if path.exists() and path != Path("/")))


def _cpu_used() -> float:
    times = os.times()
    return times.user + times.system


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 500 * MB
    return pages * os.sysconf("SC_PAGE_SIZE")
