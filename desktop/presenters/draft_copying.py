"""Whether the marketplace keeps drafts for the other computers of a freelancer: the choice, and what it means."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from desktop.changes import Changes
from desktop.presenters.sentences import Sentences
from desktop.services.draft_copies import MEANING, NO_MORE, DraftCopies
from desktop.views.main_window import MainWindow

Spawn = Callable[..., None]


class DraftCopying(QObject):
    """The choice `Keep drafts for my other computers`. A marketplace inside the program has no other computers."""

    def __init__(
        self, window: MainWindow, service: DraftCopies, sentences: Sentences, spawn: Spawn, *, is_remote: bool
    ) -> None:
        super().__init__(window)
        self._window = window
        self._service = service
        self._sentences = sentences
        self._spawn = spawn
        self._is_remote = is_remote
        window.draft_copies_requested.connect(self._on_requested)

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        if "account" in changes.documents or any(kind == "account" for kind, _ in changes.things):
            self.refresh()

    def refresh(self) -> None:
        """Show how it stands."""
        self._spawn(self._refresh(), latest="draft copies")

    async def _refresh(self) -> None:
        self._window.show_draft_copies(await self._service.is_wanted() if self._is_remote else None)

    @Slot()
    def _on_requested(self) -> None:
        self._spawn(self._change())

    async def _change(self) -> None:
        await self._choose(keeps=not await self._service.is_wanted())

    async def _choose(self, *, keeps: bool) -> None:
        if await self._service.choose(keeps=keeps) is None:
            self._sentences.say("This can be chosen after the first contact with the marketplace.", "warning")
        elif keeps:
            self._sentences.say(MEANING, "plain", "Stop that", partial(self._spawn_choice, keeps=False))
        else:
            self._sentences.say(NO_MORE, "plain", "Keep them", partial(self._spawn_choice, keeps=True))
        await self._refresh()

    def _spawn_choice(self, *, keeps: bool) -> None:
        self._spawn(self._choose(keeps=keeps))
