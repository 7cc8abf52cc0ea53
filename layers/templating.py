"""The Jinja environment of the page's own templates; no text of a dossier ever enters it."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

# the templates write scripts and markup of constant text, where escaping would only break quotes
_ENVIRONMENT = Environment(
    loader=PackageLoader("layers", "templates"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701
)


def load_template(name: str) -> Template:
    """Load one of the templates in ``layers/templates`` by file name."""
    return _ENVIRONMENT.get_template(name)
