"""Add own data, step by step: choose files, say what their columns mean, follow the import."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.address import DOSSIER
from dashboard.shelf import show_dossier
from dashboard.text import literal
from dashboard.upload_draft import MAX_FILES, MAX_KEPT, TYPES, Draft, begin, is_ready, limit_mb, look_at
from dashboard.upload_mapping import draw_file
from dashboard.upload_report import count_rows, draw_counts, draw_findings, draw_report, say_sum
from dashboard.upload_session import OwnDossier, Uploads, grace_seconds
from dashboard.upload_view import OWN, PANEL, bring_into_view
from dashboard.words import say
from geo import Dossier
from geo.importers.limits import MAX_ROWS

SENT, SHOWN = "upload files", "upload file shown"
_POLL_SECONDS = 0.5
# the title above an own dossier, on a wide screen
TITLE_PIXELS = 180


def draw_add(uploads: Uploads) -> None:
    """Draw the button that opens and closes the panel."""
    st.button(
        say("upload.open"),
        key="upload open",
        help=say("upload.open_help"),
        on_click=_toggle,
        args=(uploads,),
    )


def draw_panel(uploads: Uploads, base: Dossier) -> None:
    """Draw the step that the visitor is at; nothing while the panel is closed."""
    if uploads.open:
        with st.container(border=True, key=PANEL):
            _draw_step(uploads, base)


@st.fragment
def _draw_step(uploads: Uploads, base: Dossier) -> None:
    draft = uploads.draft
    if draft is None:
        _draw_choose(uploads, base)
    elif draft.run is not None:
        _draw_progress(uploads, draft)
    else:
        _draw_check(uploads, draft)
    # last, since it takes a line of its own
    bring_into_view(PANEL, turn="choose" if draft is None else f"{draft.key} {draft.run is not None}")


def _draw_choose(uploads: Uploads, base: Dossier) -> None:
    st.header(say("upload.title"), anchor=False)
    st.text(say("upload.reads"))
    if len(uploads.kept) >= MAX_KEPT:
        st.text(say("upload.enough", n=MAX_KEPT))
    else:
        limit = limit_mb(st.get_option("server.maxUploadSize"))
        st.file_uploader(
            say("upload.choose"),
            type=list(TYPES),
            accept_multiple_files=True,
            key=SENT,
            help=say("upload.limits", mb=limit, files=MAX_FILES, rows=MAX_ROWS),
            on_change=_take,
            args=(uploads, base),
        )
        st.text(say("upload.limits", mb=limit, files=MAX_FILES, rows=MAX_ROWS))
    st.text(say("upload.kept", seconds=round(grace_seconds())))
    if problem := st.session_state.get("upload problem"):
        st.text(problem)
    for own in uploads.kept.values():
        _draw_kept(uploads, own)
    if st.button(say("upload.close"), key="upload close"):
        uploads.open = False
        st.rerun()


def _take(uploads: Uploads, base: Dossier) -> None:
    """Take the files that were sent over into the visitor's folder, and let streamlit forget them."""
    # what was taken over already is there as a file that is deleted
    sent = [file for file in st.session_state[SENT] or [] if isinstance(file, UploadedFile)]
    st.session_state["upload problem"] = ""
    if not sent:
        return
    if len(sent) > MAX_FILES:
        st.session_state["upload problem"] = say("upload.too_many", n=len(sent), limit=MAX_FILES)
        return
    try:
        uploads.take([(file.name, file.getbuffer()) for file in sent], base)
    except OSError:
        uploads.drop_draft()
        st.session_state["upload problem"] = say("upload.no_room")
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in sent:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _draw_kept(uploads: Uploads, own: OwnDossier) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(own.title)
        if st.button(say("upload.show"), key=f"show {own.name}"):
            show_dossier(own.name)
            st.rerun()
        draw_remove(uploads, own.name, place="panel")


def draw_remove(uploads: Uploads, name: str, *, place: str) -> None:
    """Draw the one click that removes an own dossier."""
    if st.button(say("upload.remove"), key=f"remove {place} {name}", help=say("upload.remove_help")):
        uploads.remove(name)
        if st.query_params.get(DOSSIER) == name:
            show_dossier("")
        st.rerun()


def _draw_check(uploads: Uploads, draft: Draft) -> None:
    st.header(say("upload.check"), anchor=False)
    with st.spinner(say("upload.looking")):
        for file in draft.files:
            look_at(file, draft.base, uploads.folder)
    if draft.problem:
        st.text(say("upload.failed", problem=draft.problem))
    if draft.refused:
        with st.container(border=True):
            st.text(say("upload.nothing_read"))
            draw_counts(count_rows(draft.refused))
            draw_findings(draft.refused)
    number: int | None = 0
    if len(draft.files) > 1:
        number = st.radio(
            say("upload.files_sent", n=len(draft.files)),
            range(len(draft.files)),
            key=f"{draft.key} {SHOWN}",
            horizontal=True,
            format_func=lambda n: literal(draft.files[n].name),
        )
    draw_file(draft, number or 0, draft.base)
    with st.container(horizontal=True):
        st.button(
            say("upload.add"),
            type="primary",
            key=f"{draft.key} add",
            disabled=not is_ready(draft.files),
            help=say("upload.add_help"),
            on_click=begin,
            args=(draft, uploads.folder),
        )
        st.button(say("upload.cancel"), key=f"{draft.key} cancel", on_click=uploads.drop_draft)


@st.fragment(run_every=_POLL_SECONDS)
def _draw_progress(uploads: Uploads, draft: Draft) -> None:
    """Say how far the import is, and go on as soon as it has ended."""
    run = draft.run
    if run is None:
        return
    if run.busy:
        now = run.standing()
        st.header(say("upload.adding"), anchor=False)
        st.progress(now.share, text=say(f"upload.step.{now.step}", n=now.rows))
        st.text(say("upload.adding_help"))
        st.button(say("upload.cancel"), key=f"{draft.key} stop", on_click=uploads.drop_draft)
        return
    draft.run, made, draft.problem = None, run.result, run.problem
    if made is None or made.dossier is None:
        draft.refused = made.result.reports if made is not None else ()
    else:
        show_dossier(uploads.keep(draft, made).name)
    st.rerun()


def draw_own(uploads: Uploads, own: OwnDossier) -> None:
    """Draw the line above an own dossier: whose eyes it is for, and the click that removes it."""
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=OWN):
        st.text(say("upload.only_here", seconds=round(grace_seconds())), width="stretch")
        draw_remove(uploads, own.name, place="page")
    title = say("upload.report", sum=say_sum([file.report for file in own.files]))
    with st.expander(title):
        draw_report(own)
        bring_into_view(OWN, turn=own.name, above=TITLE_PIXELS)


def _toggle(uploads: Uploads) -> None:
    uploads.open = not uploads.open
