"""Figures about one event or incident, by who gave them: a range for each claimant, never a sum."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import altair as alt
import pandas as pd

from dashboard.fields import name_side
from dashboard.figure import QUIET, Figure, layer, top_legend
from dashboard.text import UNKNOWN
from dashboard.words import say, say_number
from geo import Dossier

SIGNS = {"about": "≈ ", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ "}
WHOLE, PART = "whole", "part"
# words stand over the marks: beside them they would leave no room for these on a phone
ROW_HEIGHT, LINE_HEIGHT, LONGEST_LINE = 36, 13, 48
# what legend and axis take of the height
AROUND = 140
COLUMNS = ("claimant", "of", "figure", "as_of", "scope", "source")


def list_subjects(shown: Dossier) -> dict[str, str]:
    """Give the events, then the incidents, that are shown and have figures: id to title, latest first."""
    with_figures = set(shown.claims["subject_id"])
    events, incidents = shown.events, shown.incidents
    used = with_figures & set(incidents["event_id"].dropna())
    named = events[events["event_id"].isin(used)].sort_values("date_start", ascending=False)
    own = incidents[incidents["incident_id"].isin(with_figures)].sort_values("first_day", ascending=False)
    titles = dict(zip(named["event_id"], named["title"], strict=True))
    days = own["date_start"].dt.strftime("%Y-%m-%d").fillna(say("claims.no_date"))
    return titles | {
        i: f"{day}: {t}" for i, day, t in zip(own["incident_id"], days, own["title"], strict=True)
    }


def list_measures(dossier: Dossier, subject: str) -> dict[str, str]:
    """Give what the figures about a subject count, most figures first: code to words."""
    counts = dossier.claims.loc[dossier.claims["subject_id"] == subject, "measure"].value_counts()
    return {str(code): dossier.descriptor.label("measure", str(code)) for code in counts.index}


def figure_claims(dossier: Dossier, subject: str, measure: str) -> Figure:
    """Make the ranges of one measure about one subject."""
    rows = claim_rows(dossier, subject, measure)
    table = rows[list(COLUMNS)].rename(columns=name_columns(COLUMNS))
    if rows.empty:
        return Figure(None, say("claims.nobody"), table)
    return Figure(_draw(dossier, rows), _say(dossier, rows, measure), table)


def claim_rows(dossier: Dossier, subject: str, measure: str) -> pd.DataFrame:
    """Give each figure in words and as a value, claimants in the dossier's order.

    Returns
    -------
    pandas.DataFrame
        ``claimant``, ``of``, ``figure``, ``as_of``, ``scope``, ``source`` (words), ``row`` (the chart's
        row), ``side`` (party or empty), ``value`` and ``covers`` (whole or part).
    """
    descriptor = dossier.descriptor
    claims = dossier.claims
    rows = claims[(claims["subject_id"] == subject) & (claims["measure"] == measure)].copy()
    order = {c.id: n for n, c in enumerate(descriptor.claimants)}
    names = {c.id: c.name for c in descriptor.claimants}
    sides = {c.id: c.party or "" for c in descriptor.claimants}
    of = {party.id: name_side(dossier, party.id) for party in descriptor.parties}
    publishers = dict(zip(dossier.sources["source_id"], dossier.sources["publisher"], strict=True))
    rows["rank"] = rows["claimant"].map(order).fillna(len(order))
    rows = rows.sort_values(["rank", "of_party", "as_of"], na_position="first")
    scope = rows["scope"].astype("string").fillna("")
    said = [
        f"{SIGNS.get(q, '')}{say_number(float(value))}"
        for q, value in zip(rows["qualifier"], rows["value"], strict=True)
    ]
    out = pd.DataFrame(
        {
            "claimant": rows["claimant"].map(names).fillna(rows["claimant"]).astype(str),
            "of": rows["of_party"].map(of).fillna(say("claims.both")).astype(str),
            "figure": said,
            "as_of": rows["as_of"].astype("string").fillna(UNKNOWN).astype(str),
            "scope": scope.replace("", UNKNOWN).astype(str),
            "source": rows["source_id"].map(publishers).astype("string").fillna(UNKNOWN).astype(str),
            "side": rows["claimant"].map(sides).fillna("").astype(str),
            "value": rows["value"].astype("float64"),
            "covers": [PART if text else WHOLE for text in scope],
        }
    ).reset_index(drop=True)
    split = out["of"].where(rows["of_party"].notna().to_numpy(), "")
    return out.assign(
        row=[
            say("claims.row_of", claimant=c, side=o) if o else c
            for c, o in zip(out["claimant"], split, strict=True)
        ]
    )


def _say(dossier: Dossier, rows: pd.DataFrame, measure: str) -> str:
    label = dossier.descriptor.label("measure", measure)
    low, high = float(rows["value"].min()), float(rows["value"].max())
    values = {"low": say_number(low), "high": say_number(high)}
    return say(
        "claims.says",
        label=label,
        figures=say("n.figures", n=len(rows)),
        claimants=say("n.claimants", n=int(rows["claimant"].nunique())),
        span=say("claims.all_say", value=values["low"]) if low == high else say("claims.span", **values),
    )


def name_columns(columns: Iterable[str]) -> dict[str, str]:
    """Give the headings of columns of figures."""
    return {column: say(f"claims.{column}") for column in columns}


def _draw(dossier: Dossier, rows: pd.DataFrame) -> alt.LayerChart:
    parties = dossier.descriptor.parties
    names = {party.id: name_side(dossier, party.id) for party in parties} | {"": say("claims.third")}
    data = rows.assign(speaker=rows["side"].map(names).fillna(names[""]))
    color = _color_sides(dossier, names, used=set(rows["side"]))
    names_of_rows = list(dict.fromkeys(rows["row"]))
    y = alt.Y("row:N", sort=names_of_rows, title=None, axis=alt.Axis(labels=False, ticks=False, domain=False))
    x = alt.X(
        "value:Q",
        title=None,
        axis=alt.Axis(format=",~d", tickCount=6, tickMinStep=1),
        scale=alt.Scale(zero=True),
    )
    whole = data[data["covers"] == WHOLE].groupby(["row", "speaker"], sort=False)["value"]
    ranges = whole.agg(low="min", high="max").reset_index()
    bars = alt.Chart(ranges).mark_rule(strokeWidth=8, opacity=0.35, strokeCap="round")
    bars = bars.encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y, color=color)
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in name_columns(COLUMNS[:-1]).items()]
    points = data[["row", "speaker", "value", "covers", *(tip.shorthand.split(":")[0] for tip in tips)]]
    dots = []
    for covers, filled in ((WHOLE, True), (PART, False)):
        part = points[points["covers"] == covers]
        if len(part):
            marks = alt.Chart(part).mark_point(size=70, filled=filled, opacity=1)
            dots.append(marks.encode(x=x, y=y, color=color, tooltip=tips))
    words, row_height = _write_rows(names_of_rows)
    drawn = [bars, *dots] if len(ranges) else dots
    drawn.append(words.encode(x=alt.value(4), y=y))
    return layer(drawn, height=row_height * len(names_of_rows) + AROUND)


def _color_sides(dossier: Dossier, names: dict[str, str], *, used: set[str]) -> alt.Color:
    colors = {party.id: party.color for party in dossier.descriptor.parties} | {"": QUIET}
    shown = [key for key in colors if key in used]
    return alt.Color(
        "speaker:N",
        scale=alt.Scale(domain=[names[key] for key in shown], range=[colors[key] for key in shown]),
        legend=top_legend(columns=1, symbolOpacity=1),
    )


def _write_rows(names: list[str]) -> tuple[alt.Chart, int]:
    """Write the names over the rows, long ones in two lines; give also the height of a row."""
    split = ["\n".join(textwrap.wrap(name, LONGEST_LINE, max_lines=2, placeholder=" …")) for name in names]
    tall = any("\n" in text for text in split)
    marks = alt.Chart(pd.DataFrame({"row": names, "words": split})).mark_text(
        align="left", baseline="bottom", dy=-18, lineHeight=LINE_HEIGHT, lineBreak="\n", color=QUIET
    )
    return marks.encode(text="words:N"), ROW_HEIGHT + LINE_HEIGHT * tall
