"""Values of a frame as a file of another format takes them."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

# what XML 1.0, and so a workbook or a KML file, cannot hold
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_value(value: Any) -> Any:
    """Give a cell as None, bool, int, float, ``datetime.date`` or text; what is not finite is None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, bool | int | date) else str(value)


def json_value(value: Any) -> Any:
    """Give a cell as JSON takes it: days as ISO text, a lone surrogate as U+FFFD."""
    plain = plain_value(value)
    if isinstance(plain, str):
        return plain.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return plain.isoformat() if isinstance(plain, date) else plain


def xml_text(value: Any) -> str:
    """Give a cell as text for XML; characters that XML cannot hold become U+FFFD, unknown is empty."""
    plain = plain_value(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return _NOT_XML.sub("\ufffd", str(plain))
