"""Areas under the line: enclaves, countries and lakes."""

from __future__ import annotations

from layers.drawn import DrawnLayer


class EnclavesLayer(DrawnLayer):
    """Detached areas, from the drawing in force or the latest earlier one that has them."""

    key = "enclaves"


class CountriesLayer(DrawnLayer):
    """Pale fills in the parties' colours, third countries in grey."""

    key = "countries"


class LakesLayer(DrawnLayer):
    """Lakes and reservoirs."""

    key = "lakes"
