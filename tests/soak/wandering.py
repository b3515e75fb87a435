"""Going about at random with drafts that are never saved by hand: each must be as it was left, every time."""

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from desktop.models.rows_model import ROW
from desktop.tour.hands import StepFailedError
from desktop.views.composer.window import ComposerWindow
from desktop.views.main_window import MainWindow
from tests.soak import ground, starting
from tests.soak.letters import text_of
from tests.soak.typist import Typist

INVITATIONS = 40
EVENTS = 1_000
DRAFTS = 4
SECONDS = 1_800.0
SECTIONS = ("offers", "invitations", "active", "submitted", "archived", "messages", "drafts", "outbox")
DIALOGS = ("Templates", "History", "Preview", "Decline")
SIZES = (QSize(1400, 900), QSize(1000, 700), QSize(660, 440))


def run(seed: int) -> list[str]:
    """One walk through a fresh profile. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, INVITATIONS)
        return starting.finish(starting.start("wander", profile.directory, Path(folder, "diary"), seed), SECONDS)


async def wander(typist: Typist, window: MainWindow, chance: Random) -> None:
    """As the soak does it."""
    await Wanderer(typist, window, chance).wander(EVENTS)


class Wanderer:
    """Writes a little here and there, goes somewhere else at once, comes back, and compares."""

    def __init__(self, typist: Typist, window: MainWindow, chance: Random) -> None:
        self._typist = typist
        self._window = window
        self._chance = chance
        self._written: dict[str, int] = {}

    async def wander(self, events: int) -> None:
        """So many steps through all views; raises StepFailedError where a letter is not as it was left."""
        for _ in range(events):
            if self._chance.random() < 0.15:
                await self._write()
            else:
                await self._go_somewhere()
        for invitation in self._written:
            await self._come_back(invitation)

    async def _write(self) -> None:
        """Go on with a draft, or begin another one."""
        known = list(self._written)
        is_new = len(known) < DRAFTS and self._chance.random() < 0.3
        if not known or is_new:
            invitation, field = await self._typist.open_letter()
            self._written.setdefault(invitation, 0)
            self._compare(invitation, field.toPlainText())
        else:
            invitation = self._chance.choice(known)
            await self._come_back(invitation)
        await self._type(invitation)
        if self._chance.random() < 0.3:
            await self._go_on_in_a_window(invitation)

    async def _type(self, invitation: str) -> None:
        field = await self._typist.letter()
        await self._typist.type_piece(invitation, field)
        self._written[invitation] = len(field.toPlainText())

    async def _come_back(self, invitation: str) -> None:
        _, field = await self._typist.open_letter(invitation)
        self._compare(invitation, field.toPlainText())

    def _compare(self, invitation: str, shown: str) -> None:
        length = self._written[invitation]
        if shown != text_of(invitation, length):
            raise StepFailedError(f"{length} characters were typed, and {len(shown)} are shown: {shown[-40:]!r}")

    async def _go_on_in_a_window(self, invitation: str) -> None:
        """The draft moves to a window of its own, is gone on with, and comes back when that is closed."""
        await self._typist.hands.click("Own window")
        await self._typist.hands.until(lambda: self._own_window() is not None, "the window of its own")
        self._compare(invitation, (await self._typist.letter()).toPlainText())
        await self._type(invitation)
        for _ in range(self._chance.randrange(3)):
            await self._go_somewhere()
        own = self._own_window()
        if own is not None:
            own.close()
        await self._typist.hands.until(lambda: self._own_window() is None, "the end of the window of its own")

    def _own_window(self) -> ComposerWindow | None:
        return next((each for each in self._window.findChildren(ComposerWindow) if each.isVisible()), None)

    # --- somewhere else -----------------------------------------------------------------------------------

    async def _go_somewhere(self) -> None:
        window, chance = self._window, self._chance
        if chance.random() < 0.1:
            await self._open_and_close_dialog(chance.choice(DIALOGS))
        else:
            chance.choice(
                (
                    window.toggle_tray,
                    window.sync_requested.emit,
                    partial(window.section_requested.emit, chance.choice(SECTIONS)),
                    partial(window.section_requested.emit, chance.choice(SECTIONS)),
                    partial(window.entries.step, chance.choice((-3, -1, 1, 2))),
                    partial(open_any, window, chance),
                    partial(open_any, window, chance),
                    partial(window.theme_requested.emit, chance.choice(("light", "dark"))),
                    partial(window.resize, chance.choice(SIZES)),
                )
            )()
        if chance.random() < 0.3:
            await asyncio.sleep(chance.random() * 0.2)

    async def _open_and_close_dialog(self, name: str) -> None:
        """Of what is open now, where it has such a one."""
        buttons = self._window.findChildren(QAbstractButton)
        opens = next((each for each in buttons if each.text() == name and each.isVisible() and each.isEnabled()), None)
        if opens is None or self._dialog() is not None:
            return
        QTest.mouseClick(opens, Qt.MouseButton.LeftButton)
        await self._typist.hands.until(lambda: self._dialog() is not None, f"the dialog of “{name}”")
        while (dialog := self._dialog()) is not None:
            QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
            await asyncio.sleep(0.02)

    def _dialog(self) -> QDialog | None:
        return next((each for each in self._window.findChildren(QDialog) if each.isVisible()), None)


def open_any(window: MainWindow, chance: Random) -> None:
    """Open any line of the list that is shown."""
    model = window.entries.table.model()
    row = model.index(chance.randrange(model.rowCount()), 0).data(ROW) if model.rowCount() else None
    if row is not None:
        window.entry_opened.emit(row.kind, row.id)
