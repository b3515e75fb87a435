"""The whole program in one process: the real loop, a real window off the screen, the real marketplace inside."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from desktop import session
from desktop.application import Application
from desktop.clock import Clock, system_clock
from desktop.commandline import Options
from desktop.local.store import open_reader, open_store
from desktop.loop import ASIDE
from desktop.presenters.lists import Lists
from desktop.profile import open_profile
from desktop.tour.hands import Hands
from desktop.views import theme
from desktop.views.main_window import MainWindow

Part = Callable[[Hands], Coroutine[Any, Any, None]]


class _Caller(QObject):
    called = Signal(str)
    told = Signal(str, str)


async def play(app: Application, directory: Path, part: Part, *, clock: Clock = system_clock, **options: Any) -> None:
    """Start the program on a profile, let `part` use its window as a person would, and end it properly."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(ASIDE, "aside"))
    profile = open_profile(directory)
    connection, reader = open_store(profile.store), open_reader(profile.store)
    window, caller = MainWindow(), _Caller()
    lists = Lists(window, reader, clock)
    lists.show_section("invitations")
    window.show()
    asked = Options(**{"client_speed": 0.0, "undo_seconds": 0} | options)
    themes = theme.apply(app, "light", 1.0)
    ground = session.Ground(asked, profile, connection, window, lists, themes, clock)

    async def guide(shown: MainWindow) -> int:
        await part(Hands(shown))
        return 0

    try:
        await session.live(ground, asyncio.Event(), caller, guide)
    finally:
        reader.close()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
