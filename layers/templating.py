"""The page's own templates: Jinja for constant text, and placeholders for what is put in after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

_PLACEHOLDER = re.compile(r"@@([a-z.]+)@@")
# no text of a dossier ever enters it; the templates write scripts and markup of constant text, where
# escaping would only break quotes
_ENVIRONMENT = Environment(
    loader=PackageLoader("layers", "templates"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701
)


def load_template(name: str) -> Template:
    """Load one of the templates in ``layers/templates`` by file name."""
    return _ENVIRONMENT.get_template(name)


def read_template(name: str) -> str:
    """Read one of the files in ``layers/templates`` as it stands."""
    return (files("layers") / "templates" / name).read_text(encoding="utf-8")


def fill_text(text: str, parts: Mapping[str, str]) -> str:
    """Put parts in for ``@@name@@`` in one pass, so that no part is searched for placeholders."""
    return _PLACEHOLDER.sub(lambda match: parts.get(match[1], match[0]), text)
