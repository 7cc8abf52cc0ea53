"""Parts of a KML document: texts, extended data, geometries and styles."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import shapely

from geo.writers.plain import xml_text

NAMESPACE = "http://www.opengis.net/kml/2.2"


def add_text(parent: ET.Element, tag: str, value: Any) -> None:
    """Add an element that holds text alone."""
    ET.SubElement(parent, tag).text = xml_text(value)


def add_geometry(parent: ET.Element, shape: shapely.Geometry) -> None:
    """Add a geometry of any kind, in EPSG:4326."""
    if shape.geom_type == "Point":
        _coordinates(ET.SubElement(parent, "Point"), shape)
    elif shape.geom_type == "LineString":
        _coordinates(ET.SubElement(parent, "LineString"), shape)
    elif shape.geom_type == "Polygon":
        polygon = ET.SubElement(parent, "Polygon")
        _ring(polygon, "outerBoundaryIs", shape.exterior)
        for hole in shape.interiors:
            _ring(polygon, "innerBoundaryIs", hole)
    else:
        several = ET.SubElement(parent, "MultiGeometry")
        for part in shapely.get_parts(shape):
            add_geometry(several, part)


def _ring(polygon: ET.Element, tag: str, ring: shapely.Geometry) -> None:
    _coordinates(ET.SubElement(ET.SubElement(polygon, tag), "LinearRing"), ring)


def _coordinates(parent: ET.Element, shape: shapely.Geometry) -> None:
    pairs = (f"{x:.10g},{y:.10g}" for x, y in shapely.get_coordinates(shape))
    add_text(parent, "coordinates", " ".join(pairs))


def add_data(parent: ET.Element, values: Mapping[Any, Any]) -> None:
    """Add the filled cells of a row as extended data, exactly as they are."""
    extended = ET.SubElement(parent, "ExtendedData")
    for key, value in values.items():
        if text := xml_text(value):
            add_text(ET.SubElement(extended, "Data", name=xml_text(key)), "value", text)


def _kml_colour(colour: str, *, alpha: int = 255) -> str:
    """Turn ``#rrggbb`` into KML's ``aabbggrr``."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{alpha:02x}{blue}{green}{red}"


def add_point_style(document: ET.Element, name: str, colour: str, *, scale: float) -> None:
    """Add a style for points: the viewer's own pin in a colour."""
    icon = ET.SubElement(ET.SubElement(document, "Style", id=name), "IconStyle")
    add_text(icon, "color", _kml_colour(colour))
    add_text(icon, "scale", scale)


def add_line_style(document: ET.Element, name: str, colour: str) -> None:
    """Add a style for lines."""
    line = ET.SubElement(ET.SubElement(document, "Style", id=name), "LineStyle")
    add_text(line, "color", _kml_colour(colour))
    add_text(line, "width", 2)


def add_area_style(document: ET.Element, name: str, colour: str) -> None:
    """Add a style for areas."""
    style = ET.SubElement(document, "Style", id=name)
    add_text(ET.SubElement(style, "LineStyle"), "color", _kml_colour(colour))
    add_text(ET.SubElement(style, "PolyStyle"), "color", _kml_colour(colour, alpha=90))
