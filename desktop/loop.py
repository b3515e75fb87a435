"""The one event loop: asyncio on Qt. The only file that imports qasync.

`qasync.run` is not used: on Python 3.11 it installs a process-wide policy under which every other thread's
asyncio gets a Qt loop too.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

import qasync
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """A QApplication whose end is asked for, never taken: `quit_requested` instead of a dying loop."""

    quit_requested = Signal()

    def event(self, event: QEvent) -> bool:
        """Override QApplication.event: the session's or the menu's Quit becomes a request."""
        if event.type() == QEvent.Type.Quit:
            event.ignore()
            self.quit_requested.emit()
            return True
        return super().event(event)


def run(app: Application, main: Callable[[asyncio.Event], Awaitable[int]]) -> int:
    """Run `main(quit_requested)` on a loop over `app` and answer with its exit code."""
    app.setQuitOnLastWindowClosed(False)

    async def supervised() -> int:
        quit_requested = asyncio.Event()
        app.quit_requested.connect(quit_requested.set)
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, quit_requested.set)
        return await main(quit_requested)

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(supervised())
