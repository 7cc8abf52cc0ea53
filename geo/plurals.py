"""Which form of a plural a number takes."""

from __future__ import annotations


def plural_form(count: int, code: str) -> str:
    """Name the form of a plural as Unicode's rules do (CLDR), for whole numbers.

    Parameters
    ----------
    code
        Language: ``ru`` has forms of its own, any other is counted as English is.
    """
    if code != "ru":
        return "one" if count == 1 else "other"
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else "many"
