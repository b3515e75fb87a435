"""The list of the section one is in, and the navigation beside it. Complete at the first paint, cheap until then.

Rows are fetched for what is visible, on the thread that paints, through a connection that only reads; the keys of
long lists are read in the store's thread.
"""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.clock import Clock, milliseconds
from desktop.errors import StoreProblem
from desktop.local import listing
from desktop.local.listing import Count, Record
from desktop.local.store import Connection, translated
from desktop.models.list_rows import EntryRow
from desktop.models.window import WindowModel
from desktop.presenters.wording import entries
from desktop.views.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.local.thread import StoreThread

FIRST_PAGE = 40
QUIET_MILLISECONDS = 150
"""Changes that come within this time are shown together: a first sync brings hundreds of pages."""

Spawn = Callable[..., None]
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

ONLY_HERE = {"drafts", "outbox"}
"""Sections that do not wait for the marketplace."""

EMPTY = {
    "offers": ("star", "No offers are waiting", "When a client answers with an offer, it stands here."),
    "invitations": ("inbox", "No invitations are waiting", "New ones ring the bell and stand here."),
    "active": ("message-square", "No active proposals", "A proposal becomes active when its client answers."),
    "submitted": ("send", "No proposals are waiting", "Accept an invitation to send one; it costs no Connects."),
    "archived": ("archive", "The archive is empty", "Ignored and ended invitations and proposals stand here."),
    "messages": ("message-square", "No conversations yet", "A conversation opens when a client answers you."),
    "drafts": ("file", "No drafts", "What you write is kept here until you send it."),
    "outbox": ("send", "Everything has been sent", "What cannot be sent yet waits here and goes out by itself."),
}


class Lists(QObject):
    """Shows sections in `window`.

    Signals:
        section_shown(str): the key of the section that is shown now.
        not_read(object): a `StoreProblem` kept something from being shown.
    """

    section_shown = Signal(str)
    not_read = Signal(object)

    def __init__(self, window: MainWindow, reader: Connection, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._reader: Connection | None = reader
        self._clock = clock
        self._models: dict[str, WindowModel] = {}
        self._counts: dict[str, Count] = {}
        self._section = ""
        self._stale: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MILLISECONDS)
        self._timer.timeout.connect(self._catch_up)
        self._store: StoreThread | None = None
        self._spawn: Spawn | None = None
        self._why_empty: Callable[[], tuple[str, str, str, str]] | None = None
        window.section_requested.connect(self.show_section)

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._section

    def show_section(self, key: str) -> None:
        """Show a section, at once with what is known of it."""
        self._section = key
        self._counts = self._read(listing.counts, self._counts)
        model = self._models.get(key)
        if model is None:
            model = self._models[key] = self._begin(key)
        self._window.entries.set_model(model)
        self._show_counts()
        self._mark_stale({key})
        self.section_shown.emit(key)

    def attach(self, store: "StoreThread", spawn: Spawn, why_empty: Callable[[], tuple[str, str, str, str]]) -> None:
        """From now on read long lists in the store's thread; `why_empty` explains a list before the first sync."""
        self._store, self._spawn, self._why_empty = store, spawn, why_empty
        self._mark_stale(set(self._models))

    def follow(self, changes: "Changes") -> None:
        """Something changed in the store."""
        if changes.sections:
            self._mark_stale(set(changes.sections))

    def release(self) -> None:
        """Let go of the store's file, which is about to be replaced; until `use` what is shown stays as it is."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def use(self, reader: Connection) -> None:
        """Read from here from now on."""
        self.release()
        self._reader = reader
        self._mark_stale(set(self._models))

    def show_emptiness(self) -> None:
        """Say why the list is empty, or show it where it is not."""
        model = self._models[self._section]
        if model.rowCount():
            self._window.entries.show_list()
        elif self._why_empty is None or self._section in ONLY_HERE or self._read(listing.has_whole_copy, False):
            self._window.entries.show_state(*EMPTY[self._section])
        else:
            self._window.entries.show_state(*self._why_empty())

    def _read(
        self,
        work: Callable[Concatenate[Connection, Parameters], Result],
        otherwise: Result,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`work(reader, ...)`, or `otherwise` where it cannot be read: a list is never a reason to stop."""
        if self._reader is None:
            return otherwise
        try:
            with translated(Path(self._reader.filename)):
                return work(self._reader, *args, **kwargs)
        except StoreProblem as problem:
            self.not_read.emit(problem)
            return otherwise

    @Slot()
    def _catch_up(self) -> None:
        if self._spawn is not None and self._stale:
            stale, self._stale = self._stale, set()
            self._spawn(self._refresh(stale))

    async def _refresh(self, stale: set[str]) -> None:
        assert self._store is not None
        self._counts = await self._store.read(listing.counts)
        for section in stale & set(self._models):
            self._show_keys(section, await self._store.read(listing.keys, section))
        self._show_counts()

    def _show_keys(self, section: str, keys: "array[int]") -> None:
        model = self._models[section]
        model.set_keys(keys, model.loaded())
        if section == self._section:
            self.show_emptiness()

    def _mark_stale(self, sections: set[str]) -> None:
        self._stale |= sections
        if not self._timer.isActive():
            longest = max((count.total for count in self._counts.values()), default=0)
            self._timer.start(QUIET_MILLISECONDS + longest // 50)

    def _begin(self, section: str) -> WindowModel:
        count = self._counts.get(section, Count(0, 0)).total
        rows = self._worded(self._read(listing.first, list[Record](), section, FIRST_PAGE))
        return WindowModel(self._fetch, self, count=count, rows=rows)

    def _fetch(self, keys: Sequence[int]) -> list[EntryRow]:
        records = self._read(listing.records, list[Record | None](), keys)
        return self._worded([record for record in records if record is not None])

    def _worded(self, records: Sequence[Record]) -> list[EntryRow]:
        now = milliseconds(self._clock())
        return [entries.entry(record, now) for record in records]

    def _show_counts(self) -> None:
        self._window.navigation.model.set_rows(entries.sections(self._counts))
        total = self._counts.get(self._section, Count(0, 0)).total
        self._window.show_section(self._section, entries.NAMES[self._section], f"{total:,}" if total else "")
