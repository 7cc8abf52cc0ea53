"""Incidents and what surrounds them as KML: folders, time spans and plain text."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.manifest import write_manifest
from geo.writers.extract import Extract
from geo.writers.kml_parts import (
    NAMESPACE,
    add_area_style,
    add_data,
    add_geometry,
    add_line_style,
    add_point_style,
    add_text,
)
from geo.writers.plain import xml_text

_ACCENT = "#b4471f"
_INK = "#26282c"


def write_kml(extract: Extract) -> bytes:
    """Write a KML 2.2 document: incidents by type, then hotspots, enclaves and the line.

    The exact texts stand in the extended data. The description is what a globe shows as HTML, so it is
    escaped once more and appears there as plain text.
    """
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    descriptor = extract.dossier.descriptor
    add_text(document, "name", descriptor.title)
    add_text(document, "description", html.escape(f"{extract.manifest['says']} {descriptor.disclaimer}"))
    for party in descriptor.parties:
        add_area_style(document, f"party-{party.id}", party.color)
    add_area_style(document, "party-", "#8f8c80")
    add_point_style(document, "incident", _ACCENT, scale=0.8)
    add_point_style(document, "hotspot", _INK, scale=0.5)
    add_line_style(document, "line", _INK)
    add_data(document, {"manifest": write_manifest(extract.manifest)})
    _incident_folders(document, extract)
    for name, style, title in (("hotspots", "hotspot", "name"), ("boundaries", "line", "name")):
        frame = extract.layers()[name]
        _folder(document, name.capitalize(), frame, title=title, style=lambda _row, s=style: s)
    _folder(document, "Enclaves", extract.layers()["enclaves"], title="name", style=_party_style(extract))
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _party_style(extract: Extract) -> Any:
    known = {party.id for party in extract.dossier.descriptor.parties}

    def style(row: Mapping[str, Any]) -> str:
        owner = row["administered_by"]
        return f"party-{owner}" if owner in known else "party-"

    return style


def _incident_folders(document: ET.Element, extract: Extract) -> None:
    incidents = extract.incidents()
    types = incidents["incident_type"].fillna("")
    folder = ET.SubElement(document, "Folder")
    add_text(folder, "name", "Incidents")
    for code in sorted(types.unique()):
        title = extract.dossier.descriptor.label("incident_type", code) if code else "No type"
        _folder(folder, title, incidents[types == code], title="title", style=lambda _row: "incident")


def _folder(parent: ET.Element, name: str, frame: gpd.GeoDataFrame, *, title: str, style: Any) -> None:
    folder = ET.SubElement(parent, "Folder")
    add_text(folder, "name", name)
    for row in frame.to_dict("records"):
        _placemark(folder, row, title=title, style=style(row))


def _placemark(folder: ET.Element, row: Mapping[Any, Any], *, title: str, style: str) -> None:
    """Write one row; the order of the parts is that of the schema."""
    mark = ET.SubElement(folder, "Placemark")
    add_text(mark, "name", row[title])
    add_text(mark, "description", html.escape(_describe(row)))
    if "first_day" in row and not pd.isna(row["first_day"]):
        span = ET.SubElement(mark, "TimeSpan")
        add_text(span, "begin", row["first_day"])
        add_text(span, "end", row["last_day"])
    add_text(mark, "styleUrl", f"#{style}")
    add_data(mark, {key: value for key, value in row.items() if key != "geometry"})
    if row["geometry"] is not None:
        add_geometry(mark, row["geometry"])


def _describe(row: Mapping[Any, Any]) -> str:
    keys = ("summary", "why_contested", "status", "status_note", "attribution", "licence")
    return "\n".join(text for key in keys if key in row and (text := xml_text(row[key])))
