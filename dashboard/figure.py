"""One answer to a question: a chart, its summary in words and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from dashboard.words import FIRST, language, say, say_list

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCENT, FAINT, QUIET = "#b4471f", "#e0ab95", "#8b8d91"
HEIGHT = 240
BAR_HEIGHT = 26
# name of the selection in a chart that can be chosen in
PICK = "pick"


@dataclass(frozen=True)
class Figure:
    """A chart that can be read without seeing it.

    Attributes
    ----------
    chart
        None when there is nothing to draw; ``says`` then says why.
    says
        What the chart shows, in one or two sentences.
    table
        The figures behind it, with headings for readers.
    picks
        What a choice in the chart sets: ``days``, a field of :class:`geo.Filters`, or empty for nothing.
    """

    chart: alt.LayerChart | None
    says: str
    table: pd.DataFrame
    picks: str = ""


def draw_bars(frame: pd.DataFrame, *, head: str, field: str = "incidents") -> alt.LayerChart:
    """Draw one bar for each row, in order, with the figure at its end; a click picks a row's ``code``.

    Parameters
    ----------
    frame
        ``code``, ``name``, the counted field and ``chosen`` (False draws the bar fainter).
    head
        What the bars stand for, in words.
    """
    base = alt.Chart(frame).encode(
        x=alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domainMin=0)),
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)),
    )
    pick = alt.selection_point(name=PICK, fields=["code"], on="click", clear=False)
    bars = (
        base.mark_bar(height=12, cornerRadiusEnd=2, cursor="pointer")
        .encode(
            color=alt.Color("chosen:N", scale=two_tones(), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title=head),
                alt.Tooltip(f"{field}:Q", title=say("months.incidents")),
            ],
        )
        .add_params(pick)
    )
    figures = base.mark_text(align="left", dx=5, color=QUIET).encode(text=alt.Text(f"{field}:Q", format=","))
    return layer([bars, figures], height=max(BAR_HEIGHT * len(frame), 80))


def top_legend(*, columns: int = 2, **options: Any) -> alt.Legend:
    """Give a legend above a chart, in so few columns that none is cut off on a screen 360 px wide."""
    return alt.Legend(title=None, orient="top", columns=columns, labelLimit=310, **options)


def two_tones() -> alt.Scale:
    """Give the scale that draws what is chosen in the accent and the rest fainter."""
    return alt.Scale(domain=[True, False], range=[ACCENT, FAINT])


def layer(layers: Sequence[alt.Chart], *, height: int = HEIGHT, **options: Any) -> alt.LayerChart:
    """Put charts over each other, with a menu that saves the picture and offers nothing else."""
    actions = {"export": {"svg": True, "png": True}, "source": False, "compiled": False, "editor": False}
    words = {"PNG_ACTION": say("views.png"), "SVG_ACTION": say("views.svg")}
    embed = {"actions": actions, "downloadFileName": "marchland-chart", "i18n": words}
    locale = {"timeFormatLocale": _time_locale(), "formatLocale": _number_locale()}
    usermeta = {"embedOptions": embed | (locale if language() != FIRST else {})}
    return alt.LayerChart(layer=list(layers), height=height, usermeta=usermeta, **options)


def _time_locale() -> dict[str, Any]:
    names = {"days": "weekdays", "shortDays": "weekdays_short", "months": "months_alone"}
    names |= {"shortMonths": "months_short"}
    lists = {key: list(say_list(f"days.{name}")) for key, name in names.items()}
    return {"dateTime": "%x %X", "date": "%d.%m.%Y", "time": "%H:%M:%S", "periods": ["", ""]} | lists


def _number_locale() -> dict[str, Any]:
    return {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", ""]}


def say_count(count: int, total: int) -> str:
    """Say a part with its share, as in “12 of 40 (30 %)”."""
    return say("ranks.part", count=count, total=total, share=f"{100 * count / max(total, 1):.0f}")
