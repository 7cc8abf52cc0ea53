"""A batch in a process of its own that is killed for good: no half file, and memory that does not grow."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from dossiers import write_dossier
from geo.files import TEMPORARY
from layers.batch import INDEX, LEDGER

ROOT = Path(__file__).parents[2]
FEW, MANY = 100, 1000


def write_list(path, *, number, formats=(".html",)):
    """Ask for so many briefings, each with its own title and first day."""
    rows = "\n".join(
        f'[[briefing]]\nname = "b{n:04d}"\ntitle = "Briefing {n}"\n'
        f'query = "start=20{10 + n % 13}-0{1 + n % 9}-01"'
        for n in range(number)
    )
    path.write_text(f"formats = {list(formats)}\n{rows}\n", encoding="utf-8")
    return path


@contextmanager
def batch(dossier, listed, folder):
    """Run the command in a process of its own, which does not outlive the block."""
    command = [sys.executable, "export.py", str(dossier), "--batch", str(listed), "-o", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(dossier, listed, folder):
    """Run a batch to its end; gives the line that it says."""
    with batch(dossier, listed, folder) as process:
        said = process.communicate()[0].decode()
        assert process.returncode == 0
    return said


def wait_for(process, folder, *, files):
    """Wait until so many briefings are there, while the process still runs."""
    while len(list(folder.glob("b*"))) < files:
        assert process.poll() is None, "the batch ended before it could be killed"
        time.sleep(0.002)


def kill(dossier, listed, folder, *, after):
    """Kill a batch once so many files are there."""
    with batch(dossier, listed, folder) as process:
        wait_for(process, folder, files=after)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


def contents(folder):
    """Give every file of a batch but the ledger, whose lines stand in the order of making."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LEDGER}


def whole(folder):
    """Give the files that are no left-over of a write that was broken off."""
    return {name: content for name, content in contents(folder).items() if not name.startswith(TEMPORARY)}


def test_killed_batch_leaves_whole_files_and_ends_as_if_it_never_was(tmp_path):
    dossier = write_dossier(tmp_path / "small")
    listed = write_list(tmp_path / "briefings.toml", number=24, formats=[".html", ".csv"])
    finish(dossier, listed, tmp_path / "calm")
    expected = contents(tmp_path / "calm")
    assert len(expected) == 24 * 3 + 1  # a table has its manifest beside it
    folder = tmp_path / "killed"
    for after in (2, 25):
        kill(dossier, listed, folder, after=after)
        left = whole(folder)
        assert after <= len(left) < len(expected)
        assert INDEX not in left
        assert left == {name: expected[name] for name in left}
    said = finish(dossier, listed, folder)
    assert "48 files" in said
    assert "48 of them made now" not in said
    assert contents(folder) == expected


def peak_mb(process):
    """Give the most memory that a process has held so far."""
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
def test_thousand_briefings_hold_no_more_memory_than_hundred_and_survive_a_kill(tmp_path, capsys):
    listed = write_list(tmp_path / "briefings.toml", number=MANY)
    folder, peaks = tmp_path / "out", {}
    with batch(ROOT / "data", listed, folder) as process:
        for files in (FEW, MANY // 2):
            wait_for(process, folder, files=files)
            peaks[files] = peak_mb(process)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    left = whole(folder)
    # one more may be there that the ledger did not note before the kill
    noted = (folder / LEDGER).read_text(encoding="utf-8").count('"sha256"')
    with batch(ROOT / "data", listed, folder) as process:
        wait_for(process, folder, files=MANY)
        peaks[MANY] = peak_mb(process)
        said = process.communicate()[0].decode()
    with capsys.disabled():
        print(f"\n{said.strip()} Peak of memory in MB by files: {peaks}")
    assert f"{MANY} files, {MANY - noted} of them made now" in said
    after = contents(folder)
    assert left == {name: after[name] for name in left}
    assert len(after) == MANY + 1
    assert max(peaks.values()) < 1.1 * peaks[FEW]
