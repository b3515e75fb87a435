"""What the tests of views stand on: the look of the product, and a window with fake rows."""

from collections.abc import Iterator
from typing import TypeVar, overload

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.views import theme
from desktop.views.main_window import MainWindow
from desktop.views.theme import Themes
from tests.gui import gallery

Found = TypeVar("Found", bound=QWidget)


@pytest.fixture(scope="session")
def themes(qapp: QApplication) -> Themes:
    """The switch between light and dark."""
    return theme.apply(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, themes: Themes) -> Iterator[MainWindow]:
    """A window that shows twelve invitations, the first of them selected, and has the focus."""
    made = gallery.window()
    qtbot.addWidget(made)
    show(made, qtbot)
    made.resize(gallery.SIZE)
    yield made
    made.hide()


def show(window: MainWindow, qtbot: QtBot) -> None:
    """Show `window` and wait until it has fitted itself to the screen."""
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.is_painted)
    QApplication.processEvents()  # what comes after the first paint


@pytest.fixture
def large(themes: Themes) -> Iterator[None]:
    """Everything at 200 %."""
    themes._scale *= 2
    themes.choose("light")
    yield
    themes._scale /= 2
    themes.choose("light")


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What a test puts on the clipboard goes with it: at the end of the process Qt would meet what Python has freed."""
    yield
    qapp.clipboard().clear()


@overload
def named(parent: QWidget, name: str) -> QWidget: ...
@overload
def named(parent: QWidget, name: str, kind: type[Found]) -> Found: ...
def named(parent: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The shown widget below `parent` that assistive technology finds under `name`, by name, text or buddy."""
    found = [widget for widget in parent.findChildren(kind) if widget.isVisible() and name_of(widget) == name]
    assert found, f"nothing is called {name!r}"
    return found[0]


def name_of(widget: QWidget) -> str:
    """What assistive technology calls `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)
