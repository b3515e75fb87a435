"""What is on its way: the bar `Sending` with its undo, and the section `Outbox`."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.clock import Clock, milliseconds, steady_clock
from desktop.presenters.sentences import Sentences
from desktop.presenters.wording import outgoing as wording
from desktop.services.outgoing import Outgoing, Sent, Undoable
from desktop.services.uploads import Uploads
from desktop.views.main_window import MainWindow
from marketplace.contract.ids import BlobId

Spawn = Callable[..., None]

TICK_MILLISECONDS = 250


class OutgoingPresenter(QObject):
    """The sending bar and the panel of the outbox.

    Signals:
        opening_requested(str, str): show this thing.
        rewriting_requested(object): what was refused, a `Waiting`, shall be written anew.
    """

    opening_requested = Signal(str, str)
    rewriting_requested = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        outgoing: Outgoing,
        uploads: Uploads,
        sentences: Sentences,
        spawn: Spawn,
        clock: Clock,
        steady: Clock = steady_clock,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._outgoing = outgoing
        self._uploads = uploads
        self._shown = ""
        uploads.subscribe(self._on_uploads_changed)
        self._sentences = sentences
        self._spawn = spawn
        self._clock = clock
        self._steady = steady
        self._is_listening = False
        self._sending: Undoable | None = None
        self._until = 0.0
        self._summary = ""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._on_tick)
        window.sending.undo_requested.connect(self._on_undo_requested)

    async def show(self, command: str) -> bool:
        """Show a waiting command; False where it has gone."""
        item = await self._outgoing.get(command)
        if item is None:
            return False
        self._listen()
        self._shown = command
        self._window.show_command(wording.sheet(item, milliseconds(self._clock()), self._uploads))
        return True

    def _on_uploads_changed(self) -> None:
        """A piece has arrived: what is shown of the command follows."""
        if self._shown and self._is_listening and self._window.outbox.isVisible():
            self._spawn(self._follow(self._shown), latest="uploads")

    async def _follow(self, command: str) -> None:
        item = await self._outgoing.get(command)
        if item is not None and self._shown == command:
            sheet = wording.sheet(item, milliseconds(self._clock()), self._uploads)
            self._window.outbox.show_files(sheet.files)

    @Slot(str)
    def _on_pause_requested(self, blob: str) -> None:
        self._uploads.pause(BlobId(blob))

    @Slot(str)
    def _on_resume_requested(self, blob: str) -> None:
        self._uploads.resume(BlobId(blob))

    async def resume(self) -> None:
        """An earlier run may have ended while something could still be undone."""
        sent = await self._outgoing.held()
        if sent is not None:
            self.show_sending(sent, "")

    @Slot(object, str)
    def show_sending(self, sent: Sent, summary: str) -> None:
        """Offer the undo for as long as it holds; `summary` says what goes to whom."""
        undoable = Undoable((sent.command,), sent.seconds, wording.SENDING, ("draft", sent.draft))
        self.show_undoable(undoable, summary)

    @Slot(object)
    def show_undoable(self, undoable: Undoable, summary: str = "") -> None:
        """Offer the undo of what was done last."""
        if undoable.seconds:
            self._sending, self._until, self._summary = undoable, self._steady() + undoable.seconds, summary
            self._on_tick()
            self._timer.start()

    def _listen(self) -> None:
        """The panel exists from the first time it is shown."""
        if self._is_listening:
            return
        self._is_listening = True
        panel = self._window.outbox
        panel.retry_requested.connect(self._on_retry_requested)
        panel.take_back_requested.connect(self._on_take_back_requested)
        panel.rewrite_requested.connect(self._on_rewrite_requested)
        panel.pause_requested.connect(self._on_pause_requested)
        panel.resume_requested.connect(self._on_resume_requested)

    @Slot()
    def _on_tick(self) -> None:
        left = self._until - self._steady()
        if left > 0 and self._sending is not None:
            self._window.sending.show_sending(wording.sending(ceil(left), self._summary, self._sending.doing))
        else:
            self._end()

    def _end(self) -> None:
        self._sending = None
        self._timer.stop()
        self._window.sending.end_sending()

    @Slot()
    def _on_undo_requested(self) -> None:
        undoable = self._sending
        if undoable is not None:
            self._end()
            self._spawn(self._undo(undoable))

    async def _undo(self, undoable: Undoable) -> None:
        taken_back = [await self._outgoing.take_back(command) for command in undoable.commands]
        if not all(taken_back):
            self._sentences.say(wording.too_late(undoable, taken_back.count(False)), "warning")
        elif undoable.opens is not None:
            self.opening_requested.emit(*undoable.opens)

    @Slot(str)
    def _on_retry_requested(self, _command: str) -> None:
        self._outgoing.retry()

    @Slot(str)
    def _on_take_back_requested(self, command: str) -> None:
        self._spawn(self._take_back(command))

    @Slot(str)
    def _on_rewrite_requested(self, command: str) -> None:
        self._spawn(self._rewrite(command), latest="rewriting")

    async def _rewrite(self, command: str) -> None:
        item = await self._outgoing.get(command)
        if item is not None:
            self.rewriting_requested.emit(item)

    async def _take_back(self, command: str) -> None:
        if not await self._outgoing.take_back(command):
            self._sentences.say("Too late: this has begun to go out.", "warning")
