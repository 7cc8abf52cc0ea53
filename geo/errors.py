"""Errors that say what was expected, what was found, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, with the place where it stands.

    Attributes
    ----------
    file
        File name inside the dossier.
    row
        Row of a table with the header as row 1, or number of a GeoJSON feature counted from 1; None when
        the whole file is meant.
    column
        Column name; empty when the whole row or file is meant.
    value
        The value as it was read; empty when there is none.
    message
        One sentence: what was expected.
    """

    file: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        """Say the problem in one line."""
        unit = "feature" if self.file.endswith(".geojson") else "row"
        place = [self.file]
        if self.row is not None:
            place.append(f"{unit} {self.row}")
        if self.column:
            place.append(f"column “{self.column}”")
        if self.value:
            place.append(f"value “{shorten(self.value)}”")
        return f"{', '.join(place)}: {self.message}"


def shorten(text: str, *, limit: int = 120) -> str:
    """Cut a value for a message, on one line, and say that it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}… ({len(text)} characters)"


class MarchlandError(Exception):
    """Root of every error that this project raises."""


class DossierError(MarchlandError):
    """A dossier cannot be used; ``problems`` lists every reason found."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class FilterError(MarchlandError):
    """A filter has a value that cannot be meant."""


class ExportError(MarchlandError):
    """An export cannot be written."""


class IngestError(MarchlandError):
    """A file from elsewhere is refused as a whole; ``code`` says why (``geo.importers.codes``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
