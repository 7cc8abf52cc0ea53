"""The standard columns of every table of a dossier, in the order in which they are written.

A dossier's own Table Schema describes and constrains them; this list only says which of them the code relies
on, and gives an absent table its columns. Names in further languages are columns ``name_<language>``.
"""

from __future__ import annotations

from types import MappingProxyType

_POINT = "geo_precision uncertainty_m stand_in coord_source"

STANDARD_COLUMNS = MappingProxyType(
    {
        name: tuple(columns.split())
        for name, columns in {
            "countries": "iso3 drawing name",
            "boundaries": "sector_id drawing parties name length_km",
            "boundary_status": "sector_id valid_from status note source_ids",
            "enclaves": "enclave_id drawing name variants variants_status administered_by "
            "surrounded_by admin area_km2_published area_published_note area_km2_measured perimeter_km "
            "population population_year population_note status_note notes source_ids",
            "crossings": f"crossing_id name variants parties side_places {_POINT} source_ids",
            "crossing_status": "crossing_id valid_from date_precision state as_published source_ids",
            "hotspots": f"hotspot_id name variants variants_status kind administered_by "
            f"administered_note admin {_POINT} population population_year population_note why_contested "
            "status_after_treaty notes source_ids",
            "places": "place_id name country population rank note",
            "lakes": "lake_id name drawn_from",
            "incidents": "incident_id event_id hotspot_id place date_start date_end date_precision "
            f"{_POINT} incident_type trigger title summary confidence source_ids",
            "events": "event_id title date_start date_end kind summary ceasefire source_ids",
            "claims": "claim_id subject_id claimant measure of_party qualifier value as_published scope "
            "as_of as_of_note channel source_id",
            "accounts": "subject_id party account source_ids",
            "damage": "damage_id event_id hotspot_id date date_end place buildings method geo_precision "
            "uncertainty_m coord_source source_ids",
            "milestones": "milestone_id date_start date_end date_precision kind parties place geo_precision "
            "title summary confidence source_ids",
            "delimitation": "as_of km of_km share_percent qualifier measure claimant remark source_id",
            "coverage": "year found published published_by searched source_ids",
            "sources": "source_id publisher title date url language side dated",
        }.items()
    }
)

GEOMETRY_TABLES = frozenset(
    {
        "countries", "boundaries", "enclaves", "crossings", "hotspots", "places", "lakes", "incidents",
        "damage", "milestones",
    }
)  # fmt: skip

DATE_COLUMNS = frozenset({"date_start", "date_end", "ceasefire", "valid_from"})

REQUIRED_TABLES = ("incidents", "sources")

# the only columns without which a table means nothing
KEY_COLUMNS = MappingProxyType(
    {
        "incidents": ("incident_id", "date_start", "date_precision", "geo_precision", "title", "source_ids"),
        "sources": ("source_id",),
        "boundaries": ("sector_id", "drawing"),
        "countries": ("iso3", "drawing"),
        "enclaves": ("enclave_id", "drawing"),
        "events": ("event_id", "title"),
        "hotspots": ("hotspot_id", "name"),
        "claims": ("subject_id", "claimant", "measure", "value", "source_id"),
        "accounts": ("subject_id", "party", "account"),
        "milestones": ("milestone_id", "date_start", "title"),
    }
)
