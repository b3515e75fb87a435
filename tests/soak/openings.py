"""Drafts and their dialogs, opened and closed a thousand times: neither objects, open files nor memory grow.

First the views alone, then the whole program: its drafts, in the window and in windows of their own.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.tour.hands import StepFailedError
from desktop.views import theme
from desktop.views.composer.window import ComposerWindow
from desktop.views.main_window import MainWindow
from tests.gui import gallery
from tests.soak import ground, starting
from tests.soak.typist import Typist
from tests.support import growing

WARM_UP, TIMES = 100, 1_000
DRAFTS, OWN_WINDOW = 3, 5
"""Drafts to choose from, and every how many times one is moved to a window of its own."""
SECONDS = 900.0
MOST_MEGABYTES = 8.0
"""What a thousand cycles may leave: caches that are still filling, and no leak."""


class Size(NamedTuple):
    """What a program takes up. Where the system does not say, files and megabytes are 0."""

    objects: int
    files: int
    megabytes: float


def size(window: MainWindow) -> Size:
    """Now, with the rubbish taken out."""
    objects, files = growing.objects(window), Path("/proc/self/fd")
    return Size(objects, len(list(files.iterdir())) if files.exists() else 0, resident())


def resident() -> float:
    """Megabytes of this process that are in memory; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0


def grown(before: Size, after: Size) -> list[str]:
    """What `TIMES` openings left behind; prints the figures, whatever they are."""
    print(f"    {TIMES} openings: {before} became {after}", flush=True)
    found = []
    if after.objects > before.objects:
        found.append(f"{TIMES} openings left {after.objects - before.objects} objects behind")
    if after.files > before.files:
        found.append(f"{TIMES} openings left {after.files - before.files} files open")
    if after.megabytes - before.megabytes > MOST_MEGABYTES:
        found.append(f"{TIMES} openings left {after.megabytes - before.megabytes:.1f} MB behind")
    return found


def run(seed: int) -> list[str]:
    """Play the cycles; returns what grew."""
    with tempfile.TemporaryDirectory(prefix="bellhop-soak-") as folder:
        profile = ground.prepare(Path(folder, "profile"), seed, 2 * DRAFTS)
        program = starting.start("openings", profile.directory, Path(folder, "diary"), seed)
        return [*_views(seed), *starting.finish(program, SECONDS)]


def _views(seed: int) -> list[str]:
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app, "light")
    window = gallery.window()
    window.show()
    for number in range(WARM_UP):
        growing.cycle(window, seed + number)
    before = size(window)
    for number in range(TIMES):
        growing.cycle(window, seed + number)
    found = grown(before, size(window))
    window.hide()
    window.deleteLater()
    return found


# --- in the program ---------------------------------------------------------------------------------------


async def open_and_close(typist: Typist, window: MainWindow, _chance: Random) -> None:
    """Drafts, one after the other."""
    for _ in range(DRAFTS):
        await typist.write_one(send=False)
        await typist.hands.see_text("Saved")
    window.section_requested.emit("drafts")
    await typist.hands.until(lambda: bool(typist.listed("draft")), "the drafts")
    drafts = typist.listed("draft")
    for number in range(TIMES):  # as often as what counts: the heap finds its size in the first thousand
        await _once(typist, window, drafts[number % len(drafts)], number)
    before = size(window)
    for number in range(TIMES):
        await _once(typist, window, drafts[number % len(drafts)], number)
    if found := grown(before, size(window)):
        raise StepFailedError("; ".join(found))


async def _once(typist: Typist, window: MainWindow, draft: str, number: int) -> None:
    window.entry_opened.emit("draft", draft)
    await typist.hands.until(lambda: typist.composing.writes(draft), "the draft")
    if not number % OWN_WINDOW:
        await typist.hands.click("Own window")
        await typist.hands.until(lambda: bool(_own_windows(window)), "the window of its own")
        _own_windows(window)[0].close()
        await typist.hands.until(lambda: not window.findChildren(ComposerWindow), "the end of it")
    window.show_nothing()
    await asyncio.sleep(0)


def _own_windows(window: MainWindow) -> list[ComposerWindow]:
    return [each for each in window.findChildren(ComposerWindow) if each.isVisible()]
