"""Remember where points lie: event data repeats the points of its gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import pandas as pd

# points remembered at once; about 60 MB
KNOWN_PLACES = 200_000


class KnownPlaces:
    """What was found for points met before; every process keeps its own, and none of it travels."""

    def __init__(self) -> None:
        self._rows: dict[tuple[float, float, str], int] = {}
        self._found: pd.DataFrame | None = None
        self._lock = Lock()

    def __reduce__(self) -> tuple[type[KnownPlaces], tuple[()]]:
        return (KnownPlaces, ())

    def look_up(self, keys: pd.DataFrame, locate: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
        """Give what is found for distinct points, asking only for those that are new.

        Parameters
        ----------
        keys
            Distinct rows of ``x``, ``y`` (degrees, EPSG:4326) and ``drawing``.
        locate
            Gives for such rows one row each, in their order.
        """
        tuples = list(zip(keys["x"], keys["y"], keys["drawing"], strict=True))
        with self._lock:
            fresh = [number for number, key in enumerate(tuples) if key not in self._rows]
            if fresh or self._found is None:
                found = locate(keys.iloc[fresh])
                known = [] if self._found is None else [self._found]
                first = sum(map(len, known))
                self._found = pd.concat([*known, found], ignore_index=True)
                self._rows.update({tuples[number]: first + row for row, number in enumerate(fresh)})
            out = self._found.iloc[[self._rows[key] for key in tuples]].reset_index(drop=True)
            if len(self._rows) > KNOWN_PLACES:
                self._rows, self._found = {}, None
        return out
