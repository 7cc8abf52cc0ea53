"""What one visitor added: held by the session alone, under names that no other session knows."""

from __future__ import annotations

import secrets
import shutil
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from dashboard.map_view import Page
from dashboard.upload_draft import Draft, DraftFile, Made
from dashboard.upload_folder import visitor_folder
from geo import Dossier
from geo.importers.contract import FileReport
from geo.importers.profiles import PROFILES, Profile

UPLOADS = "uploads"
# what the address calls a visitor's own dossier begins with this; a shipped dossier's never does
OWN_PREFIX = "own-"
_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file of an own dossier: its report, whose data it is, when it was taken, its mapping to save."""

    report: FileReport
    profile: Profile
    accessed: str
    mapping: str


@dataclass(frozen=True, slots=True)
class OwnDossier:
    """A dossier of this session only; ``pages`` holds its map page once it is drawn."""

    name: str
    title: str
    folder: Path
    dossier: Dossier
    base: Dossier
    files: tuple[AddedFile, ...]
    duplicates: int = 0
    pages: dict[str, Page] = field(default_factory=dict, repr=False)


class Uploads:
    """The files that one visitor is adding, and the dossiers that came of earlier ones."""

    def __init__(self) -> None:
        self.key = secrets.token_hex(8)
        self.open = False
        self.draft: Draft | None = None
        self._kept: dict[str, OwnDossier] = {}
        self._folder: Path | None = None
        self._timer: threading.Timer | None = None

    @property
    def kept(self) -> Mapping[str, OwnDossier]:
        """Own dossiers by the name that this visitor's address has for them."""
        return MappingProxyType(self._kept)

    @property
    def folder(self) -> Path:
        """The visitor's folder, made when it is first needed."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = visitor_folder()
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def take(self, files: Sequence[tuple[str, bytes | memoryview]], base: Dossier) -> Draft:
        """Begin to add files: they are written to the visitor's folder under names of ours.

        Raises
        ------
        OSError
            When the disk refuses; the draft is then to be dropped.
        """
        self.drop_draft()
        key = secrets.token_hex(4)
        drafts = [DraftFile(self.folder / f"{key}-{number}", name) for number, (name, _) in enumerate(files)]
        self.draft = Draft(key, base, drafts)
        for draft, (_, content) in zip(drafts, files, strict=True):
            draft.path.write_bytes(content)
        return self.draft

    def keep(self, draft: Draft, made: Made) -> OwnDossier:
        """Keep what came of a draft as a dossier of this session, and let go of the draft."""
        result, dossier = made.result, made.dossier
        assert result.folder is not None
        assert dossier is not None
        name = f"{OWN_PREFIX}{secrets.token_hex(4)}"
        title = ", ".join(report.file for report in result.reports if report.accepted)
        files = tuple(
            AddedFile(report, _profile(file), file.options.accessed, file.mapping())
            for report, file in zip(result.reports, draft.files, strict=True)
        )
        own = OwnDossier(
            name,
            title,
            result.folder,
            _own_words(dossier, title),
            draft.base,
            files,
            duplicates=len(result.duplicates),
        )
        self._kept[name] = own
        draft.run = None
        self.drop_draft()
        self.open = False
        return own

    def drop_draft(self) -> None:
        """Give up what is being added, and remove its files."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if draft.run is not None:
            draft.run.cancel(wait_seconds=_END_SECONDS)
            made = draft.run.result
            if made is not None and made.result.folder is not None:
                shutil.rmtree(made.result.folder, ignore_errors=True)
        for file in draft.files:
            file.path.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Remove an own dossier from memory and disk."""
        own = self._kept.pop(name, None)
        if own is not None:
            shutil.rmtree(own.folder, ignore_errors=True)

    def clear(self) -> None:
        """Remove everything, as when the session has ended."""
        self.drop_draft()
        for name in tuple(self._kept):
            self.remove(name)
        self.open = False
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def leave(self, seconds: float) -> None:
        """Clear everything in a while, unless the visitor comes back."""
        self.stay()
        self._timer = threading.Timer(seconds, self.clear)
        self._timer.daemon = True
        self._timer.start()

    def stay(self) -> None:
        """Keep everything: the visitor is here."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()


class _Presence:
    """Stands in the session's own cache, which streamlit empties when the tab is closed."""

    def __init__(self, uploads: Uploads, grace_seconds: float) -> None:
        self._uploads, self._grace_seconds = uploads, grace_seconds
        uploads.stay()

    def end(self) -> None:
        """Begin to count the time in which the visitor may come back."""
        self._uploads.leave(self._grace_seconds)


@st.cache_resource(scope="session", on_release=_Presence.end, show_spinner=False)
def _presence(key: str, _uploads: Uploads, grace_seconds: float) -> _Presence:  # noqa: ARG001 - the key is the cache's
    return _Presence(_uploads, grace_seconds)


def hold_uploads() -> Uploads:
    """Give what this visitor added; must be called in every run, which shows that the visitor is here."""
    uploads: Uploads = st.session_state.setdefault(UPLOADS, Uploads())
    _presence(uploads.key, uploads, grace_seconds())
    return uploads


def grace_seconds() -> float:
    """Give the time for which a closed tab may come back."""
    return float(st.get_option("server.disconnectedSessionTTL"))


def _profile(file: DraftFile) -> Profile:
    return file.preview.profile if file.preview is not None else PROFILES["table"]


def _own_words(dossier: Dossier, title: str) -> Dossier:
    """Give the dossier the title of its files, and their attribution in place of the base's."""
    resource = dossier.resource("incidents")
    other = {
        code: {key: words[key] for key in words if key not in {"title", "subtitle", "cite"}}
        for code, words in dossier.descriptor.translations.items()
    }
    descriptor = replace(
        dossier.descriptor,
        title=title,
        cite=resource.attribution if resource else "",
        report="",
        translations=other,
    )
    return replace(dossier, descriptor=descriptor)
