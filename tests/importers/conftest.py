"""A way to read a file in this process, as the reading process would."""

from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.errors import IngestError
from geo.importers.contract import Options
from geo.importers.read import Job, read_file
from samples import AREA, KNOWN


@dataclass
class Got:
    """The outcome of a file, with its accepted rows as a frame."""

    outcome: object = None
    refused: tuple[str, str] | None = None
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def codes(self):
        return [one.code for one in self.outcome.rejected]

    @property
    def warned(self):
        return {note.code: note for note in self.outcome.notes.freeze()}

    @property
    def said(self):
        """Everything that the user is told."""
        if self.refused:
            return self.refused[1]
        notes = [note.message for note in self.outcome.notes.freeze()]
        return "\n".join([*notes, *(one.message for one in self.outcome.rejected)])


@pytest.fixture
def read(tmp_path):
    """Give a function that reads text or bytes under a file name."""

    def run(content, name="table.csv", **options):
        path = tmp_path / "input"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            job = Job(name, tmp_path, "s", AREA, KNOWN)
            outcome = read_file(path, Options(**options), job)
        except IngestError as error:
            return Got(refused=(error.code, str(error)))
        assert outcome.rows_in == outcome.accepted + len(outcome.rejected)
        tables = [pq.read_table(part) for part in outcome.parts]
        rows = pa.concat_tables(tables).to_pandas() if tables else pd.DataFrame()
        assert len(rows) == outcome.accepted
        return Got(outcome, None, rows)

    return run
