"""The words of a figure in a language: a file of messages for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from geo.dates import say_day, say_range
from geo.plurals import plural_form
from geo.tongue import FIRST


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
            found = found[plural_form(count if isinstance(count, int) else 0, self.code)]
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
