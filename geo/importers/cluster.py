"""Enrich parts on a Dask cluster: partitioned in, partitioned out, a retry overwrites its own part."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import IngestError
from geo.importers.enrich import Layers, enrich
from geo.importers.read import Progress

SUFFIX = ".enriched.parquet"
# a part whose worker was lost is tried on another this often
RETRIES = 3
CONNECT_SECONDS = 20


def enrich_on_cluster(address: str) -> Callable[[Sequence[Path], Layers, Progress], Iterator[pa.Table]]:
    """Give an enricher that has the parts enriched by the workers of a scheduler.

    Workers see the same folder as this process (one machine, or a shared disk); only names travel, and the
    small layers once to each worker. The tables come back in the order of the parts, whatever happens.
    """

    def run(parts: Sequence[Path], layers: Layers, progress: Progress) -> Iterator[pa.Table]:
        client = _connect(address)
        try:
            shared = client.scatter(layers, broadcast=True, hash=False)
            futures = client.map(
                enrich_part,
                [str(part) for part in parts],
                layers=shared,
                retries=RETRIES,
                key=[_key(part) for part in parts],
            )
            for future in futures:
                table = pq.read_table(_result(future))
                progress("joined", table.num_rows)
                yield table
                future.release()
        finally:
            client.close()

    return run


def enrich_part(part: str, layers: Layers) -> str:
    """Enrich one part and write the result beside it; named by its input, so that a retry overwrites."""
    done = part + SUFFIX
    temporary = f"{done}.{os.getpid()}"
    pq.write_table(enrich(pq.read_table(part), layers), temporary, compression="lz4")
    Path(temporary).replace(done)
    return done


def _key(part: Path) -> str:
    return f"enrich-{part.parent.name}-{part.name}"


def _connect(address: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415 - only here, and only in requirements-scale.txt
    except ImportError:
        raise IngestError("scheduler", "--scheduler needs Dask: install requirements-scale.txt") from None
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise IngestError("scheduler", f"no scheduler answers at {address} ({error})") from None


def _result(future: Any) -> str:
    try:
        return str(future.result())
    except Exception as error:  # noqa: BLE001 - whatever failed far away is said in a sentence
        raise IngestError(
            "scheduler", f"a part could not be enriched ({type(error).__name__}: {error})"
        ) from None
