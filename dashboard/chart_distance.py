"""How far from the line the incidents lie, with what is known too coarsely to say kept apart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.figure import ACCENT, FAINT, HEIGHT, Figure, layer
from dashboard.text import number
from geo import Dossier

# upper ends of the classes in km
ENDS_KM = (1, 2, 5, 10, 20, 50)
FINE, COARSE = "surely in this class", "may lie in another, so coarse is the place"


def figure_distance(shown: Dossier) -> Figure:
    """Make the classes of distance of the incidents that are shown and have a place."""
    rows = class_distances(shown.incidents)
    wide = rows.pivot_table(index="class", columns="known", values="incidents", observed=False, aggfunc="sum")
    wide = wide.reindex(columns=[FINE, COARSE], fill_value=0).astype(int).reset_index()
    table = wide.rename(
        columns={"class": "Distance from the line", FINE: FINE.capitalize(), COARSE: COARSE.capitalize()}
    )
    measured = shown.incidents["distance_km"].dropna()
    if measured.empty:
        return Figure(None, "None of them has a place from which a distance could be measured.", table)
    without = len(shown.incidents) - len(measured)
    says = (
        f"Half of the {number(len(measured), 'incident')} with a place lie within "
        f"{measured.median():.1f} km of "
        "the line drawn for their day, measured from the point, often a village centre."
    )
    if without:
        says += f" {number(without, 'incident')} cannot be measured."
    return Figure(_draw(rows), says, table)


def class_distances(incidents: pd.DataFrame) -> pd.DataFrame:
    """Count by class of distance: ``class``, ``known`` (surely or not) and ``incidents``."""
    measured = incidents.dropna(subset=["distance_km"])
    names = [f"{low}–{high} km" for low, high in zip((0, *ENDS_KM), ENDS_KM, strict=False)]
    names.append(f"over {ENDS_KM[-1]} km")
    edges = [-0.001, *ENDS_KM, float("inf")]
    distance, radius = measured["distance_km"], measured["uncertainty_m"].fillna(float("inf")) / 1000
    classes, low, high = (
        pd.cut(values, edges, labels=names)
        for values in (distance, (distance - radius).clip(lower=0), distance + radius)
    )
    sure = (classes == low) & (classes == high)
    known = sure.map({True: FINE, False: COARSE})
    counts = pd.DataFrame({"class": classes, "known": known}).value_counts(sort=False)
    every = pd.MultiIndex.from_product([names, [FINE, COARSE]], names=["class", "known"])
    return counts.reindex(every, fill_value=0).rename("incidents").reset_index()


def _draw(rows: pd.DataFrame) -> alt.LayerChart:
    data = rows[rows["incidents"] > 0].astype({"incidents": "int32"})
    order = list(dict.fromkeys(rows["class"]))
    bars = (
        alt.Chart(data)
        .mark_bar(size=34)
        .encode(
            x=alt.X(
                "class:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelAngle=0)
            ),
            y=alt.Y("incidents:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=4, format="d")),
            color=alt.Color(
                "known:N",
                scale=alt.Scale(domain=[FINE, COARSE], range=[ACCENT, FAINT]),
                legend=alt.Legend(title=None, orient="top", labelLimit=400),
            ),
            order=alt.Order("known:N", sort="descending"),
            tooltip=["class:N", "known:N", "incidents:Q"],
        )
    )
    return layer([bars], height=HEIGHT)
