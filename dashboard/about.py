"""The end of the page: method, sources, licences, how to cite, and what the map does not claim."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.readme import Section, read_sections
from dashboard.text import literal, number
from geo import Dossier
from geo.dates import say_day


def draw_about(dossier: Dossier) -> None:
    """Draw the dossier's own words about itself, each part sent only when it is opened."""
    descriptor = dossier.descriptor
    sections = read_sections(dossier.path)
    st.header("About this dossier", anchor=False)
    if descriptor.subtitle:
        st.text(descriptor.subtitle)
    st.text(descriptor.disclaimer)
    if descriptor.cite:
        st.text(f"Cite as: {descriptor.cite}")
    st.text(
        f"Data of {say_day(descriptor.data_date)}, version {descriptor.version}, "
        f"digest {dossier.digest[:12]}. Unknown is shown as –, never as 0."
    )
    draw_parts(dossier, sections)


@st.fragment
def draw_parts(dossier: Dossier, sections: tuple[Section, ...]) -> None:
    """Draw the parts that open; a fragment of its own, so that opening one sends that part only."""
    if sections:
        method = st.expander("Method, gaps and what is uncertain", key="about method", on_change="rerun")
        if method.open:
            with method:
                draw_sections(sections)
    sources = st.expander(
        f"Sources ({number(len(dossier.sources), 'source')})", key="about sources", on_change="rerun"
    )
    if sources.open:
        columns = {
            "title": st.column_config.TextColumn(width="large"),
            "url": st.column_config.LinkColumn(display_text="open"),
        }
        sources.dataframe(list_sources(dossier), hide_index=True, column_config=columns)
    resources = dossier.descriptor.resources
    files = st.expander(
        f"Data and licences ({number(len(resources), 'file')})", key="about files", on_change="rerun"
    )
    if files.open:
        columns = {
            "licence text": st.column_config.LinkColumn(display_text="open"),
            "attribution": st.column_config.TextColumn(width="large"),
        }
        files.dataframe(list_licences(dossier), hide_index=True, column_config=columns)


def draw_sections(sections: tuple[Section, ...]) -> None:
    """Draw the README's sections as plain text and tables."""
    for section in sections:
        st.subheader(literal(section.title), anchor=False)
        for part in section.parts:
            if isinstance(part, str):
                st.text(part)
            else:
                st.dataframe(part, hide_index=True)


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
