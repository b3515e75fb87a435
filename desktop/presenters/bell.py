"""The bell and its tray."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.changes import Changes
from desktop.clock import Clock, milliseconds
from desktop.presenters.wording import notices as wording
from desktop.services.bell import Bell
from desktop.views.main_window import MainWindow

Spawn = Callable[..., None]


class BellPresenter(QObject):
    """Shows what the bell has to tell.

    Signals:
        opening_requested(str, str): show the thing that a notification is about.
    """

    opening_requested = Signal(str, str)

    def __init__(self, window: MainWindow, bell: Bell, spawn: Spawn, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._bell = bell
        self._spawn = spawn
        self._clock = clock
        window.tray.notice_opened.connect(self._on_notice_opened)
        window.tray.read_all_requested.connect(self._on_read_all_requested)

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        if changes.notifications:
            self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        self._spawn(self._refresh(), latest="bell")

    @Slot(str, str, str)
    def _on_notice_opened(self, notice: str, kind: str, thing: str) -> None:
        self._window.tray.close_tray()
        self._spawn(self._bell.read(notice))
        self.opening_requested.emit(kind, thing)

    @Slot()
    def _on_read_all_requested(self) -> None:
        self._spawn(self._bell.read_all())

    async def _refresh(self) -> None:
        now = milliseconds(self._clock())
        rows = tuple(wording.row(each, now) for each in await self._bell.newest())
        unread = await self._bell.unread()
        self._window.tray.show_notices(rows)
        self._window.header.show_unread(unread)
