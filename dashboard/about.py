"""The end of the page: where everything comes from, under which licence, and what the map does not claim."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.text import number
from geo import Dossier
from geo.dates import say_day


def draw_about(dossier: Dossier) -> None:
    """Draw sources, licences, citation and the disclaimer."""
    descriptor = dossier.descriptor
    with st.expander(f"Sources ({number(len(dossier.sources), 'source')})"):
        st.dataframe(
            list_sources(dossier),
            hide_index=True,
            column_config={
                "title": st.column_config.TextColumn(width="large"),
                "url": st.column_config.LinkColumn(display_text="open"),
            },
        )
    with st.expander(f"Data and licences ({number(len(descriptor.resources), 'file')})"):
        st.dataframe(
            list_licences(dossier),
            hide_index=True,
            column_config={
                "licence text": st.column_config.LinkColumn(display_text="open"),
                "attribution": st.column_config.TextColumn(width="large"),
            },
        )
    st.text(descriptor.disclaimer)
    if descriptor.cite:
        st.text(f"Cite as: {descriptor.cite}")
    st.text(
        f"Data of {say_day(descriptor.data_date)}, version {descriptor.version}, "
        f"digest {dossier.digest[:12]}. Unknown is shown as –, never as 0."
    )


def list_sources(dossier: Dossier) -> pd.DataFrame:
    """List the sources by publisher and date; an address that is no web address is left out."""
    columns = ["publisher", "title", "date", "language", "url"]
    frame = dossier.sources.reindex(columns=columns).astype("string")
    web = frame["url"].str.match(r"(?i)https?://").fillna(value=False).astype(bool)
    return frame.assign(url=frame["url"].where(web)).sort_values(["publisher", "date"], ignore_index=True)


def list_licences(dossier: Dossier) -> pd.DataFrame:
    """List the dossier's files with licence and attribution, in the descriptor's order."""
    rows = [
        (
            r.title,
            r.path,
            r.licence,
            r.licence_url if r.licence_url.startswith("http") else None,
            r.attribution,
        )
        for r in dossier.descriptor.resources
    ]
    return pd.DataFrame(rows, columns=["data", "file", "licence", "licence text", "attribution"])
