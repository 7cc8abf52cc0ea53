"""Find words in incidents: text is folded once per distinct value, and only when somebody searches."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from geo.text import fold
from geo.translations import list_translated

SEARCHED = ("title", "place", "summary", "event_title")


def find_text(incidents: pd.DataFrame, needle: str) -> npt.NDArray[np.bool_]:
    """Tell which incidents contain a folded text in title, place, summary, event title or hotspot names.

    Titles are searched in every language that the dossier has them in.

    Parameters
    ----------
    needle
        From :func:`geo.text.fold`, so that it holds no line break and no match runs across two columns.
    """
    found = np.zeros(len(incidents), dtype=bool)
    titles = (list_translated(incidents.columns, name) for name in ("title", "event_title"))
    for column in (*SEARCHED, *chain.from_iterable(titles)):
        left = np.flatnonzero(~found)
        found[left] = _holds(incidents[column].iloc[left], needle)
    names = incidents["search_text"].cat
    hit = np.array([needle in words for words in names.categories] + [False])
    searched: npt.NDArray[np.bool_] = found | hit[names.codes]
    return searched


def _holds(texts: pd.Series[Any], needle: str) -> npt.NDArray[np.bool_]:
    packed = pa.array(texts, from_pandas=True).dictionary_encode()
    if isinstance(packed, pa.ChunkedArray):
        packed = packed.unify_dictionaries().combine_chunks()
    # a file's own column may have such a name and hold numbers
    words = (text if isinstance(text, str) else "" for text in packed.dictionary.to_pylist())
    hit = np.array([needle in fold(text) for text in words] + [False])
    found: npt.NDArray[np.bool_] = hit[packed.indices.fill_null(len(hit) - 1).to_numpy(zero_copy_only=False)]
    return found
