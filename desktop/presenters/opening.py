"""What is open beside the list, and keeping it true while things change."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.changes import Changes
from desktop.views.main_window import MainWindow

Spawn = Callable[..., None]
Show = Callable[[str], Coroutine[Any, Any, bool]]


class Opening(QObject):
    """Opens things by kind and id. `shows` has one coroutine for each kind, which answers False where it is gone."""

    def __init__(self, window: MainWindow, shows: Mapping[str, Show], spawn: Spawn) -> None:
        super().__init__(window)
        self._window = window
        self._shows = shows
        self._spawn = spawn
        self._open: tuple[str, str] | None = None

    @Slot(str, str)
    def open(self, kind: str, thing: str) -> None:
        """Show a thing."""
        if kind in self._shows:
            self._open = (kind, thing)
            self._window.entries.show_opened(kind, thing)
            self._spawn(self._show(kind, thing), latest="opening")

    def leave(self) -> None:
        """Something else is being shown by another."""
        self._open = None

    @Slot()
    def close(self) -> None:
        """Show nothing."""
        self._open = None
        self._window.show_nothing("mail-open", "This is not here any more")

    def follow(self, changes: Changes) -> None:
        """Show what is open again where it changed; what is being written is left alone."""
        if self._open in changes.things:
            self.show_again()

    def show_again(self) -> None:
        """Word anew what is open; what is being written is left alone."""
        if self._open is not None and self._open[0] != "draft":
            self._spawn(self._show(*self._open), latest="opening")

    async def _show(self, kind: str, thing: str) -> None:
        if not await self._shows[kind](thing) and self._open == (kind, thing):
            self.close()
