"""The dossier in another language: its own words and titles where it has them translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd

from geo.descriptor import Claimant, Descriptor, Drawing, Party
from geo.dossier import Dossier
from geo.translations import TEXTS

# the language in which tables and descriptors are written
FIRST = "en"
_TITLED = ("incidents", "events", "milestones")
Entry = TypeVar("Entry", Party, Claimant, Drawing)


def in_language(dossier: Dossier, code: str) -> Dossier:
    """Give the dossier with the words of a language; what has no translation stays as it is.

    What a source says is never translated; titles are where a table has them in that language.
    """
    words = dossier.descriptor.translations.get(code)
    said = replace(dossier, descriptor=_translate(dossier.descriptor, words)) if words else dossier
    for name in _TITLED if code != FIRST else ():
        said = said.with_table(name, _say_titles(said.tables[name], code))
    return said


def name_column(frame: pd.DataFrame, code: str, *, name: str = "name") -> pd.Series[Any]:
    """Give the names of places in a language, else as the table calls them."""
    own = f"{name}_{code}"
    if code == FIRST or own not in frame:
        return frame[name]
    return frame[own].where(frame[own].fillna("") != "", frame[name])


def _say_titles(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """Put titles in a language in the place of those that came, which stay beside them for the search."""
    own = [name for name in ("title", "event_title") if f"{name}_{code}" in frame]
    came = {f"{name}_{FIRST}": frame[name] for name in own}
    return frame.assign(**came, **{name: name_column(frame, code, name=name) for name in own})


def _translate(descriptor: Descriptor, words: Mapping[str, Any]) -> Descriptor:
    texts = {key: words[key] for key in TEXTS if key in words}
    labels = {kind: dict(own) for kind, own in descriptor.labels.items()}
    for kind, own in words.get("labels", {}).items():
        labels[kind] = labels.get(kind, {}) | own
    return replace(
        descriptor,
        **texts,
        labels=MappingProxyType({kind: MappingProxyType(own) for kind, own in labels.items()}),
        parties=_entries(descriptor.parties, words.get("parties", {})),
        claimants=_entries(descriptor.claimants, words.get("claimants", {})),
        drawings=_entries(descriptor.drawings, words.get("drawings", {})),
    )


def _entries(entries: tuple[Entry, ...], words: Mapping[str, Mapping[str, str]]) -> tuple[Entry, ...]:
    known = {field.name for entry in entries for field in fields(entry)}
    return tuple(replace(entry, **_known(words.get(entry.id, {}), known)) for entry in entries)


def _known(texts: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {key: text for key, text in texts.items() if key in names}
