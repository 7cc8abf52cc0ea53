"""Everything that the parts of a figure need to know about what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo import Dossier
from geo.briefing import Briefing
from layers.figure_paper import Layout
from layers.figure_sheet import LAND, Sheet
from layers.figure_tongue import Tongue
from layers.figure_view import View


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure in the making.

    Attributes
    ----------
    whole, dossier
        All incidents, and only those that pass.
    keys
        Layers that are on.
    day
        Day of the line.
    tongue
        Language of every word that is not data.
    """

    sheet: Sheet
    layout: Layout
    view: View
    whole: Dossier
    dossier: Dossier
    briefing: Briefing
    keys: frozenset[str]
    day: date
    tongue: Tongue

    def pt(self, points: float) -> float:
        """Scale a length in points to the sheet."""
        return points * self.sheet.scale

    def colour_of(self, iso3: object) -> str:
        """Give a party's colour, grey for any other country."""
        parties = {party.id: party.color for party in self.whole.descriptor.parties}
        return parties.get(str(iso3), LAND)

    def name_of(self, row: pd.Series, *, column: str = "name") -> str:
        """Give a name in the language chosen where there is one, else as it is."""
        for key in (f"{column}_{self.briefing.state.lang}", column):
            if isinstance(value := row.get(key), str) and value:
                return value
        return ""
