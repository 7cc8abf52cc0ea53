"""Check, convert and enrich analysts' own files, from the command line."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from tqdm import tqdm

from geo import read_dossier
from geo.dates import parse_day
from geo.errors import DossierError, IngestError, MarchlandError
from geo.importers.cluster import enrich_on_cluster
from geo.importers.contract import FileReport, Options
from geo.importers.files import ImportResult, InputFile, Steps, import_files
from geo.importers.mapping import read_mapping
from geo.importers.read import Progress
from geo.importers.report import report_lines, reports_to_json

DONE, REFUSED, USAGE = 0, 1, 2


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(
        prog="ingest.py",
        description="Check files (CSV, XLSX, GeoJSON, GeoPackage, KML, KMZ, GPX, zipped shapefile, "
        "GeoParquet; ACLED and UCDP GED are recognised) and write their rows as a dossier that the "
        "dashboard and export.py open.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="file to read")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="folder to write (not with --check)")
    parser.add_argument(
        "--base", default="data", help="dossier whose layers are joined and shown (default: data)"
    )
    parser.add_argument("--check", action="store_true", help="read and report without writing")
    parser.add_argument("--report", metavar="FILE", type=Path, help="write the report as JSON")
    parser.add_argument(
        "--format",
        choices=("auto", "acled", "ucdp", "table"),
        default="auto",
        help="what the columns mean (default: auto)",
    )
    parser.add_argument("--mapping", metavar="FILE", type=Path, help="saved mapping of columns, YAML or JSON")
    parser.add_argument("--sheet", default="", help="sheet of a workbook")
    parser.add_argument("--layer", default="", help="layer of a GeoPackage, KML or GPX file")
    parser.add_argument("--encoding", default="", help="encoding of a text file, such as windows-1251")
    parser.add_argument("--crs", default="", help="reference system of the coordinates, such as EPSG:32642")
    parser.add_argument(
        "--date-order", choices=("dmy", "mdy"), default="", help="order of days written with numbers only"
    )
    parser.add_argument(
        "--no-position", action="store_true", help="accept a file without any column for positions"
    )
    parser.add_argument(
        "--accessed", default="", metavar="DATE", help="day on which the data was taken from its publisher"
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have rows joined by a Dask cluster, tcp://HOST:8786",
    )
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; exit codes 0 done, 1 refused or partly refused, 2 usage."""
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if not arguments.check and arguments.output is None:
        parser.error("-o DIR is needed unless --check is given")
    try:
        options = _options(arguments)
    except IngestError as error:
        return _say(f"{error}.", USAGE)
    try:
        base = read_dossier(arguments.base)
        with _Progress(shown=not arguments.quiet) as progress:
            result = import_files(
                [InputFile(path) for path in arguments.files],
                base=base,
                out=None if arguments.check else arguments.output,
                options=options,
                steps=_steps(arguments.scheduler, progress),
            )
        if arguments.report:
            write_report(arguments.report, result.reports)
    except IngestError as error:
        return _say(f"{error}.", USAGE if error.code == "output" else REFUSED)
    except DossierError as error:
        return _say("\n".join(map(str, error.problems)) or str(error), REFUSED)
    except MarchlandError as error:
        return _say(str(error), REFUSED)
    return _tell(result)


def _steps(scheduler: str, progress: Progress) -> Steps:
    if not scheduler:
        return Steps(progress=progress)
    return Steps(progress=progress, enrich=enrich_on_cluster(scheduler))


def _options(arguments: argparse.Namespace) -> Options:
    if arguments.accessed:
        try:
            parse_day(arguments.accessed)
        except ValueError as error:
            raise IngestError("usage", f"--accessed: {error}") from None
    options = Options(
        format=arguments.format,
        sheet=arguments.sheet,
        layer=arguments.layer,
        encoding=arguments.encoding,
        crs=arguments.crs,
        date_order=arguments.date_order,
        no_position=arguments.no_position,
        accessed=arguments.accessed,
    )
    return read_mapping(arguments.mapping, options) if arguments.mapping else options


def write_report(path: Path, reports: Sequence[FileReport]) -> None:
    """Write reports as JSON, whole or not at all: one object for one file, a list for several.

    Raises
    ------
    IngestError
        When the folder is missing or the disk refuses.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=".marchland-", delete=False
        ) as file:
            temporary = file.name
            file.write(reports_to_json(reports))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise IngestError("output", f"{path} cannot be written: {error.strerror or error}") from None


def _tell(result: ImportResult) -> int:
    for report in result.reports:
        refused = report.refused is not None
        for line in report_lines(report):
            print(line, file=sys.stderr if refused else sys.stdout)
    if result.duplicates:
        print(
            f"{len(result.duplicates):,} pairs of rows may be the same incident: see duplicates.csv. "
            "Nothing was merged."
        )
    if result.folder:
        print(f"Written: {result.folder}{os.sep}")
    return DONE if result.complete else REFUSED


class _Progress:
    """Bars for the steps of an import, on the error output."""

    def __init__(self, *, shown: bool) -> None:
        self._shown, self._bars = shown, dict[str, Any]()

    def __enter__(self) -> Self:
        return self

    def __call__(self, step: str, rows: int) -> None:
        if self._shown and rows:
            if step not in self._bars:
                self._bars[step] = tqdm(desc=step, unit=" rows", unit_scale=True, leave=True)
            self._bars[step].update(rows)

    def __exit__(self, *_: object) -> None:
        for bar in self._bars.values():
            bar.close()


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
