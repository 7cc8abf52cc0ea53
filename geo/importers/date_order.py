"""Find the one order in which a column writes its days: proved by a row, or stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.errors import IngestError, shorten
from geo.importers.dates import numeric_parts


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a column: ``dmy``, ``mdy`` or ``""`` (no numbers-only day), and the row that proves it."""

    order: str
    row: int | None = None
    text: str = ""
    undecided: tuple[int, str] | None = None


def find_order(column: str, texts: Iterable[tuple[int, str]], *, stated: str = "") -> Order:
    """Find the order of a column.

    Parameters
    ----------
    texts
        Distinct cells, each with the first row that has it.

    Raises
    ------
    IngestError
        When two rows contradict each other, or what is stated.
    """
    proofs: dict[str, tuple[int, str]] = {}
    undecided: tuple[int, str] | None = None
    for row, text in texts:
        order = _proof(" ".join(text.split()))
        if order == "open":
            undecided = min(undecided or (row, text), (row, text))
        elif order:
            proofs[order] = min(proofs.get(order, (row, text)), (row, text))
    if len(proofs) > 1:
        (day_row, day), (month_row, month) = proofs["dmy"], proofs["mdy"]
        raise IngestError(
            "date-order",
            f"column “{shorten(column)}” has two orders of dates: row {day_row}, “{shorten(day)}”, writes "
            "the day first, "
            f"row {month_row}, “{shorten(month)}”, the month. Correct one, or write days as 2022-09-14",
        )
    for order, (row, text) in proofs.items():
        if stated in {"dmy", "mdy"} and stated != order:
            raise IngestError(
                "date-order",
                f"column “{shorten(column)}”, row {row}, “{shorten(text)}” contradicts the stated order "
                f"{stated}",
            )
        return Order(order, row, text)
    if stated in {"dmy", "mdy"}:
        return Order(stated if undecided else "", undecided=undecided)
    return Order("", undecided=undecided)


def settle_orders(orders: Mapping[str, Order], *, stated: str = "") -> dict[str, tuple[str, str]]:
    """Give each column its order and a sentence about it (empty when there is nothing to say).

    A column whose rows prove nothing takes the order that another date column of the file proves.

    Raises
    ------
    IngestError
        When nothing proves the order: the user has to state it.
    """
    proved = {order.order for order in orders.values() if order.row is not None}
    borrowed = next(iter(proved)) if len(proved) == 1 else ""
    settled: dict[str, tuple[str, str]] = {}
    for column, order in orders.items():
        words = {"dmy": "day first", "mdy": "month first"}
        if order.row is not None:
            said = (
                f"“{column}” writes the {words[order.order]}: row {order.row}, “{shorten(order.text)}”, "
                "proves it."
            )
            settled[column] = order.order, said
        elif order.undecided is None:
            settled[column] = "", ""
        elif chosen := order.order or borrowed:
            why = "as stated" if stated == chosen else "as another date column of the file proves"
            settled[column] = chosen, f"“{column}” is read {words[chosen]}, {why}."
        else:
            row, text = order.undecided
            raise IngestError(
                "date-order",
                f"column “{shorten(column)}”, row {row}, “{shorten(text)}”: no row shows whether day or "
                "month comes "
                "first. State --date-order dmy or --date-order mdy",
            )
    return settled


def _proof(text: str) -> str:
    parts = numeric_parts(text)
    if parts is None:
        return ""
    one, two, _ = parts
    if one > 12 and two > 12:
        return ""
    if one > 12:
        return "dmy" if one <= 31 else ""
    if two > 12:
        return "mdy" if two <= 31 else ""
    return "" if one == two else "open"
