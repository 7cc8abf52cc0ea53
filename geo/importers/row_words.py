"""Read the words of a batch: codes of precision, types, titles and ids."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.importers.contract import Fault
from geo.importers.header import fold_name
from geo.importers.limits import LONG_CELL_CHARACTERS
from geo.importers.plan import Plan
from geo.importers.rows import Objects, Rows, trimmed
from geo.importers.spool import ROW

UNTYPED = "unspecified"
_FIGURE = re.compile(r"\d{1,9}(\.\d+)?")
_WHOLE = re.compile(r"(\d+)[.,]0+")
# characters that turn the reading direction or cannot be seen
_OVERRIDES = r"[\x{202A}-\x{202E}\x{2066}-\x{2069}]"
_UNSEEN = r"[\x{202A}-\x{202E}\x{2066}-\x{2069}\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00AD}]"


def read_code(plan: Plan, target: str, words: Sequence[str]) -> Callable[[str], str | Fault]:
    """Give a reader of codes: the dataset's or the mapping's values, else our own words."""
    own = {word: word for word in words} if not plan.profile.values.get(target) else {}
    known = {**own, **plan.profile.values.get(target, {}), **plan.values.get(target, {})}
    listed = ", ".join(known)

    def read(text: str) -> str | Fault:
        whole = _WHOLE.fullmatch(text)
        found = known.get(text) or known.get(whole[1] if whole else text.lower())
        return found or Fault("code-unknown", f"is no {target}: expected one of {listed}")

    return read


def read_types(rows: Rows, labels: dict[str, str]) -> pa.Array:
    """Give each row's type as a code; ``labels`` gathers the words of every code."""
    words = {**rows.plan.profile.values.get("incident_type", {}), **rows.plan.values.get("incident_type", {})}

    def code(text: str) -> str:
        whole = _WHOLE.fullmatch(text)
        label = words.get(whole[1] if whole else text, text)
        if rows.plan.profile.name == "own":
            return text
        found = re.sub(r"\W+", "_", label.casefold()).strip("_")[:80] or UNTYPED
        labels.setdefault(found, label)
        return found

    coded = rows.read("incident_type", code)
    if rows.has("incident_type") and words and not rows.plan.values.get("incident_type"):
        _reject_unlisted(rows, words)
    names = [*("" if value is None else value for value in coded.values), ""]
    filled = pa.array(names, pa.string()).take(
        pa.array(np.where(coded.codes < 0, len(names) - 1, coded.codes))
    )
    return pc.if_else(pc.equal(filled, ""), UNTYPED, filled)


def _reject_unlisted(rows: Rows, words: Iterable[str]) -> None:
    listed = ", ".join(words)

    def check(text: str) -> str | Fault:
        whole = _WHOLE.fullmatch(text)
        if (whole[1] if whole else text) in words:
            return text
        return Fault("code-unknown", f"is no type of this dataset: expected one of {listed}")

    rows.read("incident_type", check)


def read_titles(rows: Rows, types: pa.Array, labels: dict[str, str]) -> pa.Array:
    """Give each row a title: its own, else made of the dataset's columns, else of type and place."""
    coded = types.dictionary_encode()
    spelled = [labels.get(code, code.replace("_", " ").capitalize()) for code in coded.dictionary.to_pylist()]
    label = pa.array(spelled, pa.string()).take(coded.indices)
    label = pc.if_else(pc.equal(types, UNTYPED), pa.scalar(None, pa.string()), label)
    folded = {fold_name(column): column for column in rows.batch.schema.names if column != ROW}
    parts = [label, rows.texts("place")]
    if rows.plan.profile.title:
        named = [folded.get(name) for name in rows.plan.profile.title]
        parts = [trimmed(rows.batch.column(c)) if c else label for c in named]
    first, second = (pc.fill_null(part, "") for part in parts)
    comma = pc.if_else(pc.or_(pc.equal(first, ""), pc.equal(second, "")), "", ", ")
    made = trimmed(pc.binary_join_element_wise(first, comma, second, ""))
    numbered = pc.binary_join_element_wise("Row", pa.array(rows.numbers).cast(pa.string()), " ")
    return pc.coalesce(rows.texts("title"), made, numbered)


def warn_of_figures(rows: Rows) -> None:
    """Warn about rows whose figures are not in the order that the dataset promises (low, best, high)."""
    folded = {fold_name(column): column for column in rows.batch.schema.names}
    names = [folded[name] for name in rows.plan.profile.ordered if name in folded]
    if len(names) < 2:
        return
    figures = [_numbers(rows.batch.column(name)) for name in names]
    wrong = np.zeros(len(rows), dtype=bool)
    for lower, higher in itertools.pairwise(figures):
        wrong |= lower > higher
    rows.warn(
        "figures-out-of-order", f"Figures are not in the order {' ≤ '.join(names)}: kept as they are.", wrong
    )


def _numbers(texts: pa.Array) -> Objects:
    values = [float(text) if _FIGURE.fullmatch(text) else math.nan for text in texts.to_pylist()]
    return np.array(values, dtype="float64")


def warn_of_odd_text(rows: Rows) -> None:
    """Warn about characters that hide or turn text, and about very long cells."""
    for target, pattern in (("incident_id", _UNSEEN), ("title", _OVERRIDES), ("place", _OVERRIDES)):
        if rows.has(target):
            column = rows.plan.columns[target]
            texts = rows.batch.column(column)
            for position in _true(pc.match_substring_regex(texts, pattern)):
                found = re.search(
                    "[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060\ufeff\u00ad]", texts[position].as_py()
                )
                point = f"U+{ord(found[0]):04X}" if found else "?"
                text = (
                    f"Column “{column}” has the unseen character {point}; texts that look alike are kept "
                    "apart."
                )
                rows.notes.add("unseen-character", text, int(rows.numbers[position]))
    for name in rows.batch.schema.names:
        if name.startswith("\0"):
            continue
        # the offsets tell in an instant whether any cell can be long
        column = rows.batch.column(name)
        if column.nbytes > LONG_CELL_CHARACTERS:
            for position in _true(pc.greater(pc.utf8_length(column), LONG_CELL_CHARACTERS)):
                text = (
                    f"Column “{name}” has a cell of more than {LONG_CELL_CHARACTERS:,} characters; a popup "
                    "shortens it."
                )
                rows.notes.add("long-cell", text, int(rows.numbers[position]))


def _true(mask: pa.Array) -> list[int]:
    return [int(i) for i in np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False))]


class Ids:
    """Make ids distinct over all batches and files; a row without one gets the number of its row."""

    def __init__(self, prefix: str) -> None:
        self._prefix, self._seen = prefix, dict[str, int]()

    def read(self, rows: Rows, accepted: Objects) -> list[str]:
        """Give the ids of a batch; warn about repeated and absent ones."""
        given = rows.texts("incident_id").to_pylist()
        distinct = set(given)
        plain = len(distinct) == len(rows) and None not in distinct and accepted.all()
        if plain and self._seen.keys().isdisjoint(distinct):
            # nearly every batch of nearly every file
            self._seen.update(dict.fromkeys(given, 1))
            return list(given)
        return self._told_apart(given, rows, accepted)

    def _told_apart(self, given: Sequence[str | None], rows: Rows, accepted: Objects) -> list[str]:
        repeated = np.zeros(len(rows), dtype=bool)
        ids: list[str] = []
        for position, (text, number) in enumerate(zip(given, rows.numbers, strict=True)):
            base = text or f"{self._prefix}-{number}"
            if not accepted[position]:
                ids.append(base)
                continue
            found = base
            while found in self._seen:
                self._seen[base] += 1
                found = f"{base}#{self._seen[base]}"
                repeated[position] = True
            self._seen[found] = 1
            ids.append(found)
        said = (
            "Ids used before (such as one event listed once for each actor): kept as rows of their own with "
            "#2, #3 …."
        )
        rows.warn("repeated-id", said, repeated)
        if rows.has("incident_id"):
            rows.warn(
                "no-id",
                "Rows without an id get the number of their row.",
                np.array([not t for t in given], dtype=bool),
            )
        return ids
