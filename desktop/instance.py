"""Starts on a profile that is in use. The lock decides that; a note in the profile carries the message to its holder.

A caller writes a note; the holder reads it and takes it away, and that is the answer. A note that nobody takes is taken
back. See `docs/decisions/0012-a-second-start-leaves-a-note.md`.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

CALLS = "calls"
DRAFT = ".part"
ANSWER_SECONDS = 2.0
GLANCE_SECONDS = 0.01
MOST = 4_096
"""Bytes of a link that are read; no link of ours is longer."""


def call_the_other(directory: Path, link: str) -> bool:
    """Ask the running instance to come to the front and to open `link`. False where it does not answer."""
    note = directory / CALLS / str(os.getpid())
    try:
        draft = note.with_suffix(DRAFT)
        draft.write_bytes(link.encode("utf-8", "replace")[:MOST])
        draft.replace(note)
        return _is_taken(note)
    except OSError:
        return False


def _is_taken(note: Path) -> bool:
    deadline = time.monotonic() + ANSWER_SECONDS
    while note.exists():
        if time.monotonic() > deadline:
            note.unlink(missing_ok=True)
            return False
        time.sleep(GLANCE_SECONDS)
    return True


class Reception(QObject):
    """Watches for notes of other instances that were started on this profile.

    Signals:
        called(str): one was started, with this link or none.
    """

    called = Signal(str)

    def __init__(self, directory: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._calls = directory / CALLS
        self._calls.mkdir(mode=0o700, exist_ok=True)
        self._forget_the_old()
        self._watcher = QFileSystemWatcher([str(self._calls)], self)
        self._watcher.directoryChanged.connect(self._on_note)
        QTimer.singleShot(0, self._on_note)  # somebody may have called while this instance was starting

    def _forget_the_old(self) -> None:
        """Notes whose writers were killed before they could take them back."""
        for note in self._calls.iterdir():
            with suppress(OSError):
                if time.time() - note.stat().st_mtime > ANSWER_SECONDS:
                    note.unlink()

    @Slot()
    def _on_note(self) -> None:
        for note in sorted(self._calls.iterdir()):
            if note.suffix != DRAFT:
                self._take(note)

    def _take(self, note: Path) -> None:
        try:
            with note.open("rb") as file:
                link = file.read(MOST).decode("utf-8", "replace").strip()
            note.unlink()
        except OSError:
            return  # it was taken back
        self.called.emit(link)
