"""Parse XML from elsewhere: no entities, no external parts, no depth or size without end."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geo.errors import IngestError
from geo.importers.limits import MAX_DEPTH, MAX_DOCUMENT_BYTES, MB


def parse_xml(content: bytes) -> Element:
    """Give the root of an XML document.

    Raises
    ------
    IngestError
        When it is damaged, declares entities or a document type, or is nested without end.
    """
    depth, root = 0, None
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > MAX_DEPTH:
                raise IngestError("nested", f"is nested more than {MAX_DEPTH} levels deep")
    except DefusedXmlException:
        raise IngestError(
            "entities", "declares a document type or entities, which can read other files or fill the memory"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise IngestError("damaged-file", f"is damaged XML ({error})") from None
    if root is None:
        raise IngestError("damaged-file", "is XML without content")
    found: Element = root
    return found


def read_document(path: Path) -> bytes:
    """Read a document that is parsed whole.

    Raises
    ------
    IngestError
        When it is larger than the limit.
    """
    size = path.stat().st_size
    if size > MAX_DOCUMENT_BYTES:
        limit = f"{MAX_DOCUMENT_BYTES // MB:,} MB"
        raise IngestError("file-too-large", f"has {size:,} bytes: the limit for this format is {limit}")
    return path.read_bytes()


def local_name(element: Any) -> str:
    """Give an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Give the direct children with one of some names, whatever their namespace."""
    return (child for child in element if local_name(child) in names)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Give all elements below with one of some names, whatever their namespace."""
    return (child for child in element.iter() if local_name(child) in names)


def child_text(element: Element, name: str) -> str:
    """Give the text of the first direct child of a name, or nothing."""
    found = next(children(element, name), None)
    return "" if found is None or found.text is None else found.text.strip()
