"""Files of exactly what is shown, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from dashboard import state, told
from dashboard.files import file_stem
from dashboard.jobs import Job, start_job
from dashboard.map_view import listen_to_view
from dashboard.saving import FileOnDemand, hand_over, offer_file
from dashboard.words import say
from geo import Dossier
from geo.briefing import Briefing
from geo.writers.zipped import write_zip
from layers.exports import make_export

# extension -> type of content; names and uses are among the messages
FORMATS = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gpkg": "application/geopackage+sqlite3",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv.zip": "application/zip",
}
FIRST = (".html", ".csv", ".geojson")
# formats that take seconds whatever is shown
SLOW = frozenset({".png", ".svg", ".pdf"})
# more incidents than these make every file slow
QUICK_ROWS = 10_000
JOB = "job"
LOOK_AGAIN_SECONDS = 0.5


@st.fragment
def draw_downloads(dossier: Dossier) -> None:
    """Draw the buttons; a fragment of its own, so that moving the map sends nothing but these buttons."""
    own = state.desk()
    listen_to_view(told.follow_view)
    if own.stale:
        # the map page speaks another language or compares: the whole page follows
        st.rerun(scope="app")
    with st.container(horizontal=True):
        for suffix in FIRST:
            _draw_format(dossier, own, suffix)
        with st.popover(say("files.more"), help=say("files.more_help")):
            for suffix in FORMATS:
                if suffix not in FIRST:
                    _draw_format(dossier, own, suffix)
    hand_over()
    job: Job | None = st.session_state.get(JOB)
    if job:
        st.fragment(draw_job, run_every=LOOK_AGAIN_SECONDS if job.runs else None)(job)


def draw_job(job: Job) -> None:
    """Draw how far a file is, with a way to give it up; when it is made, the button that saves it."""
    if st.session_state.get(JOB) is not job:
        # put away: the fragment around draws itself without it
        st.rerun(scope="app")
    name = name_format(job.suffix)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        if job.problem:
            st.text(say("files.failed", format=name, problem=job.problem))
        elif job.content is None:
            st.progress(job.done / job.of, text=say("files.making", format=name, n=job.seconds))
        else:
            st.download_button(
                say("files.save", format=name, size=f"{len(job.content) / 1e6:.1f}"),
                data=job.content,
                file_name=job.name,
                mime=FORMATS[job.suffix],
                on_click="ignore",
                type="primary",
                key="save made file",
            )
        key = "files.give_up" if job.runs else "files.put_away"
        st.button(say(key), key=key, on_click=put_away)
    if not job.runs and not job.seen:
        # the fragment around draws it once more, without looking again every half second
        job.seen = True
        st.rerun(scope="app")


def put_away() -> None:
    """Give up the file that is being made, or put away one that is made."""
    job: Job | None = st.session_state.pop(JOB, None)
    if job:
        job.give_up()
        job.content = None


def make_file(
    dossier: Dossier, own: state.Desk, suffix: str, *, watch: Callable[[int, int], None] | None = None
) -> bytes:
    """Make the file of a format of what is shown at this moment, as the command line would."""
    inner = suffix.removesuffix(".zip") or suffix
    made = make_export(dossier, Briefing(filters=own.filters, state=own.view), inner, watch=watch)
    if inner == suffix:
        return made.content
    name = f"{file_stem(dossier, 'incidents')}{inner}"
    return write_zip({name: made.content} | {f"{name}{end}": text for end, text in made.beside.items()})


def name_format(suffix: str) -> str:
    """Name a format by the ending of its files."""
    return say(f"files.formats.{_key(suffix)}")


def _draw_format(dossier: Dossier, own: state.Desk, suffix: str) -> None:
    what = "briefing" if suffix in {".html", ".zip"} else "incidents"
    name = f"{file_stem(dossier, what)}{suffix}"
    title = (
        say("files.incidents", format=name_format(suffix))
        if suffix in {".csv", ".geojson"}
        else name_format(suffix)
    )
    use = say(f"files.use.{_key(suffix)}")
    kind: Literal["primary", "secondary"] = "primary" if suffix == ".html" else "secondary"
    if suffix in SLOW or len(dossier.incidents) > QUICK_ROWS:
        st.button(
            title,
            type=kind,
            key=f"make {suffix}",
            help=use,
            on_click=begin,
            args=(dossier, own, suffix, name),
        )
        return
    file = FileOnDemand(name, FORMATS[suffix], partial(make_file, dossier, own, suffix))
    offer_file(title, file, key=f"download {suffix}", help=use, kind=kind)


def begin(dossier: Dossier, own: state.Desk, suffix: str, name: str) -> None:
    """Begin to make a file of what is shown at this moment, instead of any that is in the making."""
    put_away()
    asked = state.Desk(filters=own.filters, view=own.view, opened=own.opened)
    st.session_state[JOB] = start_job(
        lambda watch: make_file(dossier, asked, suffix, watch=watch), suffix=suffix, name=name
    )


def _key(suffix: str) -> str:
    return suffix[1:].replace(".", "_")
