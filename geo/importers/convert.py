"""Turn a batch of a file's rows into accepted incidents and rejected rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.columns import STANDARD_COLUMNS
from geo.dates import DATE_PRECISIONS
from geo.escape import plain_cell
from geo.filters import CONFIDENCES
from geo.importers.contract import Fault, Notes, Rejected
from geo.importers.figures import Figure, check_figures, plan_figures
from geo.importers.plan import Plan
from geo.importers.row_dates import Dates, read_dates
from geo.importers.row_places import read_places
from geo.importers.row_words import Ids, read_code, read_titles, read_types, warn_of_figures, warn_of_odd_text
from geo.importers.rows import Rows

# columns that reading a dossier adds: never taken from a file
DERIVED = frozenset(
    [
        "first_day",
        "last_day",
        "event_title",
        "event_kind",
        "hotspot_name",
        "search_text",
        "country",
        "enclave_id_in",
        "sector_id",
        "distance_km",
        "claims_differ",
        "told_by",
        "hotspot_km",
        "geometry",
        "latitude",
        "longitude",
        "attribution",
        "licence",
        "restricted",
        "import_file",
        "import_row",
    ]
)
# ours in a file's own words: nothing is lost when the file's column is not kept beside it
VERBATIM = (
    "incident_id", "place", "title", "summary", "trigger", "latitude", "longitude", "coord_source",
    "event_id",
    "hotspot_id", "attribution", "licence", "restricted", "uncertainty_m", "stand_in", "confidence",
)  # fmt: skip
GIVEN = "_as_given"
_TEXTS = ("event_id", "hotspot_id", "place", "trigger", "summary")
_TRUE, _FALSE = frozenset({"true", "1", "yes", "1.0"}), frozenset({"false", "0", "no", "0.0"})


@dataclass(slots=True)
class Conversion:
    """What stays the same over the batches of a file: plan, names, ids met, warnings."""

    plan: Plan
    columns: Sequence[str]
    file: str
    terms: Mapping[str, str | None]
    notes: Notes
    ids: Ids
    source_id: str
    labels: dict[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = field(init=False)

    def __post_init__(self) -> None:
        own = self.plan.profile.name == "own"
        self.figures = () if own else plan_figures(self.plan.profile, self.plan.columns, self.kept())

    def convert(self, batch: pa.RecordBatch) -> tuple[pa.Table, tuple[Rejected, ...]]:
        """Give the accepted incidents of a batch and its rejected rows."""
        rows = Rows(unescaped(batch) if self.plan.own_csv else batch, self.plan, self.notes)
        # every cell is read before the first row is let through
        dates = read_dates(rows)
        places = read_places(rows)
        words = {
            "confidence": rows.read("confidence", read_code(self.plan, "confidence", CONFIDENCES)),
            "stand_in": rows.read("stand_in", _boolean),
        }
        types = read_types(rows, self.labels)
        check_figures(rows, self.figures)
        accepted = rows.accepted()
        ids = self.ids.read(rows, accepted)
        warn_of_odd_text(rows)
        warn_of_figures(rows)
        own: dict[str, Any] = {
            "incident_id": pa.array(ids, pa.string()),
            **{name: _known(rows, name) for name in _TEXTS},
            **_date_arrays(dates),
            "geo_precision": places.precision,
            "uncertainty_m": _float_array(places.radius),
            "stand_in": pa.array(words["stand_in"].spread(bool, dtype="bool", missing=False)),
            "coord_source": places.source,
            "incident_type": types,
            "title": read_titles(rows, types, self.labels),
            "confidence": _word_array(words["confidence"].spread(str, dtype="U8", missing="")),
            "source_ids": _constant(self.source_id, len(rows)),
        }
        arrays = {name: own[name] for name in STANDARD_COLUMNS["incidents"]}
        arrays |= {"longitude": _float_array(places.longitude), "latitude": _float_array(places.latitude)}
        arrays |= self._terms(rows)
        arrays |= {
            "import_file": _constant(self.file, len(rows)),
            "import_row": pa.array(rows.numbers, pa.int64()),
        }
        arrays |= {ours: rows.batch.column(theirs) for theirs, ours in self.kept().items()}
        table = pa.table(arrays).filter(pa.array(accepted))
        return table, tuple(rows.rejected[position] for position in sorted(rows.rejected))

    def kept(self) -> dict[str, str]:
        """Give the file's columns that stay as they are, with the names that they get."""
        verbatim = [t for t in VERBATIM if t in self.plan.columns and t not in self.plan.unknown]
        mapped = {self.plan.columns[target] for target in verbatim}
        taken = {*STANDARD_COLUMNS["incidents"], *DERIVED}
        own = self.plan.profile.name == "own"
        kept: dict[str, str] = {}
        for column in self.columns:
            clash = column.casefold() in taken
            if column in mapped or (own and self._is_joined(column, clash=clash)):
                continue
            name = f"{column}{GIVEN}" if clash else column
            while name in kept.values() or (name != column and name in self.columns):
                name += "_"
            kept[column] = name
        return kept

    def _is_joined(self, column: str, *, clash: bool) -> bool:
        unknown = {self.plan.columns[target] for target in self.plan.unknown}
        return (clash and column not in unknown) or column.startswith("account_")

    def _terms(self, rows: Rows) -> dict[str, Any]:
        """Give the row's own terms, else the file's: attribution, licence, may it be passed on."""
        return {
            name: pc.coalesce(rows.texts(name), _constant(self.terms.get(name), len(rows)))
            for name in ("attribution", "licence", "restricted")
        }


def unescaped(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Take off the apostrophes that our own CSV puts before cells that look like formulas."""
    arrays = []
    for array in batch.columns:
        if pa.types.is_string(array.type) and pc.any(pc.starts_with(array, "'")).as_py():
            array = pa.array([text and plain_cell(text) for text in array.to_pylist()], pa.string())  # noqa: PLW2901
        arrays.append(array)
    return pa.record_batch(arrays, names=batch.schema.names)


def _known(rows: Rows, target: str) -> pa.Array:
    """Give a column's texts; an event or hotspot that the dossier lacks is warned about and left empty."""
    texts = rows.texts(target)
    if target not in rows.plan.known:
        return texts
    found = pc.is_in(texts, pa.array(rows.plan.known[target], pa.string()))
    lost = pc.and_(pc.is_valid(texts), pc.invert(found)).to_numpy(zero_copy_only=False)
    said = (
        f"“{rows.plan.columns.get(target, target)}” names what the dossier does not have: kept as "
        f"{target}{GIVEN}."
    )
    rows.warn("unknown-key", said, lost)
    return pc.if_else(found, texts, pa.scalar(None, pa.string()))


def _boolean(text: str) -> bool | Fault:
    if text.lower() in _TRUE:
        return True
    return False if text.lower() in _FALSE else Fault("code-unknown", "is neither true nor false")


def _date_arrays(dates: Dates) -> dict[str, Any]:
    words = np.array([*DATE_PRECISIONS, ""])[dates.rank]
    return {
        "date_start": pa.array(dates.start.astype("datetime64[D]")),
        "date_end": pa.array(dates.end.astype("datetime64[D]")),
        "date_precision": _word_array(words),
    }


def _word_array(words: Any) -> pa.Array:
    array = pa.array(words.tolist(), pa.string())
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)


def _float_array(values: Any) -> pa.Array:
    return pa.array(values, pa.float64(), from_pandas=True)


def _constant(value: str | None, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), count)
