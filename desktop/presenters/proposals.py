"""Proposals that were sent."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.clock import Clock, milliseconds
from desktop.presenters.changing import Changing
from desktop.presenters.wording import proposals as wording
from desktop.services.bell import Bell
from desktop.services.inbox import Inbox
from desktop.views.main_window import MainWindow

Spawn = Callable[..., None]


class Proposals(QObject):
    """The panel `Proposal`.

    Signals:
        opening_requested(str, str): show this thing instead.
    """

    opening_requested = Signal(str, str)

    def __init__(
        self, window: MainWindow, inbox: Inbox, bell: Bell, changing: Changing, spawn: Spawn, clock: Clock
    ) -> None:
        super().__init__(window)
        self._changing = changing
        self._window = window
        self._inbox = inbox
        self._bell = bell
        self._spawn = spawn
        self._clock = clock
        self._is_listening = False

    async def show(self, thing: str) -> bool:
        """Show a proposal; False where it has gone."""
        found = await self._inbox.proposal(thing)
        if found is None:
            return False
        proposal, policy, is_pending, receipt = found
        sheet = wording.sheet(proposal, policy, milliseconds(self._clock()), is_pending=is_pending, receipt=receipt)
        self._listen()
        self._window.show_proposal(sheet)
        await self._bell.read_about("proposal", thing)
        return True

    def _listen(self) -> None:
        """The panel exists from the first time it is shown."""
        if self._is_listening:
            return
        self._is_listening = True
        panel = self._window.proposal
        panel.conversation_requested.connect(self._on_conversation_requested)
        self._changing.listen()

    @Slot(str)
    def _on_conversation_requested(self, thing: str) -> None:
        self._spawn(self._open_room(thing), latest="opening")

    async def _open_room(self, thing: str) -> None:
        found = await self._inbox.proposal(thing)
        if found is not None and found[0].room is not None:
            self.opening_requested.emit("room", found[0].room)
