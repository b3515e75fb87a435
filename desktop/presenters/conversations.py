"""Conversations: the stream of messages, and writing into it."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.clock import Clock, milliseconds
from desktop.errors import AppError
from desktop.local.outbox import Waiting
from desktop.presenters.guarding import Guarding, Refused, refused_in
from desktop.presenters.wording import compositions, findings
from desktop.presenters.wording import conversations as wording
from desktop.services.bell import Bell
from desktop.services.guard import Findings, Guard
from desktop.services.rooms import Conversation, Rooms, said_before
from desktop.views.main_window import MainWindow
from marketplace.contract import rules
from marketplace.contract.commands import SendMessage
from marketplace.contract.contact import Context
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules import Said

if TYPE_CHECKING:
    from desktop.views.conversation import ConversationPanel

Spawn = Callable[..., None]

SAVE_MILLISECONDS = 400
RETRY_MILLISECONDS = 2_000


class Conversations(QObject):
    """The panel `Conversation`. What is being written is kept like a draft, for each room.

    Signals:
        opening_requested(str, str): show this room.
    """

    opening_requested = Signal(str, str)

    def __init__(self, window: MainWindow, rooms: Rooms, bell: Bell, guard: Guard, spawn: Spawn, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._rooms = rooms
        self._bell = bell
        self._spawn = spawn
        self._clock = clock
        self._open: Conversation | None = None
        self._unsaved: dict[str, str] = {}
        self._is_told = False
        self._saying: set[str] = set()
        self._refused: dict[str, Refused] = {}
        self._found: Findings = {}
        self._guarding = Guarding(guard, spawn, self)
        self._guarding.found.connect(self._on_found)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    async def show(self, thing: str) -> bool:
        """Show a room and note that it was read; False where it has gone."""
        conversation = await self._rooms.open(thing)
        if conversation is None:
            return False
        kept = await self._rooms.unsent(thing)
        now, is_another = milliseconds(self._clock()), self._panel.room != thing
        # Nothing is awaited from here on: a text that came late would overwrite what is being typed.
        self._open = conversation
        self._window.show_room(wording.sheet(conversation, now), wording.messages(conversation, now))
        if is_another:
            self._panel.load_text(self._unsaved.get(thing, kept))
            self._look_anew(conversation)
        await self._rooms.read(conversation)
        await self._bell.read_about("room", thing)
        return True

    async def flush(self) -> None:
        """Keep what is being written, now. What cannot be kept stays in memory, and is tried again by itself.

        Raises AppError, once for as long as it lasts.
        """
        for room, text in tuple(self._unsaved.items()):
            try:
                await self._rooms.keep_unsent(room, text)
            except AppError:
                self._timer.start(RETRY_MILLISECONDS)
                if self._is_told:
                    return
                self._is_told = True
                raise
            if self._unsaved.get(room) == text:
                del self._unsaved[room]
        self._is_told = False

    @cached_property
    def _panel(self) -> "ConversationPanel":
        panel = self._window.conversation
        panel.send_requested.connect(self._on_send_requested)
        panel.text_changed.connect(self._on_text_changed)
        return panel

    @Slot(str, str)
    def _on_text_changed(self, room: str, text: str) -> None:
        self._unsaved[room] = text
        if not self._timer.isActive():
            self._timer.start(SAVE_MILLISECONDS)
        if self._open is not None:
            self._watch(self._open, text)
            self._show_checks(self._open, text)

    def _look_anew(self, conversation: Conversation) -> None:
        """Another text stands in the field: what was found in the one before is not about it."""
        self._guarding.begin_anew(self._refused.get(conversation.room.id))
        self._on_found({})
        self._watch(conversation, self._panel.text())

    def _watch(self, conversation: Conversation, text: str) -> None:
        room = conversation.room
        self._guarding.watch(
            [] if room.has_contract or not text else [Said("text", text, Context.CHAT)],
            history=said_before(conversation),
            allowed=rules.exemptions(room.client, room.job),
        )

    def _show_checks(self, conversation: Conversation, text: str) -> None:
        flaw = rules.text(text, conversation.policy.limits.chat_message, "text")
        flaws = compositions.checks([flaw] if flaw is not None else [])
        self._panel.show_checks([*flaws, *findings.checks(self._found)])

    @Slot(object)
    def _on_found(self, found: Findings) -> None:
        """What the guard says of the text as it is now."""
        self._found = found
        self._panel.show_marks(findings.marks(found.get("text", ())))
        if self._open is not None:
            self._show_checks(self._open, self._panel.text())

    @Slot()
    def _on_timeout(self) -> None:
        self._spawn(self.flush())

    @Slot(str, str)
    def _on_send_requested(self, room: str, text: str) -> None:
        if self._open is not None and self._open.room.id == room and room not in self._saying:
            self._saying.add(room)
            self._spawn(self._say(self._open, text))

    async def _say(self, conversation: Conversation, text: str) -> None:
        """Once, however often that was asked for meanwhile. What was typed behind it, or elsewhere, stays."""
        room = conversation.room.id
        try:
            outcome = await self._rooms.say(conversation, text)
        finally:
            self._saying.discard(room)
        is_shown = self._panel.room == room
        if isinstance(outcome, Refusal):
            if is_shown:
                self._panel.show_checks(compositions.checks([outcome]))
            return
        if (self._panel.text() if is_shown else self._unsaved.get(room, text)) == text:
            self._unsaved[room] = ""
            if is_shown:
                self._panel.clear_text()
                self._look_anew(conversation)
        await self.flush()

    # --- what was refused ---------------------------------------------------------------------------------

    @Slot(object)
    def rewrite(self, refused: Waiting) -> None:
        """Where a message was refused: write it anew, from what it said."""
        if isinstance(refused.command, SendMessage):
            self._spawn(self._rewrite(refused, refused.command), latest="rewriting a message")

    async def _rewrite(self, refused: Waiting, command: SendMessage) -> None:
        """It stands where messages are written, before what was written there since."""
        room = command.room
        since = self._unsaved.get(room) or await self._rooms.unsent(room)
        self._unsaved[room] = text = "\n\n".join(filter(None, (command.text, since)))
        judged = refused_in(refused.reason, {"text": command.text})
        if judged is not None:
            self._refused[room] = judged
        await self.flush()
        await self._rooms.put_away(refused.id)
        if self._open is not None and self._open.room.id == room:
            self._panel.load_text(text)
            self._look_anew(self._open)
        self.opening_requested.emit("room", room)
