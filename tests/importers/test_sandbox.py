"""The process that reads a file: what it may open, what it may use, how it ends."""

import ctypes
import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_formats import GPX, KML, frame, shapefile, table_rows, workbook, zipped

from dossiers import write_dossier
from geo import read_dossier
from geo.errors import IngestError
from geo.importers import child, sandbox
from geo.importers.contract import Options
from geo.importers.files import InputFile, Steps, import_files
from samples import acled_rows, to_csv

ROOT = Path(__file__).parents[2]
TRIES = {
    "file": "open('/etc/passwd').read()",
    "list": "os.listdir('/etc')",
    "write": "open('/tmp/marchland-probe', 'w')",
    "write to a library": "open(os.path.join(os.path.dirname(os.__file__), 'probe.py'), 'w')",
    "socket": "socket.create_connection(('127.0.0.1', 9))",
    "name": "socket.getaddrinfo('example.org', 80)",
    "program": "subprocess.run(['true'])",
    "shell": "os.system('true')",
    "fork": "os.fork()",
    "database": "sqlite3.connect('/tmp/marchland-probe.db')",
    "delete": "os.remove('/tmp/marchland-none')",
    "link": "os.symlink('/etc/passwd', folder / 'x')",
    "file past Python": "pyarrow.OSFile('/etc/passwd').read()",
    "own file": "(folder / 'own').write_text('x')",
    "own memory": "bytearray(1_200_000_000)",
}
PROBE = """
import json, os, runpy, socket, sqlite3, subprocess, sys
from pathlib import Path
worker = runpy.run_path(sys.argv[3])
if sys.argv[4] == "walls":
    import ctypes
    # a kernel without landlock: the first of its calls is not there
    real = ctypes.CDLL.__getattr__
    def call(library, name):
        found = real(library, name)
        return (lambda number, *args: -1 if number == 444 else found(number, *args)) if name == "syscall" else found
    ctypes.CDLL.__getattr__ = call
left = worker["leave_network"]()
import pyarrow
from geo.importers.sandbox import shut_in
folder = Path(sys.argv[1])
said = {"left": left, "kept": shut_in(folder, size=1000, left=left)}
said["networks"] = Path("/proc/self/net/dev").read_text().count(":") if sys.argv[4] != "walls" else 1
for name, code in json.loads(sys.argv[2]).items():
    try:
        eval(code)
        said[name] = "done"
    except BaseException as error:
        said[name] = type(error).__name__
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return read_dossier(write_dossier(tmp_path_factory.mktemp("base") / "small"))


@pytest.fixture(scope="module", params=["landlock", "walls"])
def probed(request, tmp_path_factory):
    """Try what is not allowed, with what the kernel has, and as if it had no landlock."""
    folder = tmp_path_factory.mktemp("probe")
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder), json.dumps(TRIES), str(child.WORKER), request.param],
        env=sandbox.worker_environment(folder),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "attempt", [name for name in TRIES if not name.startswith("own") and "past" not in name]
)
def test_shut_in_process_may_not(probed, attempt):
    assert probed[attempt] == "PermissionError"


def test_shut_in_process_may_use_its_own_folder_and_little_memory(probed):
    assert probed["own file"] == "done"
    assert probed["own memory"] == "MemoryError"


def test_kernel_keeps_libraries_from_other_files_and_the_network(probed):
    needed = "reading files safely needs Linux with landlock, or with user namespaces"
    assert probed["left"], needed
    assert probed["kept"], needed
    assert probed["networks"] == 1
    assert probed["file past Python"] != "done"
    assert probed["own file"] == "done"


def test_only_the_drivers_allowed_are_registered(tmp_path):
    code = "import pyogrio; print('\\n'.join(pyogrio.list_drivers()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=sandbox.worker_environment(tmp_path),
        capture_output=True,
        check=True,
        text=True,
    )
    assert set(done.stdout.split("\n")) - {""} <= sandbox.GDAL_DRIVERS


def sample(tmp_path, kind):
    if kind == "parquet":
        frame().to_parquet(tmp_path / "f.parquet")
        return (tmp_path / "f.parquet").read_bytes()
    if kind == "gpkg":
        frame().to_file(tmp_path / "f.gpkg")
        return (tmp_path / "f.gpkg").read_bytes()
    return {
        "csv": lambda: to_csv(acled_rows()).encode(),
        "xlsx": lambda: workbook(table_rows()),
        "kml": lambda: KML.format(
            extra="<NetworkLink><Link><href>http://127.0.0.1:1/</href></Link></NetworkLink>"
        ).encode(),
        "kmz": lambda: zipped({"doc.kml": KML.format(extra="")}),
        "gpx": GPX.encode,
        "zip": lambda: shapefile(tmp_path),
        "geojson": lambda: frame().to_json().encode(),
    }[kind]()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "kml", "kmz", "gpx", "zip", "geojson", "gpkg", "parquet"])
def test_every_format_is_read_in_the_shut_in_process(tmp_path, base, kind):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(sample(tmp_path, kind))
    report = import_files([InputFile(path)], base=base).reports[0]
    assert report.refused is None
    assert report.accepted == report.rows_in > 0


WATCH = """
import atexit, json, os, runpy, sys
seen, home = [], sys.argv[2]
def watch(event, args):
    if event in ("open", "sqlite3.connect", "os.listdir", "os.scandir") and isinstance(args[0], (str, bytes)):
        seen.append([event, os.fsdecode(args[0])])
    elif event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork")):
        seen.append([event, ""])
    elif event == "marchland.started":
        seen.clear()
def write():
    # what native code holds open or has mapped shows here
    held = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}")]
    with open(os.path.join(home, "seen.json"), "w") as file:
        json.dump([seen, held], file)
sys.addaudithook(watch)
atexit.register(write)
real = print
def tell(*words, **options):
    real(*words, **options)
    if words[0] == "started":
        sys.audit("marchland.started")
import builtins
builtins.print = tell
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def listener():
    """Listen on this machine, and tell whether anybody came."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.fixture
def canary(tmp_path):
    """Give a file that hostile files point at, and a function that tells whether anybody opened it."""
    path = tmp_path / "canary"
    path.write_text("secret", encoding="utf-8")
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    opened = 0x20
    assert handle >= 0
    assert libc.inotify_add_watch(handle, os.fsencode(path), opened) >= 0

    def touched():
        try:
            return bool(os.read(handle, 4096))
        except BlockingIOError:
            return False

    yield path, touched
    os.close(handle)


def start_worker(tmp_path, name, content, before):
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / "input").write_bytes(content)
    job = {"name": name, "source_id": "s", "area": None, "known": {}, "write": True, "size": 1000}
    (folder / "job.json").write_text(json.dumps({**job, "options": {}}), encoding="utf-8")
    done = subprocess.run(
        [*before, str(child.WORKER), str(folder)],
        env=sandbox.worker_environment(folder),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


def foreign(folder, paths):
    allowed = tuple(map(str, (folder, *sandbox.library_folders())))
    own = ("/proc/", "pipe:", "anon_inode:", "/dev/null")
    return [
        path for path in paths if not os.path.realpath(path).startswith(allowed) and not path.startswith(own)
    ]


def pointing(tmp_path, kind, address, path):
    """Give a file of a kind that points at an address and at a file wherever it can."""
    content = sample(tmp_path, kind)
    links = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink><Style><IconStyle><Icon>"
    links += f"<href>file://{path}</href></Icon></IconStyle></Style>"
    if kind in {"kml", "kmz"}:
        text = KML.format(extra=links)
        return text.encode() if kind == "kml" else zipped({"doc.kml": text})
    if kind == "csv":
        return content.replace(b"Shots were exchanged.", f"=WEBSERVICE('{address}') file://{path}".encode())
    return content


KINDS = ["csv", "xlsx", "kml", "kmz", "gpx", "zip", "geojson", "gpkg", "parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_foreign_is_opened_and_nobody_is_called_while_a_file_is_read(
    tmp_path, kind, listener, canary
):
    path, touched = canary
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.kml"
    content = pointing(tmp_path, kind, address, path)
    before = [sys.executable, "-P", "-c", WATCH]
    folder = start_worker(tmp_path, f"a.{kind}", content, before)
    seen, held = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    assert str(folder / "result.json") in [name for event, name in seen if event == "open"]
    assert not [
        event
        for event, _ in seen
        if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix", "os.fork"))
    ]
    assert not foreign(folder, [name for event, name in seen if event == "open" and name.startswith("/")])
    assert not foreign(folder, held)
    assert json.loads((folder / "result.json").read_text(encoding="utf-8"))["accepted"] > 0
    assert not touched()
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_watchers_see_what_they_watch_for(listener, canary):
    path, touched = canary
    path.read_text(encoding="utf-8")
    assert touched()
    with socket.create_connection(listener.getsockname()):
        select.select([listener], [], [], 5)
        listener.accept()[0].close()


# a second pair of eyes where it is installed: every call that reaches the kernel
if shutil.which("strace"):

    @pytest.mark.parametrize("kind", ["csv", "zip", "gpkg"])
    def test_kernel_sees_no_connection_and_no_foreign_file(tmp_path, kind):
        log = tmp_path / "trace"
        call = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=connect,sendto,open,openat,write"]
        content = sample(tmp_path, kind)
        folder = start_worker(tmp_path, f"a.{kind}", content, [*call, sys.executable, "-P"])
        lines = log.read_text(encoding="utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if "started" in line)
        assert not [line for line in lines if "AF_INET" in line]
        found = (re.search(r'open\w*\(.*?"(/[^"]+)".* = \d+$', line) for line in lines[start:])
        opened = [match[1] for match in found if match]
        assert str(folder / "input") in opened
        assert not foreign(folder, opened)


def test_file_that_needs_too_much_memory_is_refused(tmp_path, base):
    path = tmp_path / "a.geojson"
    path.write_text('{"a":[' + "[]," * 19_000_000 + "[]]}", encoding="utf-8")
    report = import_files([InputFile(path)], base=base).reports[0]
    assert report.refused[0] == "memory"


def test_reader_that_hangs_is_given_up(tmp_path, base, monkeypatch):
    monkeypatch.setattr(child, "_seconds", lambda _size: 0.0)
    path = tmp_path / "a.csv"
    path.write_text(to_csv(acled_rows() * 20_000), encoding="utf-8")
    start = time.monotonic()
    report = import_files([InputFile(path)], base=base).reports[0]
    assert report.refused[0] == "too-slow"
    assert time.monotonic() - start < 30


def test_reader_that_is_killed_leaves_a_sentence_and_no_file(tmp_path, base, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    started = []
    real = subprocess.Popen

    def note(*args, **kwargs):
        started.append(real(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(child.subprocess, "Popen", note)
    path = tmp_path / "a.csv"
    path.write_text(to_csv(acled_rows() * 20_000), encoding="utf-8")
    steps = Steps(progress=lambda step, _rows: started[-1].kill() if step == "read" else None)
    result = import_files([InputFile(path)], base=base, out=tmp_path / "out", steps=steps)
    assert result.reports[0].refused[0] == "memory"
    assert not list((tmp_path / "temporary").iterdir())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device"])
def test_what_is_no_regular_file_is_refused(tmp_path, kind):
    path = {"missing": tmp_path / "none.csv", "folder": tmp_path, "device": Path("/dev/zero")}.get(
        kind, tmp_path / "pipe.csv"
    )
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(IngestError):
        child.take_file(path, tmp_path)


def test_options_travel_to_the_reading_process(tmp_path, base):
    path = tmp_path / "a.csv"
    path.write_text("a;b;c;d\n1;03/04/2024;50,5;10,9\n", encoding="utf-8")
    columns = {"incident_id": "a", "date_start": "b", "latitude": "c", "longitude": "d"}
    options = Options(columns=columns, date_order="mdy", constants={"geo_precision": "near"})
    result = import_files([InputFile(path)], base=base, out=tmp_path / "out", options=options)
    row = read_dossier(result.folder).incidents.iloc[0]
    assert str(row["date_start"].date()) == "2024-03-04"
    assert row["geo_precision"] == "near"
