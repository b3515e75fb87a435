"""Opening and closing: dialogs many times in one run, and the program itself many times. Nothing may grow."""

import gc
import signal
import tempfile
import time
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop.tour.hands import StepFailedError
from desktop.views.main_window import MainWindow
from tests.soak import ground, starting
from tests.soak.typist import INVITATIONS, Typist

WARM_UP, TIMES = 10, 60
SECONDS = 120.0
QUIT_SECONDS = 5.0
STARTS = 10
MOMENTS = (1.5, 4.0)
"""Seconds after the start, from when the loop turns to when all has come to rest."""


def run(seed: int) -> list[str]:
    """Dialogs in one run, then starts that are ended at any moment. Returns what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile, diary = ground.prepare(Path(folder, "profile"), seed, 20), Path(folder, "diary")
        found = starting.finish(starting.start("dialogs", profile.directory, diary, seed), SECONDS)
        chance = Random(seed)
        for _ in range(STARTS):
            found += _start_and_quit(profile.directory, chance)
        return found


def _start_and_quit(profile: Path, chance: Random) -> list[str]:
    """Ask a run to end at some moment; it has to do so by itself, and well."""
    program = starting.start_alone(profile)
    time.sleep(chance.uniform(*MOMENTS))
    program.send_signal(signal.SIGTERM)
    return starting.finish(program, QUIT_SECONDS)


async def open_and_close(typist: Typist, window: MainWindow, _chance: Random) -> None:
    """The dialog `Decline invitation`, again and again."""
    await typist.hands.see_entry(INVITATIONS, "")
    window.entries.step(1)
    for _ in range(WARM_UP):
        await _once(typist, window)
    before = _objects(window)
    for _ in range(TIMES):
        await _once(typist, window)
    after = _objects(window)
    if after > before:
        raise StepFailedError(f"{TIMES} dialogs left {after - before} objects behind")


async def _once(typist: Typist, window: MainWindow) -> None:
    await typist.hands.click("Decline")
    await typist.hands.until(lambda: _open_dialogs(window) == 1, "the dialog")
    QTest.keyClick(next(each for each in window.findChildren(QDialog) if each.isVisible()), Qt.Key.Key_Escape)
    await typist.hands.until(lambda: not window.findChildren(QDialog), "the end of the dialog")


def _open_dialogs(window: MainWindow) -> int:
    return sum(each.isVisible() for each in window.findChildren(QDialog))


def _objects(window: MainWindow) -> int:
    gc.collect()
    return len(window.findChildren(QObject))
