"""The one who types: opens invitations at random, writes letters, sends some. Lives inside the program."""

import asyncio
from random import Random

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.models.rows_model import ROW
from desktop.presenters.composing import Composing
from desktop.tour.hands import Hands, StepFailedError
from desktop.views.composer import ComposerPanel
from desktop.views.main_window import MainWindow
from tests.soak.diary import Diary
from tests.soak.letters import text_of

INVITATIONS = "Invitations to apply"
PIECE = 9
MOST_PIECES = 25
TOP = 30
REST = 0.08
THOUGHTFUL, THOUGHTS, THOUGHT = 0.08, 13, 0.1
"""How often somebody stops to think, and for how many times so many seconds: what was typed is due by then."""


class Typist:
    """Writes in `window` as `chance` has it, and notes in `diary` what was typed, seen as saved, and sent."""

    def __init__(self, window: MainWindow, diary: Diary, chance: Random) -> None:
        self.hands = Hands(window)
        self._window = window
        self.diary = diary
        self._chance = chance
        self.composing = window.findChildren(Composing)[0]

    async def write_for_ever(self) -> None:
        """One letter after the other."""
        while True:
            await self.write_one(send=self._chance.random() < 0.5)

    async def write_one(self, *, send: bool) -> str:
        """A part of a letter to an invitation, which is then sent or left as it is. Returns the invitation."""
        invitation, field = await self.open_letter()
        for _ in range(self._chance.randint(3, MOST_PIECES)):
            await self.type_piece(invitation, field)
        if send:
            await self.send(invitation, len(field.toPlainText()))
        return invitation

    async def open_letter(self, invitation: str = "") -> tuple[str, QPlainTextEdit]:
        """Accept `invitation`, or any; raises StepFailedError where its letter is not as it was left."""
        invitation = invitation or await self._choose()
        self._window.entry_opened.emit("invitation", invitation)
        panel = self._window.invitation
        await self.hands.until(lambda: panel._id == invitation and panel.isVisible(), f"the invitation {invitation}")
        await self.hands.click("Accept")
        await self.hands.until(
            lambda: self.composing.writes_to(invitation, direct=False), f"the letter to {invitation}"
        )
        await self.hands.find(ComposerPanel, "Proposal draft")
        field = await self.letter()
        shown = field.toPlainText()
        if shown != text_of(invitation, len(shown)):
            raise StepFailedError(f"the letter to {invitation} begins with {shown[:40]!r}")
        return invitation, field

    async def letter(self) -> QPlainTextEdit:
        """Where the letter is written that is open now."""
        return await self.hands.find(QPlainTextEdit, "Cover letter")

    async def type_piece(self, invitation: str, field: QPlainTextEdit) -> None:
        """A few more characters, and a short rest."""
        begun = len(field.toPlainText())
        length = min(begun + PIECE, len(text_of(invitation)))
        await self.hands.write("Cover letter", text_of(invitation, length)[begun:])
        self.diary.note("typed", invitation, length)
        await asyncio.sleep(self._chance.random() * REST)
        if self._chance.random() < THOUGHTFUL:
            await self._think(invitation, length)
        if self.says_saved():
            self.diary.note("saved", invitation, length)

    async def _think(self, invitation: str, length: int) -> None:
        for _ in range(THOUGHTS):
            await asyncio.sleep(THOUGHT)
            self.diary.note("lived", invitation, length)

    async def _choose(self) -> str:
        self._window.section_requested.emit("invitations")
        await self.hands.until(lambda: bool(self.listed("invitation")), "an invitation")
        return self._chance.choice(self.listed("invitation"))

    def listed(self, kind: str) -> list[str]:
        """The ids of this kind at the top of the list, whose rows are known at once."""
        model = self._window.entries.table.model()
        rows = (model.index(number, 0).data(ROW) for number in range(min(model.rowCount(), TOP)))
        return [row.id for row in rows if row is not None and row.kind == kind]

    async def send(self, invitation: str, length: int) -> None:
        """Send what is open, and be back where one was."""
        await self.hands.click("Send proposal")
        await self.hands.until(lambda: not self._is_composing(), "the end of composing")
        self.diary.note("sent", invitation, length)

    def says_saved(self) -> bool:
        """Whether the draft is said to be on the disk."""
        labels = self._window.findChildren(QLabel)
        return any(each.accessibleName() == "Draft status" and each.text() == "Saved" for each in labels)

    def _is_composing(self) -> bool:
        return any(panel.isVisible() for panel in self._window.findChildren(ComposerPanel))
