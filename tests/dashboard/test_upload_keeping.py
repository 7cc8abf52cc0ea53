"""Where uploads lie, how an import runs, and that nothing of either outlasts its session."""

import gc
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dashboard import upload_folder
from dashboard.upload_draft import begin
from dashboard.upload_folder import PREFIX, server_folder, sweep, visitor_folder
from dashboard.upload_run import SLOTS, Cancelled, Run, share_done
from dashboard.upload_session import Uploads
from geo.errors import IngestError
from samples import plain_rows, to_csv

ROOT = Path(__file__).parents[2]
HOLD = (
    "import sys, tempfile; tempfile.tempdir = sys.argv[1];"
    "from dashboard.upload_folder import visitor_folder;"
    "(visitor_folder() / 'secret').write_text('x'); print('made', flush=True); sys.stdin.readline();"
    "import os; sys.argv[2] == 'killed' and os._exit(9)"
)


def wait_for(done, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def uploads():
    own = Uploads()
    yield own
    own.clear()


def made(uploads, small, content=None):
    draft = uploads.take([("mine.csv", (content or to_csv(plain_rows())).encode())], small)
    begin(draft, uploads.folder)
    assert wait_for(lambda: not draft.run.busy)
    return draft


@pytest.mark.parametrize(("ends", "left"), [("quietly", 0), ("killed", 1)])
def test_folder_of_a_server_goes_with_it_or_with_the_next_one(tmp_path, ends, left):
    command = [sys.executable, "-c", HOLD, str(tmp_path), ends]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout.readline() == "made\n"
        assert len(list(tmp_path.glob(f"{PREFIX}*/visitor-*/secret"))) == 1
        # a server that runs keeps its folder
        assert sweep(tmp_path) == ()
        server.communicate("\n")
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == left
    assert len(sweep(tmp_path)) == left
    assert not list(tmp_path.iterdir())


def test_sweep_follows_no_link_and_touches_nothing_else(tmp_path):
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "file").write_text("x")
    (tmp_path / f"{PREFIX}link").symlink_to(kept, target_is_directory=True)
    (tmp_path / "marchland-other").mkdir()
    assert sweep(tmp_path) == ()
    assert (kept / "file").exists()


def test_unlocked_folder_of_another_system_is_left_for_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr(upload_folder, "fcntl", None)
    (tmp_path / f"{PREFIX}a").mkdir()
    assert sweep(tmp_path) == ()
    monkeypatch.setattr(upload_folder, "LEFT_AFTER_SECONDS", -1)
    assert sweep(tmp_path) == (f"{PREFIX}a",)


def test_folder_of_a_visitor_is_for_the_servers_user_only():
    folder = visitor_folder()
    assert folder.parent == server_folder()
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.parent.stat().st_mode & 0o077 == 0
    folder.rmdir()


def test_run_says_how_far_it_is_and_what_came_of_it():
    go_on = threading.Event()

    def work(follow):
        follow("read", 100)
        follow("checked", 40)
        assert go_on.wait(10)
        return "done"

    run = Run(work)
    assert wait_for(lambda: run.standing().step == "checked")
    assert run.standing().rows == 40
    assert run.standing().share == pytest.approx(0.25 + 0.45 * 0.4)
    go_on.set()
    assert wait_for(lambda: not run.busy)
    assert (run.result, run.problem) == ("done", "")


def test_cancelled_run_ends_at_its_next_report_and_gives_nothing():
    def work(follow):
        while True:
            follow("waiting", 0)
            time.sleep(0.01)

    run = Run(work)
    run.cancel(wait_seconds=10)
    assert not run.busy
    assert (run.result, run.problem) == (None, "")
    with pytest.raises(Cancelled):
        run._follow("read", 1)


@pytest.mark.parametrize(
    ("error", "said"),
    [(IngestError("output", "The disk is full"), "The disk is full"), (OSError(5), "OSError")],
)
def test_failed_run_has_a_sentence_and_frees_its_place(error, said):
    def work(_follow):
        raise error

    for _ in range(3):
        run = Run(work)
        assert wait_for(lambda run=run: not run.busy)
        assert run.problem == said
    assert SLOTS.acquire(timeout=1)
    SLOTS.release()


def test_third_import_waits_for_a_place_and_can_be_cancelled_there():
    go_on = threading.Event()
    running = [Run(lambda _: go_on.wait(20)) for _ in range(2)]
    third = Run(lambda _: "third")
    time.sleep(0.1)
    assert third.standing().step == "waiting"
    third.cancel(wait_seconds=5)
    assert not third.busy
    assert third.result is None
    go_on.set()
    assert wait_for(lambda: not any(run.busy for run in running))


@pytest.mark.parametrize("rows", [{}, {"read": 10**9}, {"read": 5, "checked": 5, "joined": 5}, {"joined": 3}])
def test_share_is_between_nothing_and_all(rows):
    assert 0 <= share_done(rows) <= 1


def test_own_dossier_is_kept_and_removed_from_memory_and_disk(uploads, small):
    draft = made(uploads, small)
    own = uploads.keep(draft, draft.run.result)
    assert own.dossier.descriptor.title == "mine.csv"
    assert len(own.dossier.incidents) == 2
    assert own.name.startswith("own-")
    assert uploads.draft is None
    assert [path.name for path in uploads.folder.iterdir()] == [own.folder.name]
    uploads.remove(own.name)
    assert not uploads.kept
    assert not list(uploads.folder.iterdir())


def test_title_and_attribution_are_the_uploads_own_in_every_language(uploads, small):
    draft = made(uploads, small)
    descriptor = uploads.keep(draft, draft.run.result).dossier.descriptor
    assert descriptor.cite == "The owner of the file, day of access not stated"
    assert not any({"title", "subtitle", "cite"} & set(words) for words in descriptor.translations.values())


def test_cancelled_draft_leaves_nothing_on_disk(uploads, small):
    draft = uploads.take([("mine.csv", to_csv(plain_rows()).encode())], small)
    begin(draft, uploads.folder)
    uploads.drop_draft()
    assert not list(uploads.folder.iterdir())


def test_finished_but_unwanted_import_leaves_nothing_on_disk(uploads, small):
    draft = made(uploads, small)
    assert draft.run.result.result.folder.is_dir()
    uploads.drop_draft()
    assert not list(uploads.folder.iterdir())


def test_file_without_a_readable_row_gives_no_dossier(uploads, small):
    draft = made(uploads, small, content="id,date,lat,lon\n1,never,95,200\n")
    assert draft.run.result.dossier is None
    assert len(draft.run.result.result.reports[0].rejected) == 1


def test_everything_goes_when_the_visitor_does_not_come_back(uploads, small):
    draft = made(uploads, small)
    folder, name = uploads.folder, uploads.keep(draft, draft.run.result).name
    uploads.leave(0.05)
    assert wait_for(lambda: not folder.exists())
    assert name not in uploads.kept


def test_visitor_who_comes_back_finds_everything(uploads, small):
    draft = made(uploads, small)
    name = uploads.keep(draft, draft.run.result).name
    uploads.leave(0.2)
    uploads.stay()
    time.sleep(0.4)
    assert uploads.kept[name].folder.is_dir()


def test_folder_goes_with_a_session_that_is_forgotten(small):
    uploads = Uploads()
    uploads.take([("mine.csv", b"x")], small)
    folder = uploads.folder
    assert folder.is_dir()
    del uploads
    gc.collect()
    assert not folder.exists()


def test_two_visitors_share_neither_folder_nor_names(small):
    first, second = Uploads(), Uploads()
    a, b = made(first, small), made(second, small)
    one, two = first.keep(a, a.run.result), second.keep(b, b.run.result)
    assert one.name != two.name
    assert one.folder.parent != two.folder.parent
    first.clear()
    assert two.folder.is_dir()
    assert set(second.kept) == {two.name}
    second.clear()
