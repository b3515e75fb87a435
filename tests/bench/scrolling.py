"""Scrolling: what one frame costs, step and paint, by the wheel and by jumps over the whole list."""

import asyncio
import json
import random
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.profile import Profile
from desktop.views.main_window import MainWindow
from tests.bench import markets, programs
from tests.bench.figures import Figure, percentile
from tests.bench.stalls import until_synced

MOST = 10.0
NOTCHES = 600
JUMPS = 300
SEED = 3
SETTLED = 5.0
"""Seconds after the start in which keys arrive and the program comes to rest."""

NOTCH = -120
NO_BUTTONS, NO_KEYS = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


async def scroll(window: MainWindow) -> dict[str, list[float]]:
    """Frames in milliseconds, of `wheel` and `jump`."""
    await until_synced(window)
    await asyncio.sleep(SETTLED)
    table, chance = window.entries.table, random.Random(SEED)
    bar = table.verticalScrollBar()
    targets = [chance.randint(0, bar.maximum()) for _ in range(JUMPS)]
    jumps = [await _frame(bar.setValue, target) for target in targets]
    wheel = [await _frame(_turn, table) for _ in range(NOTCHES)]
    return {"wheel": wheel, "jump": jumps}


async def _frame(step: Callable[..., None], *arguments: object) -> float:
    """Milliseconds of one step with its painting; the loop turns between frames, as it does for a person."""
    began = time.perf_counter()
    step(*arguments)
    paint_now()
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0)
    return took


def paint_now() -> None:
    """Have everything painted that waits for it."""
    for kind in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest):
        QCoreApplication.sendPostedEvents(None, kind)


def _turn(table: QTableView) -> None:
    viewport: QWidget = table.viewport()
    place = QPointF(viewport.rect().center())
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(
        place, viewport.mapToGlobal(place), QPoint(), QPoint(0, NOTCH), NO_BUTTONS, NO_KEYS, phase, False
    )
    QCoreApplication.sendEvent(viewport, turn)


def measure(synced: Profile, runs: int) -> Figure:
    """The slowest 1 % of frames, over all `runs`."""
    wheel, jumps = list[float](), list[float]()
    for _ in range(runs):
        with markets.copied(synced) as profile:
            found = json.loads(programs.inside("scrolling", str(profile.directory)))
        wheel += found["wheel"]
        jumps += found["jump"]
    parts = ((name, percentile(frames, 99)) for name, frames in (("wheel", wheel), ("jumps", jumps)))
    words = ", ".join(f"{name} {slow:.1f} ms" for name, slow in parts)
    worst = max(percentile(wheel, 99), percentile(jumps, 99))
    return Figure("Scrolling 100,000 rows, p99 of a frame", words, "", worst, " ms", MOST)
