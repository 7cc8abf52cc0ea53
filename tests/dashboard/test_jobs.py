import threading
import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest

from dashboard.downloads import make_file
from dashboard.jobs import GivenUp, start_job
from geo import Filters, ViewState
from geo.briefing import Briefing
from layers.exports import SUFFIXES, make_export


def finish(job):
    for thread in threading.enumerate():
        if thread.name == f"make {job.suffix}":
            thread.join(20)
    return job


def test_job_tells_how_far_it_is_and_keeps_what_was_made():
    begun, go_on = threading.Event(), threading.Event()

    def make(watch):
        watch(1, 4)
        begun.set()
        go_on.wait(20)
        return b"made"

    job = start_job(make, suffix=".one", name="a.one")
    assert begun.wait(20)
    assert (job.done, job.of, job.runs) == (1, 4, True)
    go_on.set()
    assert (finish(job).content, job.runs, job.problem) == (b"made", False, "")


def test_job_given_up_stops_at_its_next_part():
    begun, go_on, ended = threading.Event(), threading.Event(), []

    def make(watch):
        begun.set()
        go_on.wait(20)
        try:
            watch(1, 2)
        except GivenUp:
            ended.append(True)
            raise
        return b"made"

    job = start_job(make, suffix=".two", name="a.two")
    assert begun.wait(20)
    job.give_up()
    go_on.set()
    assert finish(job).content is None
    assert ended == [True]


def test_problem_of_a_job_is_kept_as_a_sentence():
    def make(_watch):
        raise OSError("The disk is full.")

    job = finish(start_job(make, suffix=".three", name="a.three"))
    assert (job.content, job.problem, job.runs) == (None, "The disk is full.", False)


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - {".png", ".pdf"}))
def test_export_tells_its_parts_and_can_be_ended_between_them(small, suffix):
    told = []

    make_export(small, Briefing(), suffix, watch=lambda done, of: told.append((done, of)))
    assert told[0] == (0, 4)
    assert told[-1] == (3, 4)
    assert told == sorted(told)

    def stop(done, _of):
        if done == 1:
            raise GivenUp

    with pytest.raises(GivenUp):
        make_export(small, Briefing(), suffix, watch=stop)


def test_table_and_its_record_come_in_one_file(small):
    desk = SimpleNamespace(filters=Filters(types=("arson",)), view=ViewState())
    with zipfile.ZipFile(BytesIO(make_file(small, desk, ".csv.zip"))) as packed:
        names = packed.namelist()
        assert names == ["small-incidents-2026-01-01.csv", "small-incidents-2026-01-01.csv.json"]
        assert packed.read(names[0]) == make_file(small, desk, ".csv")
        assert b'"shown": 1' in packed.read(names[1])
