"""How much of the screen a window may take: its frame, which the system draws around it, is part of it."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

TITLE_BAR = 24
"""Pixels, at 96 dots per inch, that the frame of a window is taken to add to its height before it is shown."""


def room(window: QWidget) -> QSize:
    """The largest size of `window` inside of its frame. Before it is shown its frame is taken to be a title bar."""
    return window.screen().availableSize() - _frame(window)


def keep_on_screen(window: QWidget) -> None:
    """Shrink and move the shown `window` until its frame is on the screen, unless it fills the screen on purpose."""
    if window.isMaximized() or window.isFullScreen():
        return
    most = room(window)
    window.setMinimumSize(window.minimumSize().boundedTo(most))
    window.resize(window.size().boundedTo(most))
    place = window.frameGeometry()
    inside = _moved_into(place, window.screen().availableGeometry())
    if inside != place.topLeft():
        window.move(inside)


def _frame(window: QWidget) -> QSize:
    known = window.frameGeometry().size() - window.size()
    bar = round(TITLE_BAR * window.logicalDpiY() / 96)
    return known if window.isVisible() and known.height() else QSize(0, bar)


def _moved_into(place: QRect, whole: QRect) -> QPoint:
    """Where the top left corner of `place` has to be for as much of it as possible to lie in `whole`."""
    left = max(whole.left(), min(place.left(), whole.right() + 1 - place.width()))
    top = max(whole.top(), min(place.top(), whole.bottom() + 1 - place.height()))
    return QPoint(left, top)
