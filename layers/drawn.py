"""A layer that the page's script draws from the data block."""

from __future__ import annotations

from typing import Any, ClassVar

import folium

from layers.templating import load_template


class DrawnLayer(folium.map.Layer):
    """An overlay of which Python knows only the key; its title and content come from the data block."""

    key: ClassVar[str]
    _template = load_template("layer.jinja")

    def __init__(self, *, show: bool) -> None:
        super().__init__(name=self.key, overlay=True, control=True, show=show)
        self._name = "layer"

    def render(self, **kwargs: Any) -> str:
        """Render, and forget what rendering added, so that a second time gives the same."""
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        self._children.clear()
        return ""  # like every macro element: the text is in the figure
