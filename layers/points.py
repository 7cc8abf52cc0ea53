"""Points that are no incidents: hotspots, crossings, milestones, damage and populated places."""

from __future__ import annotations

from layers.drawn import DrawnLayer


class HotspotsLayer(DrawnLayer):
    """Named places where clashes recur."""

    key = "hotspots"


class CrossingsLayer(DrawnLayer):
    """Border crossings with their state on the day shown."""

    key = "crossings"


class MilestonesLayer(DrawnLayer):
    """Agreements, talks and closures that have a place."""

    key = "milestones"


class DamageLayer(DrawnLayer):
    """Damaged buildings by place."""

    key = "damage"


class PlacesLayer(DrawnLayer):
    """Towns and villages, for orientation."""

    key = "places"
