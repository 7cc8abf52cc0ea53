"""The words of a figure in a language: a file of messages for each, and the dossier's own translations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from geo import Dossier
from geo.dates import say_day, say_range
from geo.descriptor import Claimant, Party

FIRST = "en"
_TEXTS = ("title", "subtitle", "disclaimer", "cite")
Entry = TypeVar("Entry", Party, Claimant)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which a figure speaks."""

    code: str

    def say(self, key: str, **values: object) -> str:
        """Give a message; ``{name}`` takes the value of that name, ``n`` chooses the form of a plural."""
        found: Any = read_figure_messages()[self.code]
        for part in key.split("."):
            found = found[part]
        if isinstance(found, Mapping):
            count = values.get("n")
            found = found[self._form(count if isinstance(count, int) else 0)]
        return str(found).format_map({name: self.number(value) for name, value in values.items()})

    def day(self, day: date) -> str:
        """Write a day in words."""
        return say_day(day, months=read_figure_messages()[self.code]["months"])

    def days(self, start: date, end: date) -> str:
        """Write a range of days in words."""
        return say_range(start, end, months=read_figure_messages()[self.code]["months"])

    def number(self, value: object) -> str:
        """Write a number with the language's decimal sign; a text stays as it is."""
        if isinstance(value, float):
            return f"{value:g}".replace(".", self.say("decimal"))
        return str(value)

    def _form(self, count: int) -> str:
        if self.code != "ru":
            return "one" if count == 1 else "other"
        if count % 10 == 1 and count % 100 != 11:
            return "one"
        return "few" if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else "many"


@cache
def read_figure_messages() -> Mapping[str, Mapping[str, Any]]:
    """Read the messages of every language, by its code."""
    folder = files("layers") / "templates" / "figure"
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return MappingProxyType(
        {path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8")) for path in found}
    )


def tongue_of(lang: str) -> Tongue:
    """Give the language asked for where a figure speaks it, else the first one."""
    return Tongue(lang if lang in read_figure_messages() else FIRST)


def translate_dossier(dossier: Dossier, code: str) -> Dossier:
    """Put a dossier's own words and the titles of its events in a language, where it has them."""
    words = dossier.descriptor.translations.get(code, {})
    labels = {kind: dict(own) for kind, own in dossier.descriptor.labels.items()}
    for kind, own in words.get("labels", {}).items():
        labels[kind] = labels.get(kind, {}) | own
    descriptor = replace(
        dossier.descriptor,
        **{key: words[key] for key in _TEXTS if key in words},
        labels=MappingProxyType({kind: MappingProxyType(own) for kind, own in labels.items()}),
        parties=_translate(dossier.descriptor.parties, words.get("parties", {})),
        claimants=_translate(dossier.descriptor.claimants, words.get("claimants", {})),
    )
    events = dossier.tables["events"]
    if (own := f"title_{code}") in events:
        titles = events[own].where(events[own].fillna("") != "", events["title"])
        dossier = dossier.with_table("events", events.assign(title=titles))
    return replace(dossier, descriptor=descriptor)


def _translate(entries: Iterable[Entry], words: Mapping[str, Any]) -> tuple[Entry, ...]:
    return tuple(replace(entry, **words.get(entry.id, {})) for entry in entries)
