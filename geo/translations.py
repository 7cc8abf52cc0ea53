"""Gather what a descriptor says in its other languages: keys such as ``title_ru`` beside ``title``.

Tables do alike: a column ``title_ru`` holds the Russian of the column ``title``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

TEXTS = ("title", "subtitle", "disclaimer", "base_note", "cite")
# lists of the descriptor whose entries have texts of their own
LISTS = MappingProxyType(
    {"parties": ("name", "adjective"), "claimants": ("name",), "drawings": ("title", "note")}
)
_CODE = re.compile(r"[a-z]{2,3}")


def read_translations(own: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Gather the translations of a descriptor's own part, by language code.

    Returns
    -------
    mapping
        For each language: texts by key, ``labels`` by kind and code, and for parties, claimants and drawings
        their texts by id. What has no translation is absent.
    """
    codes = _languages(own)
    return MappingProxyType({code: MappingProxyType(_translation(own, code)) for code in codes})


def list_translated(columns: Iterable[Any], name: str) -> tuple[str, ...]:
    """List the columns that say in other languages what a column of a table says."""
    begins = f"{name}_"
    named = (str(column) for column in columns)
    return tuple(c for c in named if c.startswith(begins) and _CODE.fullmatch(c[len(begins) :]))


def _languages(own: Mapping[str, Any]) -> tuple[str, ...]:
    entries = [own, *(entry for name in LISTS for entry in own.get(name, ()))]
    named = {key.rpartition("_")[::2] for entry in entries for key in entry}
    known = {*TEXTS, "labels", *(key for keys in LISTS.values() for key in keys)}
    return tuple(sorted({code for key, code in named if key in known and _CODE.fullmatch(code)}))


def _translation(own: Mapping[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = _texts(own, TEXTS, code)
    if labels := own.get(f"labels_{code}"):
        found["labels"] = {str(kind): dict(words) for kind, words in labels.items()}
    for name, keys in LISTS.items():
        entries = {str(entry["id"]): _texts(entry, keys, code) for entry in own.get(name, ())}
        if any(entries.values()):
            found[name] = {key: texts for key, texts in entries.items() if texts}
    return found


def _texts(entry: Mapping[str, Any], keys: Iterable[str], code: str) -> dict[str, Any]:
    return {key: str(entry[f"{key}_{code}"]) for key in keys if entry.get(f"{key}_{code}")}
