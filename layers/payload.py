"""Turn a dossier into the one data block of a page."""

from __future__ import annotations

import base64
import zlib
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import Descriptor, Dossier, write_query
from geo.briefing import Briefing
from geo.manifest import build_manifest
from geo.stories import Story, read_stories
from layers.columns import encode_columns
from layers.difference import encode_difference
from layers.geometry import encode_points, encode_shapes
from layers.pack_numbers import write_json
from layers.relief import encode_relief
from layers.tiles import TileSource, tile_source
from layers.view import MapView
from layers.zones import encode_zones

SHAPE_TABLES = ("boundaries", "countries", "enclaves", "lakes")
POINT_TABLES = ("crossings", "damage", "hotspots", "milestones", "places")
PLAIN_TABLES = (
    "accounts", "boundary_status", "claims", "coverage", "crossing_status", "delimitation", "events",
    "sources",
)  # fmt: skip


def encode_payload(dossier: Dossier, *, view: MapView) -> str:
    """Write all but the incidents as deflated JSON in base64; the same input gives the same text."""
    payload = {
        "meta": _meta(dossier, view=view),
        "zones": encode_zones(dossier),
        "relief": encode_relief(dossier),
        "stories": [_story(story) for story in read_stories(dossier)],
        "tables": {
            **{name: _plain_table(dossier.tables[name]) for name in PLAIN_TABLES},
            **{name: _point_table(dossier.tables[name]) for name in POINT_TABLES},
            **{name: _shape_table(dossier.tables[name]) for name in SHAPE_TABLES},
            "drawing_difference": encode_difference(dossier),
        },
    }
    return base64.b64encode(_deflate(write_json(payload))).decode("ascii")


def _deflate(content: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(content) + press.flush()


def _plain_table(frame: pd.DataFrame) -> dict[str, Any]:
    return {"n": len(frame), "columns": encode_columns(frame)}


def _point_table(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    lat, lon = encode_points(frame.geometry)
    return {**_plain_table(frame), "lat": lat, "lon": lon}


def _shape_table(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    return {**_plain_table(frame), "shapes": encode_shapes(frame.geometry)}


def _story(story: Story) -> dict[str, Any]:
    steps = [
        {
            "id": step.id,
            "title": dict(step.title),
            "query": step.query,
            "sentences": [
                {"text": dict(one.text), "source_ids": ";".join(one.source_ids)} for one in step.sentences
            ],
        }
        for step in story.steps
    ]
    return {"id": story.id, "title": dict(story.title), "steps": steps}


def _meta(dossier: Dossier, *, view: MapView) -> dict[str, Any]:
    descriptor = dossier.descriptor
    incidents = dossier.resource("incidents")
    return {
        **_described(descriptor),
        "title": view.title or descriptor.title,
        "caption": view.caption or view.filters.describe(dossier),
        "digest": dossier.digest,
        "generated": {
            "query": view.filters.to_query(),
            "address": write_query(view.filters, view.state),
        },
        "manifest": dict(view.manifest or _manifest(dossier, view)),
        "tiles": _tiles(tile_source(view.tile_provider)) if view.online_tiles else None,
        "fields": list(incidents.schema.get("fields", ())) if incidents else [],
    }


def _manifest(dossier: Dossier, view: MapView) -> dict[str, Any]:
    briefing = Briefing(view.filters, view.state, online_tiles=view.online_tiles, title=view.title or "")
    return build_manifest(dossier, briefing, suffix=".html")


def _described(descriptor: Descriptor) -> dict[str, Any]:
    bounds = descriptor.bounds
    return {
        "id": descriptor.id,
        "subtitle": descriptor.subtitle,
        "version": descriptor.version,
        "created": descriptor.created,
        "data_date": descriptor.data_date.isoformat(),
        "start": _iso(descriptor.start),
        "end": _iso(descriptor.end),
        "parties": [asdict(party) for party in descriptor.parties],
        "claimants": [asdict(claimant) for claimant in descriptor.claimants],
        "drawings": [
            {**asdict(drawing), "in_force_from": _iso(drawing.in_force_from)}
            for drawing in descriptor.drawings
        ],
        "labels": {kind: dict(words) for kind, words in descriptor.labels.items()},
        "uncertainty_m": dict(descriptor.uncertainty_m),
        "disclaimer": descriptor.disclaimer,
        "cite": descriptor.cite,
        "base_note": descriptor.base_note,
        "report": descriptor.report,
        "languages": list(descriptor.languages),
        "translations": {code: dict(words) for code, words in descriptor.translations.items()},
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north],
        "centre": list(descriptor.centre),
        "zoom": descriptor.zoom,
        "licences": [
            {
                "resource": resource.name,
                "title": resource.title,
                "licence": resource.licence,
                "url": resource.licence_url,
                "attribution": resource.attribution,
            }
            for resource in descriptor.resources
        ],
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _tiles(source: TileSource) -> dict[str, Any]:
    return asdict(source)
