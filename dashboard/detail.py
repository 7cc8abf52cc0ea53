"""The incident that is open: what is known of it, what both sides say, figures and sources in full."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.chart_claims import claim_rows, name_columns
from dashboard.table_cells import say_date, web_address
from dashboard.text import UNKNOWN, literal
from dashboard.words import say
from geo import Dossier, Filters
from geo.text import split_list


def draw_detail(dossier: Dossier, own: state.Desk) -> None:
    """Draw the open incident above the table; nothing when none is open or the dossier has it not.

    Parameters
    ----------
    dossier
        Whole, not filtered: the map keeps a card open when filters change.
    """
    row = find_incident(dossier, own.view.incident)
    if row is None:
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(literal(str(row["title"])), anchor=False, width="stretch")
            st.button(
                say("detail.close"),
                key="close detail",
                on_click=close_detail,
                help=say("detail.close_help"),
            )
        st.text(say_facts(dossier, row))
        if not passes(dossier, own.filters, str(row["incident_id"])):
            st.text(say("detail.outside"))
        if isinstance(row["summary"], str) and row["summary"]:
            st.text(row["summary"])
        _draw_accounts(dossier, row)
        _draw_figures(dossier, row)
        _draw_sources(dossier, row)


def find_incident(dossier: Dossier, incident_id: str) -> dict[str, Any] | None:
    """Give the row of an incident, or None."""
    found = dossier.incidents[dossier.incidents["incident_id"] == incident_id]
    return None if found.empty else {str(k): v for k, v in found.iloc[0].items()}


def passes(dossier: Dossier, filters: Filters, incident_id: str) -> bool:
    """Tell whether an incident is among those shown."""
    alone = dossier.incidents[dossier.incidents["incident_id"] == incident_id]
    return len(filters.apply(dossier.with_table("incidents", alone)).incidents) > 0


def say_facts(dossier: Dossier, row: dict[str, Any]) -> str:
    """Say day, place and type with how well each is known."""
    label = dossier.descriptor.label
    facts = [say_date(row)]
    columns = ("date_precision", "incident_type", "geo_precision")
    facts += [label(c, row[c]) for c in columns if isinstance(row[c], str) and row[c]]
    if isinstance(row["place"], str) and row["place"]:
        facts.insert(-1, row["place"])
    if isinstance(row["confidence"], str) and row["confidence"]:
        facts.append(say("detail.confidence", name=label("confidence", row["confidence"]).lower()))
    return " · ".join(facts)


def account_of(dossier: Dossier, row: dict[str, Any], party: str) -> tuple[str, bool]:
    """Give a side's account of an incident, else of its event, and whether it is the event's."""
    accounts = dossier.accounts[dossier.accounts["party"] == party]
    for subject, of_event in ((row["incident_id"], False), (row["event_id"], True)):
        found = accounts.loc[accounts["subject_id"] == subject, "account"]
        if len(found):
            return str(found.iloc[0]), of_event
    return "", False


def close_detail() -> None:
    """Close the open incident."""
    state.open_incident("")


def _draw_accounts(dossier: Dossier, row: dict[str, Any]) -> None:
    parties = dossier.descriptor.parties
    for column, party in zip(st.columns(len(parties), gap="large"), parties, strict=True):
        account, of_event = account_of(dossier, row, party.id)
        whose = "detail.account_of_event" if of_event else "detail.account"
        column.caption(literal(say(whose, adjective=party.adjective, name=party.name)))
        column.text(account or say("detail.no_account"))


def _draw_figures(dossier: Dossier, row: dict[str, Any]) -> None:
    claims = dossier.claims[dossier.claims["subject_id"] == row["incident_id"]]
    tables = [
        claim_rows(dossier, str(row["incident_id"]), str(measure)).assign(
            measure=dossier.descriptor.label("measure", str(measure))
        )
        for measure in claims["measure"].unique()
    ]
    if tables:
        heads = name_columns(("measure", "of", "figure", "claimant", "as_of", "scope"))
        heads["measure"] = say("claims.what")
        st.dataframe(pd.concat(tables)[list(heads)].rename(columns=heads), hide_index=True)


def _draw_sources(dossier: Dossier, row: dict[str, Any]) -> None:
    ids = split_list(row["source_ids"])
    sources = dossier.sources.set_index("source_id").reindex(ids)
    table = sources[["publisher", "title", "date", "url"]].astype("string").fillna(UNKNOWN)
    table = table.assign(url=pd.Series(map(web_address, sources["url"]), index=table.index, dtype=object))
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            "publisher": st.column_config.TextColumn(say("detail.source"), width="medium"),
            "title": st.column_config.TextColumn(say("detail.title"), width="large"),
            "date": st.column_config.TextColumn(say("detail.date"), width="small"),
            "url": st.column_config.LinkColumn(
                say("detail.link"), width="small", display_text=say("detail.open")
            ),
        },
    )
