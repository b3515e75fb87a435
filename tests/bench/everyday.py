"""Everyday moves, without a bound: going to another section, and opening a draft."""

import asyncio
import json
import statistics
import time

from PySide6.QtWidgets import QPlainTextEdit

from desktop.models.rows_model import ROW
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.views.main_window import MainWindow
from tests.bench import markets, programs
from tests.bench.figures import Figure
from tests.bench.scrolling import SETTLED, paint_now
from tests.bench.stalls import until_synced

SECTIONS = ("archived", "invitations")
SWITCHES = 20
LETTER = "I have done this before, and would begin on Monday."


async def live(window: MainWindow) -> dict[str, list[float]]:
    """Milliseconds of each `switch` between sections, and of each `draft` that is opened."""
    await until_synced(window)
    await asyncio.sleep(SETTLED)
    switches = [await _switch(window, SECTIONS[number % 2]) for number in range(SWITCHES)]
    return {"switch": switches, "draft": await _drafts(window)}


async def _switch(window: MainWindow, section: str) -> float:
    began = time.perf_counter()
    window.section_requested.emit(section)
    paint_now()
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.05)
    return took


async def _drafts(window: MainWindow) -> list[float]:
    """Write a draft, and come back to it a few times."""
    hands = Hands(window)
    await hands.press("j")
    await hands.press("a")
    await hands.write("Cover letter", LETTER)
    await hands.see_text("Saved")
    return [await _reopen(hands) for _ in range(5)]


async def _reopen(hands: Hands) -> float:
    window = hands.window
    window.section_requested.emit("invitations")
    window.show_nothing()
    window.section_requested.emit("drafts")
    await asyncio.sleep(0.5)
    model = window.entries.table.model()
    began = time.perf_counter()
    window.entry_opened.emit("draft", model.index(0, 0).data(ROW).id)
    while not _is_open(window):  # noqa: ASYNC110 - a glance of `Hands` takes longer than what is measured
        await asyncio.sleep(0)
    paint_now()
    return (time.perf_counter() - began) * 1000


def _is_open(window: MainWindow) -> bool:
    letters = window.findChildren(QPlainTextEdit)
    return any(letter.isVisible() and letter.toPlainText() == LETTER for letter in letters)


def measure(synced: Profile) -> list[Figure]:
    """Both moves, once through."""
    with markets.copied(synced) as profile:
        found = json.loads(programs.inside("everyday", str(profile.directory)))
    return [
        Figure("Going to another section, painted", f"{statistics.median(found['switch']):.1f} ms"),
        Figure("Opening a draft, painted", f"{statistics.median(found['draft']):.1f} ms"),
    ]
