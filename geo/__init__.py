"""Read, check, join, filter and count the evidence of a disputed border; pure geopandas."""

from geo.caption import describe_counts, describe_filters
from geo.compare import Comparison, compare_periods
from geo.descriptor import Bounds, Claimant, Descriptor, Drawing, Party, Resource
from geo.difference import difference_of_drawings
from geo.dossier import Dossier, read_dossier
from geo.errors import DossierError, ExportError, FilterError, MarchlandError, Problem
from geo.filters import CONFIDENCES, GEO_PRECISIONS, MEASURES, Filters, read_query
from geo.join import claims_of, join_claims
from geo.lens import lens_figures
from geo.query import write_query
from geo.scenario import ZONE_WIDTHS_KM, Zone, count_by_width, describe_zone
from geo.summary import Counts, count_by, count_by_month, count_incidents
from geo.table import incidents_to_csv, incidents_to_table
from geo.view import ViewState

__all__ = [
    "CONFIDENCES",
    "GEO_PRECISIONS",
    "MEASURES",
    "ZONE_WIDTHS_KM",
    "Bounds",
    "Claimant",
    "Comparison",
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
    "Zone",
    "claims_of",
    "compare_periods",
    "count_by",
    "count_by_month",
    "count_by_width",
    "count_incidents",
    "describe_counts",
    "describe_filters",
    "describe_zone",
    "difference_of_drawings",
    "incidents_to_csv",
    "incidents_to_table",
    "join_claims",
    "lens_figures",
    "read_dossier",
    "read_query",
    "write_query",
]
