"""Stalls: how long the GUI thread is away, by a 5 ms timer, while the first sync brings everything."""

import asyncio
import json
import statistics
import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.views.main_window import MainWindow
from tests.bench import baseline, markets, programs
from tests.bench.figures import Figure
from tests.bench.programs import PATIENCE

MOST = 50.0
BEAT = 5
AFTERWARDS = 3.0
"""Seconds that are watched after the last page: the list is completed then."""


class Pulse(QObject):
    """Beats every 5 ms on the GUI thread, and remembers how long each beat took, in milliseconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.beats: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(BEAT)

    @Slot()
    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self.beats.append((now - self._last) * 1000)
        self._last = now


async def watch(window: MainWindow) -> dict[str, list[float]]:
    """Watch the first sync; `longest` in ms, `seconds` that it took."""
    pulse, began = Pulse(window), time.perf_counter()
    await until_synced(window)
    seconds = time.perf_counter() - began
    await asyncio.sleep(AFTERWARDS)
    return {"longest": [max(pulse.beats)], "seconds": [seconds]}


async def until_synced(window: MainWindow) -> None:
    """Wait until the sync chip says that all is up to date."""
    hands = Hands(window)
    chip = await hands.find(QAbstractButton, "Sync status")
    await hands.until(lambda: chip.accessibleDescription().startswith("Up to date"), "the end of the sync", PATIENCE)


def measure(seeded: Profile, count: int, runs: int) -> list[Figure]:
    """The first sync, `runs` times: its longest stall, and its pace beside a bare loop."""
    syncs = [_sync(seeded) for _ in range(runs)]
    floor = baseline.seconds(seeded)
    longest = statistics.median(stall for stall, _ in syncs)
    seconds = statistics.median(took for _, took in syncs)
    return [
        Figure("Longest stall of the window during the first sync", f"{longest:.0f} ms", "", longest, " ms", MOST),
        Figure(
            "First sync of 100,000 invitations; floor: download, decode, insert",
            f"{count / seconds:,.0f} rows/s",
            f"{count / floor:,.0f} rows/s",
            seconds / floor,
            "×",
        ),
    ]


def _sync(seeded: Profile) -> tuple[float, float]:
    with markets.copied(seeded) as profile:
        found = json.loads(programs.inside("stalls", str(profile.directory)))
    return found["longest"][0], found["seconds"][0]
