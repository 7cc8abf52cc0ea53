"""Online tiles: offered, never on by default, and only from providers that serve a page without an origin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import xyzservices.providers as xyz

from geo import MarchlandError
from layers.drawn import DrawnLayer

# answers 403 to a page that sends no Referer, which neither a local file nor a sandboxed frame can send
_REFUSED_HOST = "tile.openstreetmap.org"
_FIELD = re.compile(r"\{(\w+)\}")


class TilesLayer(DrawnLayer):
    """Online tiles over the relief; the offline base stays below."""

    key = "tiles"


@dataclass(frozen=True, slots=True)
class TileSource:
    """Where tiles come from; ``url`` holds Leaflet's ``{s}``, ``{z}``, ``{x}`` and ``{y}``."""

    name: str
    url: str
    subdomains: str
    attribution: str
    max_zoom: int

    @property
    def hosts(self) -> tuple[str, ...]:
        """Origins that the page's policy must allow, one per subdomain."""
        origins = {self.url.replace("{s}", letter) for letter in self.subdomains}
        return tuple(sorted(f"https://{urlsplit(origin).netloc}" for origin in origins))


def tile_source(name: str) -> TileSource:
    """Look up a provider by its name in xyzservices.

    Raises
    ------
    MarchlandError
        When there is none of that name, or it needs a key, plain http or a Referer.
    """
    try:
        provider = xyz.query_name(name)
    except ValueError:
        raise MarchlandError(f"There is no tile provider “{name}” in xyzservices.") from None
    if provider.requires_token():
        raise MarchlandError(f"The tile provider “{name}” needs a key.")
    url = _FIELD.sub(lambda field: _fill(field, provider), provider.url)
    if not url.startswith("https://") or _REFUSED_HOST in url:
        raise MarchlandError(f"The tile provider “{name}” does not serve this page.")
    return TileSource(
        name=provider.name,
        url=url,
        subdomains="".join(provider.get("subdomains", "abc")),
        attribution=provider.attribution,
        max_zoom=int(provider.get("max_zoom", 17)),
    )


def _fill(field: re.Match[str], provider: dict[str, Any]) -> str:
    """Keep what Leaflet fills for each tile, fill the provider's own; ``{r}`` is for sharp screens."""
    if field[1] in {"s", "x", "y", "z"}:
        return field[0]
    return "" if field[1] == "r" else str(provider[field[1]])
