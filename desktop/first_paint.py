"""The first picture: the window with its list, from the local store, with nothing imported that it does not need."""

import time
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication

from desktop.application import Application
from desktop.clock import Clock
from desktop.commandline import Options
from desktop.local import settings
from desktop.local.store import Connection
from desktop.presenters.lists import Lists
from desktop.views.main_window import MainWindow
from desktop.views.theme import Themes

PATIENCE_SECONDS = 0.5
"""How long a window system may take to expose the window before everything else goes on without it."""


class Picture(NamedTuple):
    """What is there once the inbox is painted."""

    app: Application
    window: MainWindow
    lists: Lists
    themes: Themes


def paint(options: Options, reader: Connection, clock: Clock) -> Picture:
    """Show the inbox and return once it is painted."""
    chosen = settings.load(reader)
    app = application()
    themes = Themes(app, options.font_scale)
    themes.choose(options.theme or chosen.theme)
    window = MainWindow()
    themes.dress()
    if chosen.geometry and not options.safe_mode:
        window.restoreGeometry(chosen.geometry)
    lists = Lists(window, reader, clock)
    lists.show_section("invitations")
    window.entries.table.setFocus()
    window.show()
    _until_painted(app, window)
    return Picture(app, window, lists, themes)


def application() -> Application:
    """The one there is, made now where it was not needed before."""
    QGuiApplication.setApplicationName("bellhop")
    QGuiApplication.setDesktopFileName("bellhop")
    former = Application.instance()
    # An option, because `setStyle` hands out the style, and the bindings need 10 ms to make that class.
    return former if isinstance(former, Application) else Application(["bellhop", "-style", "fusion"])


def _until_painted(app: Application, window: MainWindow) -> None:
    """The window system needs some answers of ours before it shows anything."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not window.is_painted and time.monotonic() < deadline:
        app.look_up()
