"""Build every geometry file of the dossier that comes from pinned packages."""

from boundaries import write_boundaries
from countries import read_drawings, write_countries
from enclaves import write_enclaves
from lakes import write_lakes
from places import write_places
from relief import write_relief


def build_geometry() -> None:
    """Write countries, boundaries, enclaves, lakes, places and relief into the dossier."""
    drawings = read_drawings()
    write_countries(drawings)
    write_boundaries(drawings)
    write_enclaves(drawings)
    write_lakes()
    write_places()
    write_relief()
