"""One page of the same incidents by each library: points, ten attributes, notes, shown when clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

ATTRIBUTES = (
    "incident_id", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "admin1", "place",
    "source", "fatalities",
)  # fmt: skip
NOTES = "summary"
CENTRE, ZOOM, RADIUS = (40.0, 71.0), 7, 3
COLOUR = "#c81e00"
OURS = "Marchland"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A library's way of making the page.

    Attributes
    ----------
    build
        Makes the page's HTML of what ``take`` gave.
    take
        Reads a dossier's folder into what the library starts from; not timed.
    leaves_out
        What its page lacks that ours has.
    from_server
        Whether its page runs only when a server gives it, not as a file.
    webgl
        Whether it draws with WebGL.
    """

    package: str
    take: Callable[[Path, int], Any]
    build: Callable[[Any], str]
    leaves_out: str
    from_server: bool = False
    webgl: bool = False


def take_points(folder: Path, rows: int) -> gpd.GeoDataFrame:
    """Read a dossier's located incidents with the ten attributes and the notes."""
    incidents = _dossier(folder, rows).incidents
    located = incidents[incidents.geometry.notna()]
    columns = [name for name in (*ATTRIBUTES, NOTES) if name in located.columns]
    return gpd.GeoDataFrame(pd.DataFrame(located[columns]), geometry=located.geometry, crs="EPSG:4326")


def take_dossier(folder: Path, rows: int) -> Any:
    """Read a dossier of which the incidents keep the ten attributes, the notes and what every incident has."""
    from geo.columns import STANDARD_COLUMNS  # noqa: PLC0415 - peers run without our modules

    dossier = _dossier(folder, rows)
    kept = {*STANDARD_COLUMNS["incidents"], *ATTRIBUTES, NOTES, "geometry"}
    joined = {"first_day", "last_day", "event_title", "event_kind", "hotspot_name", "search_text"}
    joined |= {"claims_differ", "told_by", "country", "enclave_id_in", "sector_id", "distance_km"}
    extra = [name for name in dossier.incidents.columns if name not in kept | joined]
    return dossier.with_table("incidents", dossier.incidents.drop(columns=extra))


def _dossier(folder: Path, rows: int) -> Any:
    from geo import read_dossier  # noqa: PLC0415 - each contestant loads only itself

    dossier = read_dossier(folder)
    return dossier.with_table("incidents", dossier.incidents.head(rows)) if rows else dossier


def build_ours(dossier: Any) -> str:
    """Build Marchland's page."""
    from geo import ViewState  # noqa: PLC0415 - each contestant loads only itself
    from layers import MapView, build_map, to_html  # noqa: PLC0415 - each contestant loads only itself

    # the same view as the others, so that the page of one incident shows the same base map
    view = MapView(state=ViewState(view=(*CENTRE, float(ZOOM))), online_tiles=False)
    return to_html(build_map(dossier, view=view))


def folium_map(points: gpd.GeoDataFrame) -> Any:
    """Make a folium map with a canvas circle and a popup of every attribute for each point."""
    import folium  # noqa: PLC0415 - each contestant loads only itself

    fields = [name for name in points.columns if name != "geometry"]
    layer = folium.GeoJson(
        points,
        marker=folium.CircleMarker(radius=RADIUS, color=COLOUR, weight=1, fill=True),
        popup=folium.GeoJsonPopup(fields),
    )
    made = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    layer.add_to(made)
    return made


def build_folium(points: gpd.GeoDataFrame) -> str:
    """Build a page with folium.GeoJson on canvas."""
    return str(folium_map(points).get_root().render())


_CLUSTER_POINT = """function (row) {
  const marker = L.circleMarker(L.latLng(row[0], row[1]), {radius: 3, color: "#c81e00"});
  marker.bindPopup(() => { const box = document.createElement("div");
    box.innerText = row.slice(2).join("\\n"); return box; });
  return marker;
}"""


def build_cluster(points: gpd.GeoDataFrame) -> str:
    """Build a page with folium's FastMarkerCluster that carries the attributes."""
    import folium  # noqa: PLC0415 - each contestant loads only itself
    from folium.plugins import FastMarkerCluster  # noqa: PLC0415 - each contestant loads only itself

    plain = pd.DataFrame(points.drop(columns="geometry")).astype(object)
    rows = pd.concat([points.geometry.y.rename("lat"), points.geometry.x.rename("lon"), plain], axis=1)
    made = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    made.options["maxZoom"] = 18  # clusters want one, and without tiles nothing sets it
    FastMarkerCluster(rows.to_numpy().tolist(), callback=_CLUSTER_POINT).add_to(made)
    return str(made.get_root().render())


def build_swiftmap(points: gpd.GeoDataFrame) -> str:
    """Build a page with swiftmap's WebGL points."""
    import swiftmap  # noqa: PLC0415 - each contestant loads only itself

    made = swiftmap.Map(center=list(CENTRE), zoom=ZOOM)
    made.add_circle_markers(points, radius=RADIUS, color=COLOUR, fill_color=COLOUR, fill_opacity=1.0)
    return str(made.to_html())


def build_lonboard(points: gpd.GeoDataFrame) -> str:
    """Build a page with lonboard's ScatterplotLayer."""
    import lonboard  # noqa: PLC0415 - each contestant loads only itself

    layer = lonboard.ScatterplotLayer.from_geopandas(
        points, get_fill_color=[200, 30, 0], radius_min_pixels=RADIUS, pickable=True
    )
    view = {"longitude": CENTRE[1], "latitude": CENTRE[0], "zoom": ZOOM - 1}
    return str(lonboard.Map(layer, view_state=view).to_html())


def build_pydeck(points: gpd.GeoDataFrame) -> str:
    """Build a page with pydeck's ScatterplotLayer."""
    import pydeck  # noqa: PLC0415 - each contestant loads only itself

    frame = _plain(points)
    layer = pydeck.Layer(
        "ScatterplotLayer",
        frame,
        get_position=["longitude", "latitude"],
        get_fill_color=[200, 30, 0],
        radius_min_pixels=RADIUS,
        pickable=True,
    )
    view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
    deck = pydeck.Deck([layer], initial_view_state=view, map_provider=None, tooltip={"text": "{summary}"})
    return str(deck.to_html(as_string=True))


def build_kepler(points: gpd.GeoDataFrame) -> str:
    """Build a page with kepler.gl."""
    import tempfile  # noqa: PLC0415 - each contestant loads only itself

    from keplergl import KeplerGl  # noqa: PLC0415 - each contestant loads only itself

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        KeplerGl(data={"incidents": _plain(points)}).save_to_html(file_name=str(path))
        return path.read_text(encoding="utf-8")


def _plain(points: gpd.GeoDataFrame) -> pd.DataFrame:
    plain = pd.DataFrame(points.drop(columns="geometry")).astype(object)
    return plain.assign(latitude=points.geometry.y, longitude=points.geometry.x)


CONTESTANTS = {
    OURS: Contestant("folium", take_dossier, build_ours, ""),
    "folium.GeoJson (canvas)": Contestant(
        "folium", take_points, build_folium, "date filter, precision, search; needs CDNs"
    ),
    "FastMarkerCluster with attributes": Contestant(
        "folium", take_points, build_cluster, "single points until zoomed in, date filter, search; needs CDNs"
    ),
    "swiftmap": Contestant(
        "swiftmap", take_points, build_swiftmap, "date filter in this page, search", webgl=True
    ),
    "lonboard": Contestant(
        "lonboard",
        take_points,
        build_lonboard,
        "date filter in this page, search; needs CDNs and a server (not a file)",
        from_server=True,
        webgl=True,
    ),
    "pydeck": Contestant(
        "pydeck",
        take_points,
        build_pydeck,
        "popups (one tooltip), date filter, search; needs CDNs",
        webgl=True,
    ),
    "kepler.gl": Contestant(
        "keplergl",
        take_points,
        build_kepler,
        "popups beyond a tooltip of fields, search; needs CDNs",
        webgl=True,
    ),
}
