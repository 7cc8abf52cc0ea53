"""Under which terms a file's rows stand: attribution, licence, and whether they may be passed on."""

from __future__ import annotations

from geo.importers.contract import Notes, Options
from geo.importers.profiles import Profile

NO_TERMS = "not stated by the file"


def file_terms(profile: Profile, options: Options, notes: Notes) -> dict[str, str | None]:
    """Give ``attribution``, ``licence`` and ``restricted`` of rows; warn about what the user must know."""
    if profile.name == "own":
        return {"attribution": None, "licence": None, "restricted": None}
    if profile.restricted:
        notes.add(
            "not-to-be-passed-on",
            f"Rows of {profile.publisher} may not be passed on: exports leave them out and give counts "
            "instead.",
        )
    known = profile.publisher != ""
    if known and not options.accessed:
        notes.add(
            "access-date",
            f"The attribution of {profile.publisher} asks for the day of access: state it with --accessed "
            "YYYY-MM-DD.",
        )
    return {
        "attribution": attribution(profile, options) if known else None,
        "licence": profile.licence if known else NO_TERMS,
        "restricted": "true" if profile.restricted else None,
    }


def attribution(profile: Profile, options: Options) -> str:
    """Write the attribution of a dataset with its address and the day of access."""
    accessed = f"accessed {options.accessed}" if options.accessed else "day of access not stated"
    if not profile.publisher:
        return f"The owner of the file, {accessed}"
    return f"{profile.publisher}, {profile.url.removeprefix('https://')}, {accessed}"
