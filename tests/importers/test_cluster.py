"""Enriching on a cluster: the same rows, results named by their part, refusals in words."""

import sys
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

import ingest
from dossiers import write_dossier
from geo import read_dossier
from geo.errors import IngestError
from geo.importers import cluster
from geo.importers.contract import Options
from geo.importers.enrich import enrich, layers_of
from geo.importers.files import quiet
from geo.importers.read import Job, read_file
from samples import AREA, KNOWN, acled_rows, to_csv


@pytest.fixture
def part(tmp_path):
    path = tmp_path / "input"
    path.write_text(to_csv(acled_rows()), encoding="utf-8")
    return read_file(path, Options(), Job("a.csv", tmp_path, "s", AREA, KNOWN)).parts[0]


@pytest.fixture
def layers(small):
    return layers_of(small)


class Client:
    """Stands for a cluster: runs at once, and passes everything through the form that travels."""

    def __init__(self, *_args, **_options):
        self.closed = False

    def scatter(self, value, **_options):
        import pickle  # noqa: PLC0415

        return pickle.loads(pickle.dumps(value))  # noqa: S301

    def map(self, function, values, *, layers, retries, key):
        assert retries
        assert len(set(key)) == len(values)
        results = [function(value, layers) for value in values]
        return [SimpleNamespace(result=lambda r=r: r, release=lambda: None) for r in results]

    def close(self):
        self.closed = True


def test_cluster_gives_the_rows_that_this_process_gives(part, layers, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    tables = list(cluster.enrich_on_cluster("tcp://x:1")([part], layers, quiet))
    assert tables[0].equals(enrich(pq.read_table(part), layers))


def test_part_done_twice_overwrites_its_own_result(part, layers):
    once = cluster.enrich_part(str(part), layers)
    before = sorted(path.name for path in part.parent.iterdir())
    assert cluster.enrich_part(str(part), layers) == once
    assert sorted(path.name for path in part.parent.iterdir()) == before


def test_without_dask_the_way_to_get_it_is_said(part, layers, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(IngestError, match=r"requirements-scale\.txt"):
        list(cluster.enrich_on_cluster("tcp://x:1")([part], layers, quiet))


def test_scheduler_that_does_not_answer_is_refused_in_words(tmp_path, monkeypatch, capsys):
    def refuse(*_args, **_options):
        raise OSError("timed out")

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=refuse))
    base = write_dossier(tmp_path / "base")
    read_dossier(base)
    (tmp_path / "a.csv").write_text(to_csv(acled_rows()), encoding="utf-8")
    arguments = [str(tmp_path / "a.csv"), "-o", str(tmp_path / "out"), "--base", str(base), "--quiet"]
    assert ingest.main([*arguments, "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert "no scheduler answers at tcp://127.0.0.1:1" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
