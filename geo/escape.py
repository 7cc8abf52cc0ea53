"""The one home of escaping: data text on its way into HTML, Markdown, CSV and file names."""

from __future__ import annotations

import html
import re
import unicodedata

# a cell that a spreadsheet would run, also behind white space (OWASP "CSV injection")
_FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@]|^[\t\r]|[\r\n][\s\u00a0]*[=+\-@]")
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+\-]+:)")
_WORD_JOINER = "\u2060"


def html_text(text: str) -> str:
    """Escape text for HTML content and quoted attributes; control characters become U+FFFD.

    Braces, backticks, dollar signs and backslashes become character references too, so that the result means
    nothing to a template engine or a script either.
    """
    clean = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)
    escaped = html.escape(clean, quote=True)
    return re.sub(r"[{}`$\\]", lambda match: f"&#{ord(match[0])};", escaped)


def markdown_text(text: str) -> str:
    """Escape text so that a Markdown renderer shows it literally, on one line."""
    line = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", _SHORTCODE.sub(f":{_WORD_JOINER}", line))


def csv_cell(text: str) -> str:
    """Put ``'`` before a text cell that a spreadsheet would take for a formula.

    A formula behind apostrophes gets one more, so that taking one off gives the text back.
    """
    return f"'{text}" if _FORMULA.search(text.lstrip("'")) else text


def plain_cell(text: str) -> str:
    """Take off the ``'`` that :func:`csv_cell` put before a cell."""
    return text[1:] if text.startswith("'") and csv_cell(text[1:]) == text else text


def file_name(text: str, *, default: str = "export") -> str:
    """Make a portable file name stem: ASCII letters, digits and hyphens, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    return stem or default
