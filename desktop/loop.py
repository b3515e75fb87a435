"""The one event loop: asyncio on Qt. The only file that imports qasync.

`qasync.run` is not used: on Python 3.11 it installs a process-wide policy under which every other thread's
asyncio gets a Qt loop too.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import qasync

from desktop.application import Application

ASIDE = 2
"""Threads for files and imports beside the loop. Left to itself, qasync starts ten, and each costs memory."""
SHARE_SECONDS = 0.001
"""How long a busy thread keeps the interpreter from the window. Painting a row gives it up often, and with Python's
own 5 ms a page of rows could take longer than a person overlooks."""


def run(app: Application, main: Callable[[asyncio.Event], Awaitable[int]]) -> int:
    """Run `main(quit_requested)` on a loop over `app` and answer with its exit code."""
    app.setQuitOnLastWindowClosed(False)
    sys.setswitchinterval(SHARE_SECONDS)

    async def supervised() -> int:
        quit_requested = asyncio.Event()
        app.quit_requested.connect(quit_requested.set)
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, quit_requested.set)
        return await main(quit_requested)

    with asyncio.Runner(loop_factory=lambda: _loop(app)) as runner:
        return runner.run(supervised())


def _loop(app: Application) -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
    loop.set_default_executor(ThreadPoolExecutor(ASIDE, "aside"))
    return loop
