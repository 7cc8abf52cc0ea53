"""Incidents as GeoJSON after RFC 7946, with the manifest as a foreign member."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import shapely

from geo.writers.extract import Extract
from geo.writers.plain import json_value


def write_geojson(extract: Extract) -> bytes:
    """Write the incidents that pass as a FeatureCollection; one without a place has a null geometry."""
    incidents = extract.incidents()
    columns = [name for name in incidents.columns if name != "geometry"]
    features = [
        {
            "type": "Feature",
            "id": json_value(row["incident_id"]),
            "geometry": _geometry(row["geometry"]),
            "properties": {str(name): json_value(row[name]) for name in columns},
        }
        for row in incidents.to_dict("records")
    ]
    collection: dict[str, Any] = {"type": "FeatureCollection", "marchland": extract.manifest}
    box = incidents.total_bounds
    if not pd.isna(box).any():
        collection["bbox"] = [float(edge) for edge in box]
    collection["features"] = features
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None:
        return None
    # RFC 7946 wants outer rings counterclockwise
    oriented = shapely.orient_polygons(shapely.force_2d(shape))
    mapping: dict[str, Any] = oriented.__geo_interface__
    return mapping
