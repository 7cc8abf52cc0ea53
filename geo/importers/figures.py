"""Casualty columns of a file: which there are, can their cells be read, and the claims they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.importers.contract import Fault
from geo.importers.header import fold_name
from geo.importers.limits import BATCH_ROWS
from geo.importers.profiles import Profile
from geo.importers.rows import Rows, trimmed

# who says a figure whose source does not say which side reported it
CLAIMANT = "reported"
# what a casualty column of any table may count
MEASURED = ("killed", "injured", "displaced")
_WHOLE = r"^[0-9]{1,7}([.,]0{1,2})?$"
_GROUPED = r"^[0-9]{1,3}([ ,.'’\x{00A0}\x{202F}][0-9]{3}){1,2}$"


@dataclass(frozen=True, slots=True)
class Figure:
    """One casualty column of a file.

    Attributes
    ----------
    column
        As it is named in the file; ``kept`` is its name beside our columns.
    zero
        What a zero is: a ``figure``, ``unknown`` (some datasets write it for “no information” as well), or
        ``nothing`` worth a claim (no part of a total).
    unless
        Kept name of another column: an equal figure there says it already.
    scope
        Kept name of the column that names whose dead they are; may be empty.
    strict
        Whether a cell that is no number makes its row unreadable.
    """

    column: str
    kept: str
    measure: str
    qualifier: str = "exact"
    zero: str = "figure"
    unless: str = ""
    scope: str = ""
    strict: bool = False


def plan_figures(profile: Profile, columns: Mapping[str, str], kept: Mapping[str, str]) -> tuple[Figure, ...]:
    """List the casualty columns of a file: those of its codebook, and those that a mapping names.

    Parameters
    ----------
    columns
        Our columns to theirs.
    kept
        Their columns to the names that they get beside ours.
    """
    folded = {fold_name(theirs): theirs for theirs in kept}
    found = []
    for one in profile.figures:
        if one.column in folded and one.measure not in columns:
            unless, scope = (kept.get(folded.get(name, ""), "") for name in (one.unless, one.scope))
            theirs = folded[one.column]
            found.append(
                Figure(theirs, kept[theirs], one.measure, one.qualifier, one.zero, unless, scope, strict=True)
            )
    for measure in MEASURED:
        theirs = columns.get(measure, "")
        if theirs in kept:
            found.append(Figure(theirs, kept[theirs], measure))
    return tuple(found)


def check_figures(rows: Rows, figures: Sequence[Figure]) -> None:
    """Reject rows whose figure cannot be read, or warn where the column's meaning was only guessed."""
    for figure in figures:
        texts = trimmed(rows.batch.column(figure.column))
        values = figure_values(texts)
        unread = pc.and_(pc.is_valid(texts), pc.is_null(values)).to_numpy(zero_copy_only=False)
        if figure.strict:
            for position in np.flatnonzero(unread):
                fault = Fault("number-unreadable", "is no figure: expected a whole number such as 12")
                rows.reject(int(position), figure.column, texts[int(position)].as_py(), fault)
        else:
            said = f"Column “{figure.column}” has cells that are no number: kept as text, not as a claim."
            rows.warn("figure-unreadable", said, unread)
        if figure.zero == "unknown":
            zeros = pc.fill_null(pc.equal(values, 0), False).to_numpy(zero_copy_only=False)
            said = f"Zeros of “{figure.column}” also mean “no information”: they are no claim."
            rows.warn("zero-no-claim", said, zeros)


def figure_values(texts: pa.Array) -> pa.Array:
    """Read whole numbers, also with separators of thousands; missing where a text is no number."""
    whole = pc.match_substring_regex(texts, _WHOLE)
    plain = pc.replace_substring_regex(texts, r"[.,]0{1,2}$", "")
    grouped = pc.match_substring_regex(texts, _GROUPED)
    if pc.any(pc.fill_null(grouped, False)).as_py():
        plain = pc.if_else(grouped, pc.replace_substring_regex(texts, r"[^0-9]", ""), plain)
    readable = pc.fill_null(pc.or_(whole, grouped), False)
    return pc.if_else(readable, plain, pa.scalar(None, pa.string())).cast(pa.float64())


@dataclass(frozen=True, slots=True)
class FigureSource:
    """What is the same for every claim of one file."""

    figures: Sequence[Figure]
    source_id: str
    publisher: str
    accessed: str


def claims_from_incidents(path: Path, sources: Mapping[str, FigureSource]) -> Iterator[pa.Table]:
    """Give the claims that the casualty columns of imported incidents make, batch by batch.

    Parameters
    ----------
    path
        The incidents as an import writes them.
    sources
        By the name of the file that a row came from.
    """
    columns = {f.kept for s in sources.values() for f in s.figures}
    columns |= {name for s in sources.values() for f in s.figures for name in (f.unless, f.scope) if name}
    with pq.ParquetFile(path) as file:
        wanted = ["incident_id", "import_file", *sorted(columns)]
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=wanted):
            table = pa.table(batch)
            for name, source in sources.items():
                own = table if len(sources) == 1 else table.filter(pc.equal(table["import_file"], name))
                yield from (_claims(own, figure, source) for figure in source.figures if len(own))


def _claims(rows: pa.Table, figure: Figure, source: FigureSource) -> pa.Table:
    texts = trimmed(rows[figure.kept].combine_chunks())
    values = figure_values(texts)
    stated = pc.is_valid(values) if figure.zero == "figure" else pc.fill_null(pc.greater(values, 0), False)
    if figure.unless:
        other = figure_values(trimmed(rows[figure.unless].combine_chunks()))
        stated = pc.and_(stated, pc.invert(pc.fill_null(pc.equal(values, other), False)))
    rows, texts, values = rows.filter(stated), texts.filter(stated), values.filter(stated)
    count = len(rows)

    def same(text: str) -> pa.Array:
        return pa.repeat(pa.scalar(text or None, pa.string()), count)

    suffix = f":{figure.measure}" + (f":{figure.qualifier}" if figure.qualifier != "exact" else "")
    subject = rows["incident_id"].combine_chunks()
    scope = trimmed(rows[figure.scope].combine_chunks()) if figure.scope else same("")
    arrays: dict[str, Any] = {
        "claim_id": pc.binary_join_element_wise(subject, suffix, ""),
        "subject_id": subject,
        "claimant": same(CLAIMANT),
        "measure": same(figure.measure),
        "of_party": same(""),
        "qualifier": same(figure.qualifier),
        "value": values,
        "as_published": texts,
        "scope": scope,
        "as_of": same(source.accessed),
        "as_of_note": same("day of access" if source.accessed else ""),
        "channel": same(source.publisher),
        "source_id": same(source.source_id),
    }
    return pa.table(arrays)
