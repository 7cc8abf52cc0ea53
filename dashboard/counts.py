"""How many incidents are shown, and what is left out, in words."""

from __future__ import annotations

from dashboard.text import number
from geo import Counts


def say_shown(counts: Counts) -> str:
    """Say how many are shown of how many, and how sure the dates make that."""
    if counts.total == 0:
        return "This dossier has no incidents."
    if counts.shown == 0:
        return f"No incident matches. The dossier has {number(counts.total, 'incident')}."
    if counts.total == counts.shown == 1:
        return "The only incident of the dossier is shown."
    if counts.shown == counts.total:
        return f"All {number(counts.total, 'incident')} of the dossier are shown."
    verb = "is" if counts.shown == 1 else "are"
    return f"{counts.shown:,} of {number(counts.total, 'incident')} {verb} shown."


def say_left_out(counts: Counts) -> list[str]:
    """List, one sentence each, what the reader does not see on the map and why."""
    sentences = []
    if counts.possible:
        certain = f"{counts.certain:,} surely within the dates"
        sentences.append(f"{certain}, {counts.possible:,} possibly: their date is known too coarsely.")
    if counts.unlocated:
        one, many = (
            "has no known place and is in the table only",
            "have no known place and are in the table only",
        )
        sentences.append(f"{counts.unlocated:,} of them {one if counts.unlocated == 1 else many}.")
    if counts.undated:
        one, many = "has no date and is left out", "have no date and are left out"
        sentences.append(f"{counts.undated:,} {one if counts.undated == 1 else many} while dates are set.")
    if counts.filtered:
        sentences.append(
            f"{counts.filtered:,} {'is' if counts.filtered == 1 else 'are'} outside the filters."
        )
    return sentences
