"""The rows of the table: one page at a time, in the order and with the columns that were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.table_cells import make_accounts, make_cells
from dashboard.text import shorten
from geo import CONFIDENCES, GEO_PRECISIONS, Dossier
from geo.columns import STANDARD_COLUMNS
from geo.importers.convert import DERIVED

PAGE_ROWS = 100
# characters of a text: the longest of these with which a page stays within the budget
TEXT_LIMITS = (110, 90, 70, 50, 30)
# bytes of text that one change of the filters may send; the whole change is to stay under 60 kB
TEXT_BUDGET = 17_000
# columns that can be chosen, in the order in which they stand; ``accounts`` is one for each party
COLUMNS = (
    "date", "precision", "place", "type", "title", "event", "hotspot", "geo_precision", "sector", "distance",
    "confidence", "summary", "accounts", "sources", "link",
)  # fmt: skip
USUAL_COLUMNS = ("date", "precision", "place", "type", "title", "accounts", "sources", "link")
# these hold few values again and again, so that each value is sent once
_REPEATING = frozenset(
    {"precision", "place", "type", "event", "hotspot", "geo_precision", "sector", "confidence", "link"}
)
# how rows can be ordered: by which column, and whether from its low end
ORDERS = MappingProxyType(
    {
        "latest": ("first_day", False),
        "earliest": ("first_day", True),
        "place": ("place", True),
        "type": ("incident_type", True),
        "nearest": ("distance_km", True),
        "precise": ("geo_precision", True),
        "sure": ("confidence", True),
    }
)
_RANKS = MappingProxyType({"geo_precision": GEO_PRECISIONS, "confidence": CONFIDENCES})
_NO_COLUMNS = frozenset({"geometry", "told_by", "claims_differ", *DERIVED})


def other_columns(dossier: Dossier) -> tuple[str, ...]:
    """Give the columns of the incidents that the dossier has beside the standard ones."""
    known = {*STANDARD_COLUMNS["incidents"], *_NO_COLUMNS, *COLUMNS}
    return tuple(name for name in dossier.incidents.columns if name not in known)


def table_rows(
    dossier: Dossier,
    *,
    page: int = 1,
    limit: int = TEXT_LIMITS[0],
    order: str = "latest",
    columns: Sequence[str] = USUAL_COLUMNS,
) -> pd.DataFrame:
    """Make one page of the table.

    Parameters
    ----------
    dossier
        Filtered.
    page
        Number of the page, from 1, of :data:`PAGE_ROWS` rows each.
    limit
        Characters at which a text is cut.
    order
        A key of :data:`ORDERS`.
    columns
        Of :data:`COLUMNS`, or columns of the incidents themselves, in any order.

    Returns
    -------
    pandas.DataFrame
        The columns chosen, as :data:`COLUMNS` has them and then the dossier's own: text, but for ``distance``
        (km from the line) and ``sources`` (how many). ``date`` is as precise as it is known, ``link`` the
        first source's address or None, ``accounts`` a column ``account <party>`` for each party.
    """
    rows = order_rows(dossier, order=order).iloc[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]

    def cut(text: str) -> str:
        return shorten(text, limit)

    made: dict[str, Any] = {}
    for name in (*COLUMNS, *(c for c in columns if c not in COLUMNS)):
        if name == "accounts" and name in columns:
            made |= {f"account {party}": texts for party, texts in make_accounts(dossier, rows, cut).items()}
        elif name in columns:
            made[name] = make_cells(name, dossier, rows, cut)
    return pd.DataFrame(made, index=pd.RangeIndex(len(rows)))


def fit_rows(dossier: Dossier, *, page: int = 1, budget: int = TEXT_BUDGET, **chosen: Any) -> pd.DataFrame:
    """Make one page of the table with its texts as long as the budget of bytes allows.

    Parameters
    ----------
    chosen
        ``order`` and ``columns``, as :func:`table_rows` takes them.
    """
    for limit in TEXT_LIMITS:
        table = table_rows(dossier, page=page, limit=limit, **chosen)
        if text_bytes(table) <= budget:
            break
    repeating = [c for c in table.columns if c in _REPEATING or c.startswith("account ")]
    return table.astype(dict.fromkeys(repeating, "category"))


def text_bytes(table: pd.DataFrame) -> int:
    """Count the bytes of a table's texts, a text that is repeated in its column once."""
    texts = table.select_dtypes(exclude="number")
    return sum(len(str(text).encode()) for column in texts for text in texts[column].unique())


def order_rows(dossier: Dossier, *, order: str = "latest") -> pd.DataFrame:
    """Give the incidents in an order of :data:`ORDERS`; what has no value comes last, the latest first."""
    rows = dossier.incidents
    column, ascending = ORDERS[order]
    key = rows[column]
    if column in _RANKS:
        ranks = {code: rank for rank, code in enumerate(_RANKS[column])}
        key = key.astype("str").map(ranks)
    elif key.dtype == object or isinstance(key.dtype, pd.StringDtype | pd.CategoricalDtype):
        key = key.astype("str").str.casefold().where(rows[column].notna())
    keys = pd.DataFrame({"key": key, "day": rows["first_day"], "id": rows["incident_id"]})
    order_of = keys.sort_values(["key", "day", "id"], ascending=[ascending, False, True], na_position="last")
    ordered: pd.DataFrame = rows.loc[order_of.index]
    return ordered


def find_row(ordered: pd.DataFrame, incident_id: str) -> int | None:
    """Give the position of an incident, or None when it is not among them."""
    found = (ordered["incident_id"] == incident_id).to_numpy().nonzero()[0]
    return int(found[0]) if len(found) else None
