"""Walk through files of messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def walk(words: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    """Give every message with its key; the forms of a plural are one message."""
    for key, value in words.items():
        if isinstance(value, Mapping) and "other" not in value:
            yield from walk(value, f"{path}{key}.")
        else:
            yield path + key, value


def texts(value: object) -> tuple[str, ...]:
    """Give the texts of one message."""
    if isinstance(value, Mapping):
        return tuple(map(str, value.values()))
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
