"""Make data like ACLED's, by seed: a CSV to the codebook, and the dossier that the importer makes of it.

``python benchmarks/acled_like.py FOLDER ROWS [--no-notes] [--seed N]`` writes a dossier.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path[:0] = [path for path in [str(ROOT)] if path not in sys.path]

from geo import read_dossier  # noqa: E402 - the root is on the path only now
from geo.importers.contract import Options  # noqa: E402 - as above
from geo.importers.files import InputFile, import_files  # noqa: E402 - as above
from geo.importers.names import ACLED_COLUMNS  # noqa: E402 - as above

SOUTH, NORTH, WEST, EAST = 38.5, 41.5, 67.5, 74.5
FIRST_DAY, LAST_DAY = "2010-01-01", "2025-12-31"
# rows for each place of the gazetteer, so that about a third of the rows share their point with another
ROWS_PER_PLACE = 1.6
EVENTS = {
    "Battles": ("Armed clash", "Government regains territory"),
    "Explosions/Remote violence": ("Shelling/artillery/missile attack", "Remote explosive/landmine/IED"),
    "Protests": ("Peaceful protest", "Protest with intervention"),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Strategic developments": ("Agreement", "Change to group/activity", "Looting/property destruction"),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance"),
}
SYLLABLES = (
    "ka",
    "ro",
    "ti",
    "shu",
    "bek",
    "dar",
    "ma",
    "lo",
    "ng",
    "ir",
    "su",
    "ya",
    "pa",
    "vo",
    "ze",
    "kh",
)
ACTORS = ("Forces", "Group", "Militia")
OPENINGS = (
    "On {day}, {actor1} {verb} {actor2} near {place}.",
    "{actor1} {verb} {actor2} in {place} ({admin}) on {day}.",
    "Around {day}, residents of {place} said that {actor1} {verb} {actor2}.",
)
VERBS = ("exchanged fire with", "fired mortars at", "clashed with", "threw stones at", "stopped", "detained")
ENDINGS = (
    "{n} people were injured and {m} houses damaged.",
    "The other side denied it and spoke of {n} wounded.",
    "No casualties were reported; traffic stopped for {n} hours.",
    "Talks of border representatives went on until {n}:{m:02d}.",
    "{source} reported {n} killed, another account says {m}.",
)


def write_acled_like(path: Path, *, rows: int, seed: int = 1, notes: bool = True) -> None:
    """Write a CSV with the columns of an ACLED export.

    Parameters
    ----------
    rows
        How many.
    notes
        Whether each row has a text of some sentences.
    """
    chance = np.random.default_rng(seed)
    places = _places(chance, max(1, int(rows / ROWS_PER_PLACE)))
    at = np.minimum((chance.pareto(0.6, rows) * len(places) / 60).astype(int), len(places) - 1)
    here = places.iloc[np.where(chance.random(rows) < 0.5, at, chance.integers(0, len(places), rows))]
    days = pd.to_datetime(chance.integers(*_day_range(), rows), unit="D").strftime("%Y-%m-%d")
    kinds = [(kind, sub) for kind, subs in EVENTS.items() for sub in subs]
    kind = chance.integers(0, len(kinds), rows)
    actors = np.array(
        [f"{_name(chance)} {word}" for word in ("Forces", "Group", "Militia") for _ in range(60)]
    )
    papers = np.array([f"{_name(chance)} News" for _ in range(400)])
    frame = pd.DataFrame(dict.fromkeys(ACLED_COLUMNS, ""), index=range(rows)).assign(
        event_id_cnty=[f"XXX{number}" for number in range(rows)],
        event_date=days,
        year=[day[:4] for day in days],
        time_precision=chance.choice(["1", "2", "3"], rows, p=[0.85, 0.1, 0.05]),
        disorder_type="Political violence",
        event_type=[kinds[code][0] for code in kind],
        sub_event_type=[kinds[code][1] for code in kind],
        actor1=chance.choice(actors, rows),
        actor2=chance.choice(actors, rows),
        iso="417",
        country="Kyrgyzstan",
        admin1=here["admin"].to_numpy(),
        location=here["place"].to_numpy(),
        latitude=here["latitude"].to_numpy(),
        longitude=here["longitude"].to_numpy(),
        geo_precision=chance.choice(["1", "2", "3"], rows, p=[0.6, 0.3, 0.1]),
        source=chance.choice(papers, rows),
        source_scale=chance.choice(["National", "Regional", "International"], rows),
        fatalities=chance.choice(["0", "1", "2", "5"], rows, p=[0.8, 0.1, 0.06, 0.04]),
        timestamp=chance.integers(1_500_000_000, 1_700_000_000, rows).astype(str),
    )
    if notes:
        frame["notes"] = _notes(chance, frame)
    frame.to_csv(path, index=False)


def write_dossier_like(
    folder: Path, *, rows: int, seed: int = 1, notes: bool = True, base: Path = ROOT / "data"
) -> Path:
    """Write a dossier with such rows and the layers of another, and give its folder."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "acled.csv"
        write_acled_like(path, rows=rows, seed=seed, notes=notes)
        given = Options(accessed="2026-01-01")
        result = import_files([InputFile(path)], base=read_dossier(base), out=folder, options=given)
    if not result.complete:
        raise ValueError(f"not every row was accepted: {result.reports[0]}")
    return folder


def _day_range() -> tuple[int, int]:
    first, last = (pd.Timestamp(day) for day in (FIRST_DAY, LAST_DAY))
    return (first - pd.Timestamp(0)).days, (last - pd.Timestamp(0)).days + 1


def _name(chance: np.random.Generator) -> str:
    return "".join(chance.choice(SYLLABLES, chance.integers(2, 5))).capitalize()


def _places(chance: np.random.Generator, count: int) -> pd.DataFrame:
    parts = chance.integers(0, len(SYLLABLES), (count, 3))
    return pd.DataFrame(
        {
            "place": ["".join(SYLLABLES[i] for i in row).capitalize() for row in parts],
            "admin": chance.choice([f"{_name(chance)} Region" for _ in range(12)], count),
            "latitude": chance.uniform(SOUTH, NORTH, count).round(4).astype(str),
            "longitude": chance.uniform(WEST, EAST, count).round(4).astype(str),
        }
    )


def _notes(chance: np.random.Generator, frame: pd.DataFrame) -> list[str]:
    picks = chance.integers(0, [len(OPENINGS), len(VERBS), len(ENDINGS), len(ENDINGS)], (len(frame), 4))
    numbers = chance.integers(1, 60, (len(frame), 2))
    columns = ("event_date", "actor1", "actor2", "location", "admin1", "source")
    texts = []
    for row, pick, (n, m) in zip(frame[list(columns)].itertuples(index=False), picks, numbers, strict=True):
        words = {"day": row[0], "actor1": row[1], "actor2": row[2], "place": row[3], "admin": row[4]}
        words |= {"source": row[5], "verb": VERBS[pick[1]], "n": n, "m": m}
        sentences = (OPENINGS[pick[0]], ENDINGS[pick[2]], ENDINGS[pick[3]])
        texts.append(" ".join(dict.fromkeys(sentence.format(**words) for sentence in sentences)))
    return texts


def main() -> None:
    """Write a dossier as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-notes", action="store_true")
    given = parser.parse_args()
    write_dossier_like(given.folder, rows=given.rows, seed=given.seed, notes=not given.no_notes)


if __name__ == "__main__":
    main()
