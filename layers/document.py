"""The page's document: a figure and a map with templates of their own and no address of any server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import folium
from branca.element import Element, Figure

from layers.content import PageContent
from layers.templating import load_template


class PageFigure(Figure):
    """The HTML document: charset first, policy second, no zoom lock; placeholders for assets and data."""

    _template = load_template("page.html")

    def __init__(self) -> None:
        super().__init__()
        self.header._children.clear()  # noqa: SLF001 - branca's own charset tag would come too late

    def render(self, **kwargs: Any) -> str:
        """Render from a clean slate, with elements numbered in order, so that the text is always the same."""
        for part in (self.header, self.html, self.script):
            part._children.clear()  # noqa: SLF001
        for number, element in enumerate(_walk(self)):
            element._id = str(number)  # noqa: SLF001
        return str(super().render(**kwargs))


class Map(folium.Map):
    """A map whose script is constant: centre, zoom and everything shown come from the page's data block."""

    _template = load_template("map.jinja")
    # own lists: folium's would be shared by every map of the process
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - so declared by the base class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, content: PageContent) -> None:
        super().__init__(location=content.centre, zoom_start=content.zoom, tiles=None)
        PageFigure().add_child(self)
        self.content = content


class LayerControl(folium.LayerControl):
    """Folium's layer control, handed to the page so that a panel can show it."""

    _template = load_template("control.jinja")

    def __init__(self) -> None:
        super().__init__(collapsed=False, autoZIndex=False)


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from _walk(child)
