"""How far from the line the incidents lie, with what is known too coarsely to say kept apart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.figure import ACCENT, FAINT, HEIGHT, Figure, layer, top_legend
from dashboard.words import say, say_number
from geo import Dossier

# upper ends of the classes in km
ENDS_KM = (1, 2, 5, 10, 20, 50)
# how well the class is known; their words are those of the messages
FINE, COARSE = "sure", "coarse"


def figure_distance(shown: Dossier) -> Figure:
    """Make the classes of distance of the incidents that are shown and have a place."""
    rows = class_distances(shown.incidents)
    wide = rows.pivot_table(index="class", columns="known", values="incidents", observed=False, aggfunc="sum")
    wide = wide.reindex(columns=[FINE, COARSE], fill_value=0).astype(int).reset_index()
    heads = {"class": "distance.class", FINE: "distance.sure", COARSE: "distance.coarse"}
    table = wide.rename(columns={column: say(key) for column, key in heads.items()})
    measured = shown.incidents["distance_km"].dropna()
    if measured.empty:
        return Figure(None, say("distance.none"), table)
    without = len(shown.incidents) - len(measured)
    median = say_number(round(float(measured.median()), 1))
    says = say("distance.says", n=len(measured), km=median)
    if without:
        says += say("distance.without", n=without)
    return Figure(_draw(rows), says, table)


def class_distances(incidents: pd.DataFrame) -> pd.DataFrame:
    """Count by class of distance: ``class``, ``known`` (surely or not) and ``incidents``."""
    measured = incidents.dropna(subset=["distance_km"])
    names = [
        say("distance.between", low=low, high=high) for low, high in zip((0, *ENDS_KM), ENDS_KM, strict=False)
    ]
    names.append(say("distance.over", km=ENDS_KM[-1]))
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
    words = {FINE: say("distance.sure"), COARSE: say("distance.coarse")}
    data = rows[rows["incidents"] > 0].astype({"incidents": "int32"})
    data = data.assign(known=data["known"].map(words), rank=(data["known"] == COARSE).astype("int8"))
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
                scale=alt.Scale(domain=list(words.values()), range=[ACCENT, FAINT]),
                legend=top_legend(columns=1),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("class:N", title=say("distance.class")),
                alt.Tooltip("known:N", title=say("months.known")),
                alt.Tooltip("incidents:Q", title=say("months.incidents")),
            ],
        )
    )
    return layer([bars], height=HEIGHT)
