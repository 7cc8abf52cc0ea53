"""Known datasets: how they are recognised, what their columns and codes mean, and their terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from geo.importers.header import fold_name

GEO_WORDS = ("exact", "place", "near", "district", "province", "region", "country", "unknown")
DATE_WORDS = ("day", "days", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A casualty column of a codebook (names folded): see ``geo.importers.figures.Figure``."""

    column: str
    measure: str
    qualifier: str = "exact"
    zero: str = "figure"
    unless: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A dataset that many analysts use.

    Attributes
    ----------
    name, publisher, url, licence, licence_url
        What it is, and under which terms.
    restricted
        Whether its rows may not be passed on.
    signature
        Folded names of columns that a file of it always has.
    columns
        Our column to theirs (folded), first match wins.
    values
        Our column to (their code to our word); a code that is not listed is no value.
    title
        Their columns (folded) that make a row's title, joined by a comma.
    ordered
        Their columns (folded) whose figures must not fall from one to the next.
    figures
        Casualty columns: each figure becomes a claim that somebody reported it.
    """

    name: str
    publisher: str
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    restricted: bool = False
    signature: frozenset[str] = frozenset()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    title: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    figures: tuple[FigureColumn, ...] = ()


ACLED = Profile(
    name="acled",
    publisher="Armed Conflict Location & Event Data (ACLED)",
    url="https://acleddata.com",
    licence="ACLED terms of use: rows may not be passed on",
    licence_url="https://acleddata.com/eula",
    restricted=True,
    signature=frozenset({"eventdate", "eventtype", "subeventtype", "actor1", "latitude", "longitude"}),
    columns=MappingProxyType(
        {
            "incident_id": ("eventidcnty", "dataid"),
            "date_start": ("eventdate",),
            "date_precision": ("timeprecision",),
            "geo_precision": ("geoprecision",),
            "place": ("location",),
            "incident_type": ("eventtype",),
            "summary": ("notes",),
            "latitude": ("latitude",),
            "longitude": ("longitude",),
        }
    ),
    values=MappingProxyType(
        {
            "date_precision": MappingProxyType({"1": "day", "2": "week", "3": "month"}),
            "geo_precision": MappingProxyType({"1": "place", "2": "near", "3": "province"}),
        }
    ),
    title=("subeventtype", "location"),
    # the lowest of reports that contradict each other; 0 also means that nothing is known
    figures=(FigureColumn("fatalities", "killed", "at_least", zero="unknown"),),
)

UCDP = Profile(
    name="ucdp",
    publisher="Uppsala Conflict Data Program (UCDP GED)",
    url="https://ucdp.uu.se",
    licence="Creative Commons Attribution 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    signature=frozenset({"typeofviolence", "whereprec", "dateprec", "datestart", "latitude", "longitude"}),
    columns=MappingProxyType(
        {
            "incident_id": ("id",),
            "date_start": ("datestart",),
            "date_end": ("dateend",),
            "date_precision": ("dateprec",),
            "geo_precision": ("whereprec",),
            "place": ("wherecoordinates",),
            "incident_type": ("typeofviolence",),
            "summary": ("sourceheadline",),
            "latitude": ("latitude",),
            "longitude": ("longitude",),
        }
    ),
    values=MappingProxyType(
        {
            "date_precision": MappingProxyType(
                {str(number): word for number, word in enumerate(DATE_WORDS, start=1)}
            ),
            "geo_precision": MappingProxyType(
                {
                    str(number): word
                    for number, word in enumerate(
                        ("exact", "near", "district", "province", "region", "country", "unknown"), start=1
                    )
                }
            ),
            "incident_type": MappingProxyType(
                {
                    "1": "State-based conflict",
                    "2": "Non-state conflict",
                    "3": "One-sided violence",
                }
            ),
        }
    ),
    title=("incident_type", "wherecoordinates"),
    ordered=("low", "best", "high"),
    figures=(
        FigureColumn("best", "killed", "about"),
        FigureColumn("low", "killed", "at_least", unless="best"),
        FigureColumn("high", "killed", "at_most", unless="best"),
        # no totals: codes of their own, so that nothing takes one side's dead for all
        FigureColumn("deathsa", "killed_side_a", "about", zero="nothing", scope="sidea"),
        FigureColumn("deathsb", "killed_side_b", "about", zero="nothing", scope="sideb"),
        FigureColumn("deathscivilians", "killed_civilians", "about", zero="nothing"),
        FigureColumn("deathsunknown", "killed_unknown_side", "about", zero="nothing"),
    ),
)

# our own exports, read back
OWN = Profile(
    name="own",
    publisher="Marchland export",
    signature=frozenset({"incidentid", "datestart", "dateprecision", "geoprecision", "incidenttype"}),
)
TABLE = Profile(name="table", publisher="")

PROFILES = MappingProxyType({profile.name: profile for profile in (ACLED, UCDP, OWN, TABLE)})


def choose_profile(columns: Sequence[str], *, stated: str = "auto") -> Profile:
    """Choose the dataset that a file's columns show, or the stated one."""
    if stated != "auto":
        return PROFILES[stated]
    folded = {fold_name(column) for column in columns}
    for profile in (ACLED, UCDP, OWN):
        if profile.signature <= folded:
            return profile
    return TABLE
