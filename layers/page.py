"""Write a map as one self-contained page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from geo.escape import html_text
from layers.assets import leaflet_css, leaflet_js, page_css, page_js
from layers.document import Map
from layers.templating import fill_text, read_template

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def to_html(page_map: Map, *, notes: bool = True) -> str:
    """Render a map as one HTML text that needs no network.

    Parameters
    ----------
    page_map
        From :func:`layers.build_map`.
    notes
        Whether the page carries the incidents' long texts; without them it is smaller, and says so.

    Returns
    -------
    str
        The same text for the same map, every time.
    """
    rendered = page_map.get_root().render()
    page = fill_text(rendered, {
        "leaflet.css": leaflet_css(),
        "leaflet.js": leaflet_js(),
        "page.css": page_css(),
        "page.js": page_js(),
    })  # fmt: skip
    content = page_map.content
    texts = content.incidents.texts if notes else ()
    return fill_text(page, {
        "policy": _policy(page, content.image_hosts),
        "title": html_text(content.title),
        "table": content.table,
        "data": content.data,
        "incidents": content.incidents.first,
        "rest": content.incidents.rest,
        "notes": ' data-notes="left-out"' if content.incidents.texts and not notes else "",
        "texts": "\n".join(fill_text(_texts_template(), {"part": part}) for part in texts),
    })  # fmt: skip


@cache
def _texts_template() -> str:
    return read_template("texts.html").rstrip()


def _policy(page: str, image_hosts: tuple[str, ...]) -> str:
    """Allow exactly the scripts and styles that stand in the page, and pictures of the hosts given."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
        hashes[kind].append(f"'sha256-{digest}'")
    return "; ".join((
        "default-src 'none'",
        f"script-src {' '.join(hashes['script'])}",
        f"style-src {' '.join(hashes['style'])}",
        f"img-src {' '.join(('data:', 'blob:', *image_hosts))}",
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip
