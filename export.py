"""Write a dossier's map, figures and data to files, from the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from geo import (
    Dossier,
    DossierError,
    ExportError,
    FilterError,
    Filters,
    ViewState,
    read_dossier,
    read_query,
)
from geo.briefing import PAPERS, Briefing, read_bbox
from geo.dates import parse_day
from geo.diff import changes_to_csv, compare_snapshots, describe_changes
from geo.errors import MarchlandError
from geo.files import write_file
from geo.licences import release_dossier
from geo.table import table_to_csv
from layers.batch import INDEX, run_batch
from layers.batch_list import read_batch
from layers.exports import SUFFIXES, make_export
from layers.snapshot import changes_to_html, read_snapshot
from layers.verify import SAME, verify_export

DONE, REFUSED, USAGE = 0, 1, 2


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8 whole or not at all; see :func:`geo.files.write_file`."""
    write_file(path, text.encode())


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(
        prog="export.py",
        description="Write a dossier's map, figures and data to files; verify and compare them.",
    )
    add = parser.add_argument
    add("dossier", nargs="?", default="data", help="folder of the dossier (default: data)")
    formats = " ".join(SUFFIXES)
    add(
        "-o", "--output", action="append", default=[], type=Path, metavar="FILE",
        help=f"file to write, its extension says the format ({formats}); may be repeated",
    )  # fmt: skip
    add("--query", default="", help='choice as in the address, e.g. "start=2022-09-14&type=arson"')
    add("--start", metavar="DATE", help="first day, YYYY-MM-DD; this and what follows wins over --query")
    add("--end", metavar="DATE", help="last day, YYYY-MM-DD")
    add("--lens", help="party or claimant whose figures are drawn")
    add("--as-of", metavar="DATE", help="day whose border is drawn (default: the last day)")
    add("--zone-km", type=float, metavar="KM", help="width of a what-if zone on each side of the line")
    add("--lang", help="language of names, where the dossier has them")
    add("--layers", metavar="KEYS", help="layers that are on, with commas between")
    add(
        "--bbox",
        type=str,
        metavar="W,S,E,N",
        help="frame of the map in degrees; it leaves out no row of a table",
    )
    add("--title", default="", help="title in place of the dossier's")
    add("--note", default="", help="a sentence of yours under the caption")
    add("--paper", default="a4", metavar="SIZE", help=f"size of a figure: {' '.join(PAPERS)} (default: a4)")
    add("--allow-restricted", default="", metavar="REASON",
        help="keep rows that may not be passed on; the reason is written into the file")  # fmt: skip
    add("--no-online-tiles", action="store_true", help="leave the online tiles' toggle and hosts out")
    add("--verify", nargs="+", type=Path, metavar="FILE", help="make these exports again and compare")
    add("--diff", nargs=2, type=Path, metavar=("A", "B"),
        help="say what changed between two pages; -o writes it as .txt, .csv or .html")  # fmt: skip
    add("--table", metavar="NAME", help="write one table of the dossier, such as sources, as .csv to -o")
    add("--batch", type=Path, metavar="TOML", help="make a list of briefings into the folder that -o names")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; exit codes 0 done, 1 refused, 2 usage."""
    options = build_parser().parse_args(argv)
    try:
        return _run(options)
    except FilterError as error:
        return _say(error, USAGE)
    except DossierError as error:
        return _say("\n".join(map(str, error.problems)) or error, REFUSED)
    except MarchlandError as error:
        return _say(error, REFUSED)


def _run(options: argparse.Namespace) -> int:
    if options.diff:
        return _diff(options.diff, options.output)
    if options.verify:
        return _verify(options.verify, read_dossier(options.dossier))
    if options.batch:
        return _batch(options)
    if options.table:
        return _table(options, read_dossier(options.dossier))
    for output in options.output:
        if output.suffix.lower() not in SUFFIXES:
            raise FilterError(f"{output} ends in “{output.suffix}”: expected one of {', '.join(SUFFIXES)}.")
    if not options.output:
        raise FilterError("There is nothing to do: name a file with -o, or use --verify, --diff or --batch.")
    return _export(options, read_dossier(options.dossier))


def _export(options: argparse.Namespace, dossier: Dossier) -> int:
    briefing = _briefing(options, dossier)
    # make them all before writing one, so that a refusal leaves nothing half done
    made = [(output, make_export(dossier, briefing, output.suffix.lower())) for output in options.output]
    print(briefing.filters.describe(dossier))
    for output, export in made:
        write_file(output, export.content)
        for ending, content in export.beside.items():
            write_file(output.with_name(output.name + ending), content)
        print(f"{output}: {export.manifest['counts_say']}")
    if said := release_dossier(dossier, allow=briefing.allow_restricted)[1].describe():
        print(said)
    return DONE


def _briefing(options: argparse.Namespace, dossier: Dossier) -> Briefing:
    filters, state = read_query(options.query, dossier=dossier)
    return Briefing(
        filters=_filters(options, filters, dossier),
        state=_state(options, state),
        online_tiles=not options.no_online_tiles,
        title=options.title,
        note=options.note,
        bbox=read_bbox(options.bbox) if options.bbox else None,
        paper=options.paper,
        allow_restricted=options.allow_restricted,
    )


def _filters(options: argparse.Namespace, filters: Filters, dossier: Dossier) -> Filters:
    start, end, as_of = (
        _day(f"--{key.replace('_', '-')}", getattr(options, key)) for key in ("start", "end", "as_of")
    )
    # both at once, so that an old end cannot clash with a new start
    changed = replace(
        filters,
        start=start or filters.start,
        end=end or filters.end,
        as_of=as_of or filters.as_of,
        lens=options.lens or filters.lens,
        zone_km=filters.zone_km if options.zone_km is None else options.zone_km,
    )
    # read once more, so that a lens that the dossier does not have is refused
    return read_query(changed.to_query(), dossier=dossier)[0]


def _state(options: argparse.Namespace, state: ViewState) -> ViewState:
    layers = options.layers.split(",") if options.layers else None
    return replace(
        state,
        lang=options.lang or state.lang,
        layers=tuple(key.strip() for key in layers if key.strip()) if layers else state.layers,
    )


def _day(option: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise FilterError(f"{option} is “{text}”: expected a day written YYYY-MM-DD.") from None


def _verify(paths: Sequence[Path], dossier: Dossier) -> int:
    same = True
    for path in paths:
        try:
            verdict = verify_export(path, dossier)
        except ExportError as error:
            _say(error, REFUSED)
            same = False
            continue
        print(verdict.describe(str(path)))
        same = same and verdict.outcome == SAME
    return DONE if same else REFUSED


def _diff(pair: Sequence[Path], outputs: Sequence[Path]) -> int:
    before, after = pair
    changes = compare_snapshots(read_snapshot(before), read_snapshot(after))
    names = {"before": before.name, "after": after.name}
    text = describe_changes(changes, **names)
    if not outputs:
        print(text, end="")
    for output in outputs:
        writers = {
            ".txt": lambda: text,
            ".csv": lambda: changes_to_csv(changes),
            ".html": lambda: changes_to_html(changes, **names),
        }
        if output.suffix.lower() not in writers:
            raise FilterError(f"{output} ends in “{output.suffix}”: expected one of {', '.join(writers)}.")
        write_text(output, writers[output.suffix.lower()]())
        print(f"{output}: {text.splitlines()[0]}")
    return DONE


def _table(options: argparse.Namespace, dossier: Dossier) -> int:
    if [output.suffix.lower() for output in options.output] != [".csv"]:
        raise FilterError("A table needs one .csv file: name it with -o.")
    if options.table not in dossier.tables:
        known = ", ".join(sorted(dossier.tables))
        raise FilterError(f"--table is “{options.table}”: expected one of {known}.")
    allowed, release = release_dossier(dossier, allow=options.allow_restricted)
    [output] = options.output
    write_text(output, table_to_csv(allowed, options.table))
    print(f"{output}: {len(allowed.tables[options.table])} rows of {options.table}.")
    if said := release.describe():
        print(said)
    return DONE


def _batch(options: argparse.Namespace) -> int:
    if len(options.output) != 1 or options.output[0].suffix:
        raise FilterError("A batch needs one folder: name it with -o.")
    [folder] = options.output
    dossier = read_dossier(options.dossier)
    tasks = read_batch(options.batch, dossier)
    made = 0
    with tqdm(total=len(tasks), unit="file", disable=None) as bar:

        def done(_task: object, fresh: bool) -> None:  # noqa: FBT001 - a callback
            nonlocal made
            made += fresh
            bar.update()

        run_batch(tasks, dossier, folder, done=done)
    print(f"{folder / INDEX}: {len(tasks)} files, {made} of them made now.")
    return DONE


def _say(message: object, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
