"""Turn rounds of measurements into a Markdown table: medians, ranges, ratios, and what failed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
NOT_MEASURED = "–"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be measured, in words for the table."""

    why: str


Values = Sequence[float] | Failure


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of figures: its title, and how many digits follow the point."""

    title: str
    digits: int = 2


def summarise(values: Values, *, digits: int) -> str:
    """Write a median with the range beside it; a failure as its reason."""
    if isinstance(values, Failure):
        return f"not measured: {values.why}"
    if not values:
        return NOT_MEASURED
    middle, low, high = statistics.median(values), min(values), max(values)
    if low == high:
        return f"{middle:,.{digits}f}"
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def ratio(ours: Values, theirs: Values) -> float | None:
    """Give our median over theirs; None where either was not measured or theirs is nothing."""
    if isinstance(ours, Failure) or isinstance(theirs, Failure) or not ours or not theirs:
        return None
    below = statistics.median(theirs)
    return statistics.median(ours) / below if below else None


def write_ratio(value: float | None) -> str:
    """Write a ratio as ``1/8.3`` below one and ``1.25`` from one on."""
    if value is None or value <= 0:
        return NOT_MEASURED
    return f"1/{1 / value:.3g}" if value < 1 else f"{value:.3g}"


def results_table(
    results: Mapping[str, Mapping[str, Values]],
    measures: Mapping[str, Measure],
    *,
    ours: str = "",
    notes: Mapping[str, str] | None = None,
) -> str:
    """Write a row per contestant; with ``ours``, a column after each measure says ours over theirs."""
    against = [""] if not ours else ["", " (ours / this)"]
    head = ["", *(m.title + more for m in measures.values() for more in against)]
    head += ["leaves out"] if notes is not None else []
    lines = [head, ["---"] * len(head)]
    for name, row in results.items():
        cells = [f"**{name}**" if name == ours else name]
        for key, measure in measures.items():
            cells.append(summarise(row.get(key, ()), digits=measure.digits))
            if ours:
                other = None if name == ours else ratio(results[ours].get(key, ()), row.get(key, ()))
                cells.append(write_ratio(other))
        cells += [notes.get(name, "")] if notes is not None else []
        lines.append(cells)
    return "\n".join(f"| {' | '.join(cell.replace('|', '∣') for cell in line)} |" for line in lines)


def machine(*packages: str) -> str:
    """Say on what was measured, and with which versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {day}: {os.cpu_count()} cores, {_memory_gib()} GiB of memory, no GPU, "
        f"{platform.system()}, Python {platform.python_version()}. {versions}."
    )


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def write_result(name: str, *parts: str, folder: Path = RESULTS) -> Path:
    """Write a result as Markdown and print it."""
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    print(text)
    return path
