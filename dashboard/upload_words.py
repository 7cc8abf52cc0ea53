"""The importer's sentences in the words of the dashboard: its options are fields here, not flags."""

from __future__ import annotations

import re

from dashboard.words import say
from geo.errors import shorten
from geo.importers.contract import Rejected

# options of the command line, with what may follow them, and the field that stands for each
FIELDS = {
    "mapping": "upload.columns",
    "sheet": "upload.sheet",
    "layer": "upload.layer",
    "encoding": "upload.encoding",
    "crs": "upload.crs",
    "date-order": "upload.order",
    "no-position": "upload.no_position",
    "accessed": "upload.accessed",
}
_OPTION = re.compile(rf"--({'|'.join(FIELDS)})\b(?: YYYY-MM-DD| NAME)?")


def in_fields(sentence: str) -> str:
    """Name the fields of the form where a sentence names options of the command line."""
    return _OPTION.sub(lambda found: f"“{say(FIELDS[found[1]])}”", sentence)


def say_reason(rejected: Rejected) -> str:
    """Give why a row was left out, without the row, column and value that stand in columns beside it."""
    message = in_fields(rejected.message)
    shown = f"value “{shorten(rejected.value)}”: " if rejected.value else ": "
    return message.partition(shown)[2] or message


def say_problem(name: str, problem: tuple[str, str]) -> str:
    """Say in a sentence why a file cannot be used; the refusal's own words have neither subject nor stop."""
    return in_fields(f"{name} {problem[1]}.")
