"""Between the desktop and a session: quitting, other instances, the theme's switch, errors nobody caught."""

import asyncio
import logging
import logging.handlers
import sys
import threading
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Slot, qInstallMessageHandler

from desktop import session
from desktop.first_paint import Picture
from desktop.instance import Reception
from desktop.profile import Profile
from desktop.rubbish import Rubbish
from desktop.session import Ground, Guide

log = logging.getLogger("bellhop")

LOG_BYTES = 1_000_000


class FrontDesk(QObject):
    """Serves one window of one profile."""

    def __init__(self, picture: Picture, profile: Profile) -> None:
        window = picture.window
        super().__init__(window)
        self._window = window
        self._log = profile.log
        _write_log(profile)
        self._catch_everything()
        Rubbish(self)
        self._reception = Reception(profile.directory, self)
        self._reception.called.connect(self._on_called)
        window.close_requested.connect(picture.app.quit_requested)
        window.theme_requested.connect(picture.themes.choose)

    async def serve(self, ground: Ground, quit_requested: asyncio.Event, guide: Guide | None) -> int:
        """Run a session until it is asked to end, or its guide is done."""
        asyncio.get_running_loop().set_exception_handler(self._on_loop_error)
        return await session.live(ground, quit_requested, self._reception, guide)

    @Slot(str)
    def _on_called(self, _link: str) -> None:
        """Another start on this profile: come to the front."""
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _catch_everything(self) -> None:
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(_on_qt_message)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("Nobody caught this.", exc_info=(kind, error, trace))
        self._window.show_message(
            f"Something went wrong inside Bellhop. What you typed is kept; {self._log} says more.", "bad"
        )

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        log.critical("A thread ended with an error.", exc_info=args.exc_value)

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("The event loop reports: %s", context.get("message"), exc_info=error)


def _write_log(profile: Profile) -> None:
    """Errors go to a file that stays small; letters and tokens never do. No log is no reason not to start."""
    try:
        profile.log.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return
    handler = logging.handlers.RotatingFileHandler(
        profile.log, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.DEBUG if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} else logging.WARNING
    logging.getLogger("bellhop.qt").log(level, "%s", text)
