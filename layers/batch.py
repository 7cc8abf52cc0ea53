"""Many briefings from one list: resumable, one at a time, with an index page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from geo import Dossier
from geo.briefing import briefing_from_options
from geo.escape import html_text
from geo.files import TEMPORARY, write_file
from layers.batch_list import Task
from layers.exports import make_export
from layers.templating import fill_text, read_template

LEDGER, INDEX = ".batch.jsonl", "index.html"


def run_batch(
    tasks: Iterable[Task], dossier: Dossier, folder: Path, *, done: Callable[[Task, bool], None]
) -> None:
    """Make the files that are not there yet, one after the other, and then the index page.

    A file is written whole or not at all, and noted only then: a run that was broken off goes on from there.

    Parameters
    ----------
    done
        Called after each task, with whether its file had to be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{TEMPORARY}*"):
        left.unlink()
    ledger = _read_ledger(folder / LEDGER)
    rows: list[tuple[Task, Mapping[str, Any]]] = []
    for task in tasks:
        key = task.key(dossier)
        held = ledger.get(task.file)
        if held and held["key"] == key and _digest(folder / task.file) == held["sha256"]:
            entry, fresh = held, False
        else:
            entry, fresh = _make(task, key, dossier, folder), True
        rows.append((task, entry))
        done(task, fresh)
    write_file(folder / INDEX, write_index(rows, dossier).encode())


def _make(task: Task, key: str, dossier: Dossier, folder: Path) -> dict[str, Any]:
    briefing = briefing_from_options(task.options)
    export = make_export(dossier, briefing, task.suffix)
    write_file(folder / task.file, export.content)
    for ending, content in export.beside.items():
        write_file(folder / f"{task.file}{ending}", content)
    entry = {
        "file": task.file,
        "key": key,
        "sha256": hashlib.sha256(export.content).hexdigest(),
        "says": export.manifest["says"],
        "counts": export.manifest["counts_say"],
    }
    with (folder / LEDGER).open("a", encoding="utf-8") as file:
        # a line that a kill cut off must not swallow this one
        file.write(f"\n{json.dumps(entry, sort_keys=True)}\n")
    return entry


def _read_ledger(path: Path) -> dict[str, dict[str, Any]]:
    """Read what was made; a line that was cut off by a kill is passed over."""
    entries: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            entry = json.loads(line)
            entries[entry["file"]] = entry
        except (json.JSONDecodeError, KeyError, TypeError):
            continue
    return entries


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def write_index(rows: list[tuple[Task, Mapping[str, Any]]], dossier: Dossier) -> str:
    """List the briefings with what they show and links to their files."""
    by_name: dict[str, list[tuple[Task, Mapping[str, Any]]]] = {}
    for task, entry in rows:
        by_name.setdefault(task.name, []).append((task, entry))
    descriptor = dossier.descriptor
    parts = {
        "title": html_text(descriptor.title),
        "disclaimer": html_text(descriptor.disclaimer),
        "cite": html_text(descriptor.cite),
        "count": str(len(by_name)),
        "rows": "\n".join(_write_row(held) for held in by_name.values()),
    }
    return fill_text(read_template("batch_index.html"), parts)


def _write_row(held: list[tuple[Task, Mapping[str, Any]]]) -> str:
    task, entry = held[0]
    title = html_text(str(task.options.get("title") or task.name))
    says = html_text(f"{entry['says']} {entry['counts']}")
    links = "".join(f'<a href="{html_text(t.file)}">{html_text(t.suffix[1:].upper())}</a>' for t, _ in held)
    return f"<li><h2>{title}</h2><p>{says}</p>{links}</li>"
