"""Writing a proposal: from a key to its letter and to the mark of the guard on the screen, and opening a full draft."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.models.rows_model import ROW
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.views.composer import ComposerPanel
from desktop.views.main_window import MainWindow
from tests.bench import markets, programs
from tests.bench.figures import Figure, percentile
from tests.bench.scrolling import SETTLED, paint_now
from tests.bench.stalls import until_synced

LENGTH = 5_000
KEYS = 400
FILES = 10
OPENINGS = 40
MARKS = 40
ADDRESS = " Write to ana@textwerk.de"
SENTENCE = "I have translated eleven service manuals, four under IEC 82079, and write to the client here. "
TYPED = "Twenty pages a week, and every warning is flagged. "


async def live(window: MainWindow) -> dict[str, list[float]]:
    """Milliseconds of each `key` that was typed into a long letter, and of each `opening` of a draft with files."""
    await until_synced(window)
    await asyncio.sleep(SETTLED)
    hands = Hands(window)
    await hands.press("j")
    await hands.press("a")
    letter = await hands.find(QPlainTextEdit, "Cover letter")
    letter.insertPlainText((SENTENCE * (LENGTH // len(SENTENCE)))[: LENGTH - KEYS])
    await hands.see_text("Saved")
    keys = [await _type(letter, TYPED[number % len(TYPED)]) for number in range(KEYS)]
    marks = [await _mark(letter) for _ in range(MARKS)]
    await _attach(hands)
    return {"key": keys, "mark": marks, "opening": [await _open(hands, letter.toPlainText()) for _ in range(OPENINGS)]}


async def _type(letter: QPlainTextEdit, character: str) -> float:
    began = time.perf_counter()
    QTest.keyClicks(letter, character)
    paint_now()
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.02)  # a quick writer; every few keys the guard looks in between
    return took


async def _mark(letter: QPlainTextEdit) -> float:
    """From the key that completes an address to the painted mark under it; the address is taken out again."""
    letter.moveCursor(QTextCursor.MoveOperation.End)
    letter.insertPlainText(ADDRESS[:-1])
    await _until(letter, lambda: not letter.extraSelections())
    began = time.perf_counter()
    QTest.keyClicks(letter, ADDRESS[-1])
    await _until(letter, lambda: bool(letter.extraSelections()))
    paint_now()
    took = (time.perf_counter() - began) * 1000
    for _ in ADDRESS:
        letter.textCursor().deletePreviousChar()
    await _until(letter, lambda: not letter.extraSelections())
    return took


async def _until(letter: QPlainTextEdit, holds: Callable[[], bool]) -> None:
    """Looks whenever the letter wants to be painted anew, as it does for marks."""
    repainted = asyncio.Event()

    def note(_area: QRect, _scrolled: int) -> None:
        repainted.set()

    letter.updateRequest.connect(note)
    while not holds():
        repainted.clear()
        await repainted.wait()
    letter.updateRequest.disconnect(note)


async def _attach(hands: Hands) -> None:
    panel = await hands.find(ComposerPanel, "Proposal draft")
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"sample {number}.txt") for number in range(FILES)]
        for path in paths:
            path.write_text(f"{path.name}\n" * 100, encoding="utf-8")
        panel.attachments.files_given.emit([str(path) for path in paths])
        await hands.see_entry("Attachments", f"{paths[-1].name}, 1")
    await hands.see_text("Saved")


async def _open(hands: Hands, text: str) -> float:
    window = hands.window
    window.show_nothing()
    window.section_requested.emit("drafts")
    await asyncio.sleep(0.2)
    model = window.entries.table.model()
    began = time.perf_counter()
    window.entry_opened.emit("draft", model.index(0, 0).data(ROW).id)
    while not _is_open(window, text):  # noqa: ASYNC110 - a glance of `Hands` takes longer than what is measured
        await asyncio.sleep(0)
    paint_now()
    return (time.perf_counter() - began) * 1000


def _is_open(window: MainWindow, text: str) -> bool:
    return any(
        letter.isVisible() and letter.toPlainText() == text and letter.accessibleName() == "Cover letter"
        for letter in window.findChildren(QPlainTextEdit)
    )


def measure(synced: Profile) -> list[Figure]:
    """All three, once through."""
    with markets.copied(synced) as profile:
        found = json.loads(programs.inside("composing", str(profile.directory)))
    keys, openings = percentile(found["key"], 99), percentile(found["opening"], 95)
    marks = percentile(found["mark"], 99)
    return [
        Figure("A key to its letter, 5,000 characters, guard on, p99", f"{keys:.1f} ms", "", keys, " ms", 16),
        Figure("A key to the mark under an address, p99", f"{marks:.0f} ms", "", marks, " ms", 100),
        Figure("Opening a draft with 10 files, painted, p95", f"{openings:.1f} ms", "", openings, " ms", 80),
    ]
