"""Measure contestants in rounds: each once in a round, in a new order every time, failures named."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Mapping

from report import Failure, Values

ROUNDS = 5
Sample = Mapping[str, float]


class MeasureError(Exception):
    """A contestant cannot be measured; the message stands in the table."""


def interleave(
    contestants: Iterable[str], measure: Callable[[str], Sample], *, rounds: int = ROUNDS, seed: int = 1
) -> dict[str, dict[str, Values]]:
    """Run every contestant once per round.

    Parameters
    ----------
    measure
        Gives the figures of one run by name. After a failure a contestant takes part no more: half a row of
        figures would look like a whole one.
    """
    names = list(contestants)
    order = random.Random(seed)  # noqa: S311 - an order, no secret
    found: dict[str, dict[str, list[float]]] = {name: {} for name in names}
    failed: dict[str, Failure] = {}
    for number in range(rounds):
        for name in order.sample(names, len(names)):
            if name in failed:
                continue
            try:
                sample = measure(name)
            except MeasureError as error:
                failed[name] = Failure(str(error))
                print(f"{name}: {error}", file=sys.stderr, flush=True)
                continue
            for key, value in sample.items():
                found[name].setdefault(key, []).append(value)
            said = ", ".join(f"{key} {value:.4g}" for key, value in sample.items())
            print(f"round {number + 1}: {name}: {said}", file=sys.stderr, flush=True)
    keys = list(dict.fromkeys(key for row in found.values() for key in row)) or ["seconds"]
    return {
        name: dict.fromkeys(keys, failed[name]) if name in failed else dict(found[name]) for name in names
    }
