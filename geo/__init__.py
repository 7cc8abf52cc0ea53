"""Read, check, join, filter and count the evidence of a disputed border; pure geopandas."""

from geo.caption import describe_counts, describe_filters
from geo.descriptor import Bounds, Claimant, Descriptor, Drawing, Party, Resource
from geo.dossier import Dossier, read_dossier
from geo.errors import DossierError, ExportError, FilterError, MarchlandError, Problem
from geo.filters import CONFIDENCES, GEO_PRECISIONS, Filters, read_query
from geo.join import claims_of, join_claims
from geo.query import write_query
from geo.summary import Counts, count_by, count_by_month, count_incidents
from geo.table import incidents_to_csv, incidents_to_table
from geo.view import ViewState

__all__ = [
    "CONFIDENCES",
    "GEO_PRECISIONS",
    "Bounds",
    "Claimant",
    "Counts",
    "Descriptor",
    "Dossier",
    "DossierError",
    "Drawing",
    "ExportError",
    "FilterError",
    "Filters",
    "MarchlandError",
    "Party",
    "Problem",
    "Resource",
    "ViewState",
    "claims_of",
    "count_by",
    "count_by_month",
    "count_incidents",
    "describe_counts",
    "describe_filters",
    "incidents_to_csv",
    "incidents_to_table",
    "join_claims",
    "read_dossier",
    "read_query",
    "write_query",
]
