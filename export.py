"""Write a dossier's map or table to a file, from the command line."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from geo import (
    Dossier,
    DossierError,
    ExportError,
    FilterError,
    Filters,
    ViewState,
    count_incidents,
    describe_counts,
    incidents_to_csv,
    read_dossier,
    read_query,
)
from geo.dates import parse_day
from geo.errors import MarchlandError
from layers import MapView, build_map, to_html

DONE, REFUSED, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: filters, the state of the view, and whether online tiles may be offered."""

    filters: Filters
    state: ViewState
    online_tiles: bool = True


def export_html(dossier: Dossier, choice: Choice) -> str:
    """Give the briefing map: one page with the whole dossier, opened at the choice."""
    view = MapView(filters=choice.filters, state=choice.state, online_tiles=choice.online_tiles)
    return to_html(build_map(dossier, view=view))


def export_csv(dossier: Dossier, choice: Choice) -> str:
    """Give the incidents that pass, located or not, as CSV."""
    return incidents_to_csv(choice.filters.apply(dossier))


WRITERS: Mapping[str, Callable[[Dossier, Choice], str]] = MappingProxyType(
    {".html": export_html, ".csv": export_csv}
)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: a temporary name in the same folder, then a rename.

    Raises
    ------
    ExportError
        When the folder is missing or the disk refuses.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=".marchland-", delete=False
        ) as file:
            temporary = file.name
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(
        prog="export.py", description="Write a dossier's map (.html) or its incidents (.csv) to a file."
    )
    parser.add_argument("dossier", nargs="?", default="data", help="folder of the dossier (default: data)")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, help="file to write; its extension says the format"
    )
    parser.add_argument(
        "--query", default="", help='choice as in the address, e.g. "start=2022-09-14&type=arson"'
    )
    parser.add_argument("--start", metavar="DATE", help="first day, YYYY-MM-DD; wins over --query")
    parser.add_argument("--end", metavar="DATE", help="last day, YYYY-MM-DD; wins over --query")
    parser.add_argument(
        "--no-online-tiles",
        action="store_true",
        help="leave the online tiles' toggle and hosts out",
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; exit codes 0 done, 1 refused, 2 usage."""
    options = build_parser().parse_args(argv)
    try:
        write = _writer(options.output)
        dossier = read_dossier(options.dossier)
        choice = _choice(options, dossier)
        write_text(options.output, write(dossier, choice))
    except FilterError as error:
        return _say(error, USAGE)
    except DossierError as error:
        return _say("\n".join(map(str, error.problems)) or error, REFUSED)
    except MarchlandError as error:
        return _say(error, REFUSED)
    print(choice.filters.describe(dossier))
    print(f"{options.output}: {describe_counts(count_incidents(dossier, choice.filters))}")
    return DONE


def _writer(output: Path) -> Callable[[Dossier, Choice], str]:
    writer = WRITERS.get(output.suffix.lower())
    if writer is None:
        raise FilterError(f"{output} ends in “{output.suffix}”: expected one of {', '.join(WRITERS)}.")
    return writer


def _choice(options: argparse.Namespace, dossier: Dossier) -> Choice:
    filters, state = read_query(options.query, dossier=dossier)
    start, end = _day("--start", options.start), _day("--end", options.end)
    # both at once, so that an old end cannot clash with a new start
    filters = replace(filters, start=start or filters.start, end=end or filters.end)
    return Choice(filters, state, online_tiles=not options.no_online_tiles)


def _day(option: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise FilterError(f"{option} is “{text}”: expected a day written YYYY-MM-DD.") from None


def _say(message: object, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
