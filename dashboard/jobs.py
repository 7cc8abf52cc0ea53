"""A file that takes long to make: made beside the app, watched while it grows, given up with one click."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Watch = Callable[[int, int], None]
Make = Callable[[Watch], bytes]


class GivenUp(Exception):  # noqa: N818 - no error: somebody asked for it
    """The work was given up by the one who asked for it."""


@dataclass
class Job:
    """A file in the making; the thread that makes it writes here, the app only reads.

    Attributes
    ----------
    suffix, name
        Format and name of the file.
    done, of
        Parts of the work that are done, and how many there are.
    content
        The file, once it is made.
    problem
        Why it could not be made; empty when it could.
    seen
        Whether the app has drawn that the work is over.
    """

    suffix: str
    name: str
    done: int = 0
    of: int = 1
    content: bytes | None = None
    problem: str = ""
    seen: bool = False
    started: float = field(default_factory=time.monotonic)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def runs(self) -> bool:
        """Tell whether the file is still being made."""
        return self.content is None and not self.problem

    @property
    def seconds(self) -> int:
        """Give the whole seconds since the work began."""
        return int(time.monotonic() - self.started)

    def give_up(self) -> None:
        """Let the thread stop at its next part; what it makes until then is thrown away."""
        self._stop.set()

    def watch(self, done: int, of: int) -> None:
        """Note how far the work is.

        Raises
        ------
        GivenUp
            When nobody waits for the file any more.
        """
        if self._stop.is_set():
            raise GivenUp
        self.done, self.of = done, of

    def run(self, make: Make) -> None:
        """Make the file; a problem is kept as a sentence, since no one stands by to catch it."""
        try:
            self.content = make(self.watch)
        except GivenUp:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader must hear of it
            self.problem = str(error) or type(error).__name__


def start_job(make: Make, *, suffix: str, name: str) -> Job:
    """Begin to make a file in a thread of its own.

    Parameters
    ----------
    make
        Gives the file's bytes, and calls the function it is given with ``(done, of)`` between its parts.
    """
    job = Job(suffix=suffix, name=name)
    threading.Thread(target=job.run, args=(make,), daemon=True, name=f"make {suffix}").start()
    return job
