"""How many incidents are shown, and what is left out, in words."""

from __future__ import annotations

from dashboard.words import say
from geo import Counts


def say_shown(counts: Counts) -> str:
    """Say how many are shown of how many, and how sure the dates make that."""
    if counts.total == 0:
        return say("counts.none_at_all")
    if counts.shown == 0:
        return say("counts.no_match", n=counts.total)
    if counts.total == counts.shown == 1:
        return say("counts.only")
    if counts.shown == counts.total:
        return say("counts.all", n=counts.total)
    return say("counts.some", n=counts.shown, total=counts.total)


def say_left_out(counts: Counts) -> list[str]:
    """List, one sentence each, what the reader does not see on the map and why."""
    sentences = []
    if counts.possible:
        sentences.append(say("counts.possible", n=counts.possible, certain=counts.certain))
    left_out = {name: getattr(counts, name) for name in ("unlocated", "undated", "filtered")}
    return sentences + [say(f"counts.{name}", n=count) for name, count in left_out.items() if count]
