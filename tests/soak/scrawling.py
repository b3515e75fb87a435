"""Everything that can be done to a letter, at random, while it is saved and synced: what stands there is what is kept.

After each step the editor and the draft say the same. And whatever the program lived for a second with is on the disk.
"""

import asyncio
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.local import drafts
from desktop.local.store import open_reader
from desktop.presenters.composing import Composing
from desktop.profile import Profile
from desktop.tour.hands import StepFailedError
from desktop.views.main_window import MainWindow
from tests.soak import ground, starting
from tests.soak.diary import GAP, SECOND
from tests.soak.typist import Typist

INVITATIONS = 12
STEPS, LOOK, REST = 2_500, 7, 0.02
SECONDS = 400.0
LONGEST = 3_000
PIECES = (
    *(
        "x",
        " ",
        "team ",
        "Zwei Sätze — mit Umlauten. ",
        "日本語 ",
        "😀",
        "e\u0301",
        "no-break\u00a0space ",
        "\u202eback\u202c ",
    ),
    *(";thx", "{{client.name|there}} ", "write to me"),
)
PASTED = ("two\nlines", "windows\r\nlines\r\n", "a\tb", "long " * 60, "", "\u2028separated\u2029")
MOVES = QTextCursor.MoveOperation
JUMPS = (MOVES.Left, MOVES.Right, MOVES.Up, MOVES.Down, MOVES.WordLeft, MOVES.WordRight, MOVES.Start, MOVES.End)


def run(seed: int) -> list[str]:
    """One letter in a fresh profile. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, INVITATIONS)
        return starting.finish(starting.start("scrawl", profile.directory, Path(folder, "diary"), seed), SECONDS)


async def scrawl(typist: Typist, window: MainWindow, chance: Random) -> None:
    """As the soak does it: with a look at the disk now and then."""
    _, field = await typist.open_letter()
    scrawler = Scrawler(window, field, chance)
    with closing(open_reader(Profile(typist.diary.path.parent / "profile").store)) as reader:

        def kept() -> str:
            found = drafts.get(reader, scrawler.draft)
            return "" if found is None else found.fields.cover_letter

        for number in range(STEPS):
            scrawler.step()
            if not number % LOOK:
                window.sync_requested.emit()
                scrawler.look_at(kept())
            await asyncio.sleep(chance.random() * REST)
    await typist.hands.see_text("Saved")


class Scrawler:
    """Does things to the letter in `field`."""

    def __init__(self, window: MainWindow, field: QPlainTextEdit, chance: Random) -> None:
        self._composing = window.findChildren(Composing)[0]
        self._field = field
        self._chance = chance
        self._lived, self._looked = 0, time.monotonic_ns()
        self._states: deque[tuple[int, str]] = deque([(0, self.text)])

    @property
    def draft(self) -> str:
        """The id of the draft."""
        assert self._composing.composition is not None
        return self._composing.composition.draft.id

    @property
    def text(self) -> str:
        """What stands there, block by block: `toPlainText` makes blanks of no-break spaces."""
        block, lines = self._field.document().begin(), list[str]()
        while block.isValid():
            lines.append(block.text().replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(lines)

    def step(self) -> None:
        """One thing more; raises StepFailedError where the draft does not say what stands there."""
        self._count_time()
        doing = self._chance.choice(self._doings())
        doing()
        shown, composition = self.text, self._composing.composition
        if composition is None or composition.draft.fields.cover_letter != shown:
            raise StepFailedError(f"after {doing.__name__} the draft says something else than {shown[-60:]!r}")
        if shown != self._states[-1][1]:
            self._states.append((self._lived, shown))

    def look_at(self, kept: str) -> None:
        """`kept` is on the disk: what stood there within the last second of the program's own time, or stands there."""
        self._count_time()
        while len(self._states) > 1 and self._states[1][0] < self._lived - SECOND:
            self._states.popleft()
        if kept not in {state for _, state in self._states}:
            raise StepFailedError(f"what is kept is older than a second, or never stood there: {kept[-60:]!r}")

    def _count_time(self) -> None:
        now = time.monotonic_ns()
        self._lived += min(now - self._looked, GAP)
        self._looked = now

    def _doings(self) -> tuple[Callable[[], None], ...]:
        if len(self.text) > LONGEST:
            return (self._shorten,)
        rare = (self._paste, self._copy_and_paste, self._shorten, self._undo, self._undo, self._redo, self._break_line)
        return (*(self._type,) * 6, *(self._go,) * 3, *(self._rub_out,) * 3, *rare)

    def _type(self) -> None:
        piece = self._chance.choice(PIECES)
        if piece.isascii():
            QTest.keyClicks(self._field, piece)
        else:
            event = QInputMethodEvent()
            event.setCommitString(piece)
            QApplication.sendEvent(self._field, event)

    def _break_line(self) -> None:
        QTest.keyClick(self._field, Qt.Key.Key_Return)

    def _go(self) -> None:
        """Somewhere else, or select on the way."""
        cursor, how = self._field.textCursor(), QTextCursor.MoveMode
        mode = how.KeepAnchor if self._chance.random() < 0.3 else how.MoveAnchor
        cursor.movePosition(self._chance.choice(JUMPS), mode, self._chance.randrange(1, 20))
        self._field.setTextCursor(cursor)

    def _rub_out(self) -> None:
        QTest.keyClick(self._field, self._chance.choice((Qt.Key.Key_Backspace, Qt.Key.Key_Delete)))

    def _paste(self) -> None:
        mime = QMimeData()
        mime.setText(self._chance.choice(PASTED))
        self._field.insertFromMimeData(mime)

    def _copy_and_paste(self) -> None:
        self._field.copy()
        self._go()
        if QGuiApplication.clipboard().text():
            self._field.paste()

    def _shorten(self) -> None:
        cursor = self._field.textCursor()
        cursor.movePosition(MOVES.Left, QTextCursor.MoveMode.KeepAnchor, self._chance.randrange(400))
        cursor.removeSelectedText()

    def _undo(self) -> None:
        for _ in range(self._chance.randrange(1, 6)):
            QTest.keyClick(self._field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def _redo(self) -> None:
        for _ in range(self._chance.randrange(1, 6)):
            QTest.keyClick(
                self._field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
