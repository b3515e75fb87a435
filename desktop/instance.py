"""Other starts on a profile, as the one that has its window sees them. The lock decides; notes carry messages."""

import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from desktop.calling import ANSWER_SECONDS, CALLS, CHANGED, DRAFT, MOST


class Reception(QObject):
    """Watches for notes of other instances that were started on this profile.

    Signals:
        called(str): one was started, with this link or none.
        told(str, str): a verb without a window changed this thing in the store.
    """

    called = Signal(str)
    told = Signal(str, str)

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
                message = file.read(MOST).decode("utf-8", "replace").strip()
            note.unlink()
        except OSError:
            return  # it was taken back
        match message.split(" "):
            case [verb, kind, thing] if verb == CHANGED:
                self.told.emit(kind, thing)
            case _:
                self.called.emit(message)
