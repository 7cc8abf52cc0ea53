"""The end of the page: method, sources, licences, how to cite, and what the map does not claim."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.days import say_day
from dashboard.readme import Section, read_sections
from dashboard.text import literal
from dashboard.words import say
from geo import Dossier


def draw_about(dossier: Dossier) -> None:
    """Draw the dossier's own words about itself, each part sent only when it is opened."""
    descriptor = dossier.descriptor
    sections = read_sections(dossier.path)
    st.header(say("about.header"), anchor=False)
    if descriptor.subtitle:
        st.text(descriptor.subtitle)
    st.text(descriptor.disclaimer)
    if descriptor.cite:
        st.text(say("about.cite", cite=descriptor.cite))
    st.text(
        say(
            "about.state",
            day=say_day(descriptor.data_date),
            version=descriptor.version,
            digest=dossier.digest[:12],
        )
    )
    draw_parts(dossier, sections)


@st.fragment
def draw_parts(dossier: Dossier, sections: tuple[Section, ...]) -> None:
    """Draw the parts that open; a fragment of its own, so that opening one sends that part only."""
    if sections:
        method = st.expander(say("about.method"), key="about method", on_change="rerun")
        if method.open:
            with method:
                draw_sections(sections)
    sources = st.expander(
        say("about.sources", n=len(dossier.sources)), key="about sources", on_change="rerun"
    )
    if sources.open:
        columns = {
            "publisher": st.column_config.TextColumn(say("about.publisher")),
            "title": st.column_config.TextColumn(say("about.title"), width="large"),
            "date": st.column_config.TextColumn(say("about.date")),
            "language": st.column_config.TextColumn(say("about.source_language")),
            "url": st.column_config.LinkColumn(say("about.link"), display_text=say("about.open")),
        }
        sources.dataframe(list_sources(dossier), hide_index=True, column_config=columns)
    resources = dossier.descriptor.resources
    files = st.expander(say("about.files", n=len(resources)), key="about files", on_change="rerun")
    if files.open:
        columns = {
            **{
                name: st.column_config.TextColumn(say(f"about.{name}"))
                for name in ("data", "file", "licence")
            },
            "licence_text": st.column_config.LinkColumn(
                say("about.licence_text"), display_text=say("about.open")
            ),
            "attribution": st.column_config.TextColumn(say("about.attribution"), width="large"),
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
    return pd.DataFrame(rows, columns=["data", "file", "licence", "licence_text", "attribution"])
