"""An import under way: a thread of its own, so that moving the map does not stop it; it can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from geo.errors import MarchlandError

T = TypeVar("T")

# imports of this server at a time: each may take a processor and 1.4 GB
SLOTS = threading.BoundedSemaphore(2)
# share of the work that each step stands for, in the order of the steps
_SHARES = {"read": 0.25, "checked": 0.45, "joined": 0.2}
_SLOT_SECONDS = 0.25


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The visitor does not want the import any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an import is: the step, the rows that it has done, a share of the whole."""

    step: str
    rows: int
    share: float


class Run(Generic[T]):
    """Work in a thread, followed from outside.

    Parameters
    ----------
    work
        Called with a function that takes a step and a number of rows, and that raises when it is cancelled.
    """

    def __init__(self, work: Callable[[Callable[[str, int], None]], T]) -> None:
        self._work, self._rows = work, dict[str, int]()
        self._stop, self._step = threading.Event(), "waiting"
        self.result: T | None = None
        self.problem = ""
        self._thread = threading.Thread(target=self._run, name="marchland-import", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether the work still goes on."""
        return self._thread.is_alive()

    def standing(self) -> Standing:
        """Say how far the work is."""
        rows = dict(self._rows)
        return Standing(self._step, rows.get(self._step, 0), share_done(rows))

    def cancel(self, *, wait_seconds: float = 0) -> None:
        """Have the work end as soon as it next reports, and wait for that if told to."""
        self._stop.set()
        if wait_seconds and self._thread is not threading.current_thread():
            self._thread.join(wait_seconds)

    def _follow(self, step: str, rows: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        if rows:
            self._step = step
            self._rows[step] = self._rows.get(step, 0) + rows

    def _run(self) -> None:
        try:
            while not SLOTS.acquire(timeout=_SLOT_SECONDS):
                self._follow("waiting", 0)
            try:
                self.result = self._work(self._follow)
            finally:
                SLOTS.release()
        except Cancelled:
            return
        except MarchlandError as error:
            self.problem = str(error)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it; the visitor gets a sentence
            self.problem = type(error).__name__


def share_done(rows: Mapping[str, int]) -> float:
    """Give the share of an import that is done: each step goes through the rows that the one before gave."""
    read, checked, joined = (rows.get(step, 0) for step in _SHARES)
    parts = (
        min(read / 50_000, 1.0) if not checked else 1.0,
        checked / read if read else 0.0,
        joined / checked if checked else 0.0,
    )
    return min(sum(share * min(part, 1.0) for share, part in zip(_SHARES.values(), parts, strict=True)), 1.0)
