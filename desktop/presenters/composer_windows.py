"""Drafts in windows of their own: each is written there alone, and nowhere else at the same time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from desktop.changes import Changes
from desktop.presenters.composing import Composing, Spawn
from desktop.views.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.views.composer.window import ComposerWindow

Make = Callable[["ComposerWindow", Spawn], Composing]


class ComposerWindows(QObject):
    """Every window that shows a draft.

    Signals:
        sent(object, str): as `Composing` says it.
        left(str, str): a window is done with; show this thing in the main window.
    """

    sent = Signal(object, str)
    left = Signal(str, str)

    def __init__(self, window: MainWindow, make: Make, spawn: Spawn) -> None:
        super().__init__(window)
        self._window = window
        self._make = make
        self._spawn = spawn
        self._open: dict[ComposerWindow, Composing] = {}

    @Slot(str)
    def open(self, draft: str) -> None:
        """Show a draft in a window of its own."""
        if not self.bring_up(draft):
            self._spawn(self._open_new(draft))

    def bring_up(self, draft: str) -> bool:
        """Bring the window of a draft to the front; False where there is none."""
        return self._bring_up(lambda composing: composing.writes(draft))

    def bring_up_for(self, invitation: str, *, direct: bool) -> bool:
        """The same, by what the draft is an answer to."""
        return self._bring_up(lambda composing: composing.writes_to(invitation, direct=direct))

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        for composing in self._open.values():
            composing.follow(changes)

    async def finish(self) -> None:
        """Before the program ends: everything is kept."""
        for window, composing in tuple(self._open.items()):
            await composing.finish()
            self._forget(window)

    def _bring_up(self, is_meant: Callable[[Composing], bool]) -> bool:
        for window, composing in self._open.items():
            if is_meant(composing):
                window.come_up()
                return True
        return False

    async def _open_new(self, draft: str) -> None:
        from desktop.views.composer.window import ComposerWindow

        window = ComposerWindow(self._window)
        composing = self._make(window, self._spawn_in(window))
        self._open[window] = composing
        window.close_requested.connect(self._on_close_requested)
        composing.sent.connect(self.sent)
        composing.left.connect(self._on_left)
        if await composing.show(draft):
            window.composer.go_to("cover_letter")
        else:
            self._forget(window)

    def _spawn_in(self, window: "ComposerWindow") -> Spawn:
        """What is the latest in one window is not in another."""

        def spawn(work: object, *, latest: str | None = None) -> None:
            self._spawn(work, latest=None if latest is None else f"{latest} {id(window)}")

        return spawn

    @Slot()
    def _on_close_requested(self) -> None:
        window = cast("ComposerWindow", self.sender())
        if window in self._open:
            self._spawn(self._close(window))

    @Slot(str, str)
    def _on_left(self, kind: str, thing: str) -> None:
        composing = self.sender()
        for window in [window for window, its in self._open.items() if its is composing]:
            self._forget(window)
        self.left.emit(kind, thing)

    async def _close(self, window: "ComposerWindow") -> None:
        """What is not on the disk stays where it can be seen."""
        composing = self._open[window]
        await composing.finish()
        if composing.is_kept:
            self._forget(window)

    def _forget(self, window: "ComposerWindow") -> None:
        self._open.pop(window, None)
        window.hide()
        window.deleteLater()
