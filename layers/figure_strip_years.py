"""The scale of a figure's timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Years:
    """A scale of years in points: where each begins, and which of them had no record."""

    first: int
    edges: tuple[float, ...]
    empty: frozenset[int]

    def x(self, day: date) -> float:
        """Give where a day begins."""
        index = min(max(day.year - self.first, 0), len(self.edges) - 2)
        begin = date(self.first + index, 1, 1)
        length = (date(self.first + index + 1, 1, 1) - begin).days
        share = min(max((day - begin).days / length, 0), 1)
        return self.edges[index] + share * (self.edges[index + 1] - self.edges[index])
