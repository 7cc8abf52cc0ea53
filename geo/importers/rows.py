"""A batch of rows while it is read: each distinct cell once, a row rejected by its first fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from geo.importers.contract import Fault, Notes, Rejected, reject
from geo.importers.plan import Plan
from geo.importers.spool import ROW

Objects = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Coded:
    """Distinct values of a column, and for each row the position of its value."""

    values: Sequence[Any]
    codes: Objects

    def spread(self, pick: Callable[[Any], Any], *, dtype: str, missing: Any) -> Objects:
        """Give an array over all rows of what ``pick`` takes from each distinct value."""
        bad = (type(None), Fault)
        picked = [missing if isinstance(value, bad) else pick(value) for value in self.values]
        return np.array([*picked, missing], dtype=dtype)[self.codes]


@dataclass(slots=True)
class Rows:
    """One batch with its plan; gathers rejected rows and warnings."""

    batch: pa.RecordBatch
    plan: Plan
    notes: Notes
    numbers: Objects = field(init=False)
    rejected: dict[int, Rejected] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = self.batch.column(ROW).to_numpy()

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def has(self, target: str) -> bool:
        """Say whether the file has a column for one of ours."""
        return target in self.plan.columns

    def texts(self, target: str) -> pa.Array:
        """Give a column's cells as text without white space around it; missing where empty."""
        if not self.has(target):
            return pa.nulls(len(self), pa.string())
        return trimmed(self.batch.column(self.plan.columns[target]))

    def read(self, target: str, parse: Callable[[str], Any]) -> Coded:
        """Read each distinct filled cell; a row whose cell gives a fault is rejected."""
        if not self.has(target):
            return Coded([], np.full(len(self), -1))
        column = self.plan.columns[target]
        coded = self.batch.column(column).dictionary_encode()
        texts = coded.dictionary.to_pylist()
        values = [parse(text.strip()) if text.strip() else None for text in texts]
        codes = coded.indices.to_numpy()
        faulty = [code for code, value in enumerate(values) if isinstance(value, Fault)]
        if faulty:
            for position in np.flatnonzero(np.isin(codes, faulty)):
                self.reject(int(position), column, texts[codes[position]], values[codes[position]])
        return Coded(values, codes)

    def reject(self, position: int, column: str, value: str, fault: Fault) -> None:
        """Reject a row, unless it is rejected already."""
        number = int(self.numbers[position])
        self.rejected.setdefault(position, reject(number, column, value, fault))

    def warn(self, code: str, message: str, mask: Objects) -> None:
        """Warn about the rows of a mask that are not rejected."""
        rows = [int(self.numbers[i]) for i in np.flatnonzero(mask) if int(i) not in self.rejected]
        if rows:
            self.notes.add(code, message, *rows)

    def accepted(self) -> Objects:
        """Give the mask of rows that nothing spoke against."""
        mask = np.ones(len(self), dtype=bool)
        mask[list(self.rejected)] = False
        return mask


def trimmed(array: pa.Array) -> pa.Array:
    """Take white space off both ends of texts; an empty text is missing."""
    import pyarrow.compute as pc  # noqa: PLC0415 - its functions are made when it is imported

    clean = pc.utf8_trim_whitespace(array)
    return pc.if_else(pc.equal(clean, ""), pa.scalar(None, pa.string()), clean)
