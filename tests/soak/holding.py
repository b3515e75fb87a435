"""Another program holds the store for as long as it likes: who types notices nothing, and every word is kept."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from desktop.profile import Profile
from desktop.tour.hands import StepFailedError
from desktop.views.main_window import MainWindow
from tests.bench.stalls import Pulse
from tests.soak import books, ground, starting
from tests.soak.diary import Diary
from tests.soak.typist import Typist

INVITATIONS = 10
PATIENCE = 60.0
MOST = 100.0
"""Milliseconds that the window may be away meanwhile."""
WAITS = Path("/proc/thread-self/schedstat")
HOLD = """
import sys, time
import apsw
store = apsw.Connection(sys.argv[1])
store.set_busy_timeout(10_000)
store.execute("begin immediate")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


class OwnPulse(Pulse):
    """Beats in the program's own time: where the system had other programs to serve, nobody was away."""

    def __init__(self, parent: QObject) -> None:
        self._waited = _waited()
        super().__init__(parent)

    @Slot()
    def _on_timeout(self) -> None:
        super()._on_timeout()
        former, self._waited = self._waited, _waited()
        self.beats[-1] -= self._waited - former


def _waited() -> float:
    """Milliseconds that this thread was ready to run and another program's was served, where the system tells."""
    return int(WAITS.read_text("ascii").split()[1]) / 1e6 if WAITS.exists() else 0.0


def run(seed: int, seconds: int = 10) -> list[str]:
    """One hold of so many seconds. Returns what went wrong."""
    return measured(seed, seconds)[1]


def measured(seed: int, seconds: int) -> tuple[int, list[str]]:
    """The longest stall meanwhile, in milliseconds, and what went wrong."""
    with tempfile.TemporaryDirectory(prefix="bellhop-holding-") as folder:
        profile, diary = ground.prepare(Path(folder, "profile"), seed, INVITATIONS), Diary(Path(folder, "diary"))
        found = starting.finish(starting.start(f"held {seconds}", profile.directory, diary.path, seed), PATIENCE)
        kept = {entry.invitation: entry.length for entry in diary.entries() if entry.what == "saved"}
        stalls = [entry.length for entry in diary.entries() if entry.what == "stalled"]
        if not (kept and stalls):
            found.append("nothing was typed")
        return max(stalls, default=0), [*found, *books.problems(profile, kept)]


async def type_while_held(typist: Typist, window: MainWindow, seconds: int, profile: Profile, diary: Diary) -> None:
    """Type while another program holds the store."""
    pulse = OwnPulse(window)
    invitation, field = await typist.open_letter()
    with await asyncio.to_thread(_held, profile.store, seconds) as other:
        pulse.beats.clear()
        await _type_until(lambda: other.poll() is not None, typist, invitation, field)
        stalled = max(pulse.beats)
        if window.messages.isVisible() or window.findChildren(QDialog):
            raise StepFailedError("it was complained of")
    diary.note("stalled", invitation, round(stalled))
    if stalled > MOST:
        raise StepFailedError(f"the window was away for {stalled:.0f} ms")
    await typist.hands.until(typist.says_saved, "the end of saving")
    diary.note("saved", invitation, len(field.toPlainText()))


def _held(store: Path, seconds: int) -> "subprocess.Popen[str]":
    """Another program that has the store's lock by now."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(store), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    other.stdout.readline()
    return other


async def _type_until(is_over: Callable[[], bool], typist: Typist, invitation: str, field: QPlainTextEdit) -> None:
    while not is_over():
        await typist.type_piece(invitation, field)
