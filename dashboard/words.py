"""Every word of the dashboard, in the language of the page: ``messages`` has one file per language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import streamlit as st

from geo.plurals import plural_form

FOLDER = Path(__file__).parent / "messages"
# what a translation lacks is said in this one
FIRST = "en"
LANGUAGE = "lang"
# thousands are set apart as the language does
_SEPARATORS = {"ru": "\u202f"}


@cache
def read_messages() -> Mapping[str, Mapping[str, Any]]:
    """Read the messages of every language, by its code."""
    files = sorted(FOLDER.glob("*.json"))
    return MappingProxyType({file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files})


def language() -> str:
    """Give the language that the address asks for, else the first one."""
    code = st.query_params.get(LANGUAGE, FIRST)
    return code if code in read_messages() else FIRST


def say(key: str, **values: object) -> str:
    """Give the message of a key; ``{name}`` takes the value of that name, ``n`` chooses a plural's form.

    Raises
    ------
    KeyError
        When there is no such message: a mistake of the program, which the tests find.
    """
    code = language()
    found = find_message(key, code)
    if isinstance(found, Mapping):
        count = values.get("n")
        form = plural_form(count if isinstance(count, int) else 0, code)
        found = found.get(form, found["other"])
    return str(found).format_map({name: _text(value, code) for name, value in values.items()})


def say_list(key: str) -> Sequence[str]:
    """Give the messages of a key that has a list of them."""
    found: Sequence[str] = find_message(key, language())
    return found


def find_message(key: str, code: str) -> Any:
    """Give a message as it stands in the file: a text, or the forms of a plural."""
    for language_code in (code, FIRST):
        found: Any = read_messages()[language_code]
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if found is not None:
            return found
    raise KeyError(key)


def say_number(value: float) -> str:
    """Write a number with its thousands set apart as the language does."""
    code = language()
    plain = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    return plain.replace(",", "\u202f").replace(".", ",") if code == "ru" else plain


def _text(value: object, code: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}".replace(",", _SEPARATORS.get(code, ","))
    return str(value)
