"""Names of the files that leave the dashboard."""

from __future__ import annotations

from geo import Dossier
from geo.escape import file_name


def file_stem(dossier: Dossier, what: str) -> str:
    """Name a file by dossier, content and date of the data, as in ``a-border-incidents-2026-11-24``."""
    descriptor = dossier.descriptor
    return f"{file_name(descriptor.id, default='marchland')}-{what}-{descriptor.data_date.isoformat()}"
