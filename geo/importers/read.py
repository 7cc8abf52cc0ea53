"""Read one file from first byte to accepted incidents: the steps of an import in their order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.descriptor import Bounds
from geo.errors import IngestError
from geo.importers.contract import Batch, Notes, Options, Rejected, Table
from geo.importers.convert import Conversion
from geo.importers.csv_file import open_csv
from geo.importers.figures import Figure
from geo.importers.geojson_file import open_geojson
from geo.importers.gpkg_file import open_gpkg
from geo.importers.gpx_file import open_gpx
from geo.importers.kml_file import open_kml, open_kmz
from geo.importers.mapping import Guess, map_columns
from geo.importers.parquet_file import open_parquet
from geo.importers.plan import Layout, check_position, make_plan
from geo.importers.profiles import Profile, choose_profile
from geo.importers.row_words import Ids
from geo.importers.shapefile_zip import open_shapefile
from geo.importers.sniff import sniff_file
from geo.importers.spool import spool_rows
from geo.importers.terms import file_terms
from geo.importers.xlsx_file import open_xlsx

INPUT, ROWS = "input", "rows.arrow"

Progress = Callable[[str, int], None]
Opener = Callable[[Path, Options], Table]
Run = Callable[[Path, Mapping[str, Any], Progress], str]
OPENERS: Mapping[str, Opener] = MappingProxyType(
    {
        "csv": open_csv,
        "xlsx": open_xlsx,
        "geojson": open_geojson,
        "gpkg": open_gpkg,
        "kml": open_kml,
        "kmz": open_kmz,
        "gpx": open_gpx,
        "shapefile": open_shapefile,
        "parquet": open_parquet,
    }
)


def quiet(_step: str, _rows: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Job:
    """What reading one file needs to know besides the user's options.

    Attributes
    ----------
    name
        What its owner calls the file.
    folder
        For the spooled rows and the parts; must exist.
    source_id
        Id of the row of ``sources`` that stands for the file.
    area
        Box of the dossier that the file is for, to suspect swapped coordinates.
    known
        Ids of events and hotspots that rows may name.
    write
        Whether to keep the accepted rows.
    """

    name: str
    folder: Path
    source_id: str
    area: Bounds | None = None
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    write: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file gave; its accepted rows lie in ``parts``."""

    rows_in: int
    accepted: int
    rejected: tuple[Rejected, ...]
    notes: Notes
    assumed: Mapping[str, str]
    guesses: tuple[Guess, ...]
    profile: Profile
    labels: Mapping[str, str]
    parts: tuple[Path, ...]
    figures: tuple[Figure, ...] = ()


def open_file(path: Path, options: Options, *, name: str) -> Table:
    """Open a file as what its first bytes and its name agree on.

    Raises
    ------
    IngestError
        Saying in a sentence why the file cannot be used.
    """
    return OPENERS[sniff_file(path, name=name)](path, options)


def read_file(path: Path, options: Options, job: Job, *, progress: Progress = quiet) -> Outcome:
    """Read a file into parts of accepted incidents, and everything that speaks against its rows.

    Raises
    ------
    IngestError
        When the file is refused as a whole.
    """
    return read_table(open_file(path, options, name=job.name), options, job, progress=progress)


def read_table(table: Table, options: Options, job: Job, *, progress: Progress = quiet) -> Outcome:
    """Read an opened table into parts of accepted incidents, as :func:`read_file` does.

    Raises
    ------
    IngestError
        When the table is refused as a whole.
    """
    profile = choose_profile(table.columns, stated=options.format)
    guesses = map_columns(table.columns, profile, options)
    layout = Layout(table, profile, guesses, check_position(guesses, table, options))
    rows = _counted(table, progress)
    spool = spool_rows(job.folder / ROWS, table.columns, rows, spatial=table.spatial)
    if not spool.rows and not spool.rejected:
        raise IngestError("no-rows", "has a header but no rows")
    notes = Notes((*table.notes, *spool.notes.freeze()))
    plan = make_plan(layout, spool, options, area=job.area, known=job.known, notes=notes)
    terms = file_terms(profile, options, notes)
    conversion = Conversion(
        plan, table.columns, job.name, terms, notes, Ids(Path(job.name).stem), job.source_id
    )
    rejected = list(spool.rejected)
    parts: list[Path] = []
    accepted = 0
    for number, batch in enumerate(spool.batches()):
        incidents, refused = conversion.convert(batch)
        rejected.extend(refused)
        accepted += incidents.num_rows
        if job.write and incidents.num_rows:
            parts.append(_write_part(incidents, job.folder / f"part-{number:05}.parquet"))
        progress("checked", batch.num_rows)
    return Outcome(
        rows_in=spool.rows + len(spool.rejected),
        accepted=accepted,
        rejected=tuple(sorted(rejected, key=lambda one: one.row)),
        notes=notes,
        assumed=table.assumed,
        guesses=guesses,
        profile=profile,
        labels=conversion.labels,
        parts=tuple(parts),
        figures=conversion.figures,
    )


def _counted(table: Table, progress: Progress) -> Iterator[Batch]:
    for batch in table.batches():
        progress("read", len(batch.rows))
        yield batch


def _write_part(incidents: pa.Table, path: Path) -> Path:
    pq.write_table(incidents, path, compression="lz4")
    return path


def outcome_to_json(outcome: Outcome) -> str:
    """Write an outcome so that another process can read it."""
    return json.dumps(
        {
            "rows_in": outcome.rows_in,
            "accepted": outcome.accepted,
            "rejected": [asdict(one) for one in outcome.rejected],
            "notes": [asdict(one) for one in outcome.notes.freeze()],
            "assumed": dict(outcome.assumed),
            "guesses": [asdict(one) for one in outcome.guesses],
            "profile": outcome.profile.name,
            "labels": dict(outcome.labels),
            "parts": [part.name for part in outcome.parts],
            "figures": [asdict(one) for one in outcome.figures],
        }
    )


def run_job(folder: Path, raw: Mapping[str, Any], *, progress: Progress) -> str:
    """Read the file of a job and give its result as JSON; whatever goes wrong becomes a refusal in words."""
    return in_words(_read_whole, folder, raw, progress)


def _read_whole(folder: Path, raw: Mapping[str, Any], progress: Progress) -> str:
    options, job = job_of(folder, raw)
    return outcome_to_json(read_file(folder / INPUT, options, job, progress=progress))


def job_of(folder: Path, raw: Mapping[str, Any]) -> tuple[Options, Job]:
    """Give options and job from the plain values that another process wrote."""
    area = Bounds(**raw["area"]) if raw["area"] else None
    return Options(**raw["options"]), Job(
        raw["name"], folder, raw["source_id"], area, raw["known"], raw["write"]
    )


def in_words(run: Run, folder: Path, raw: Mapping[str, Any], progress: Progress) -> str:
    """Run a job and give its JSON; whatever goes wrong becomes a refusal in words."""
    try:
        return run(folder, raw, progress)
    except IngestError as error:
        # the name of a temporary folder tells nobody anything
        return _refusal(error.code, str(error).replace(f"{folder}/", ""))
    except MemoryError:
        return _refusal("memory", "needs more memory than a file is given")
    except RecursionError:
        return _refusal("nested", "is nested too deeply")
    except Exception as error:  # noqa: BLE001 - a hostile file may raise anything; the user gets a sentence
        return _refusal("unreadable", f"cannot be read ({type(error).__name__})")


def _refusal(code: str, message: str) -> str:
    return json.dumps({"refused": [code, message]})
