"""Incidents: one symbol per place with a count, and a ring as wide as the place is uncertain."""

from __future__ import annotations

from layers.drawn import DrawnLayer


class IncidentsLayer(DrawnLayer):
    """What happened, where and how precisely that is known."""

    key = "incidents"
