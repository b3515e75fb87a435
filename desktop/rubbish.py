"""Python's cyclic collector, kept on the GUI thread: run elsewhere it may destroy Qt's objects off their thread."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

MILLISECONDS = 5_000
STARTING_TICKS = 3
"""While modules are still arriving, what is there is set aside instead of being searched again and again."""


class Rubbish(QObject):
    """Collects every few seconds, on the thread that made it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(MILLISECONDS)

    @Slot()
    def _on_timeout(self) -> None:
        self._ticks += 1
        if self._ticks <= STARTING_TICKS:
            gc.freeze()
        else:
            gc.collect()
