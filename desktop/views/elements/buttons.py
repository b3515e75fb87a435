"""Buttons: with the key that does the same, and with an icon and a badge."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.views.elements.labels import literal
from desktop.views.theme import current, icons, paint, px


def button(text: str, kind: str = "plain", parent: QWidget | None = None) -> QPushButton:
    """A button of one of the kinds that the style sheet knows: plain, primary, quiet, link."""
    made = QPushButton(parent)
    made.setText(literal(text))  # the constructor that takes a text looks at all that an icon can be
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    return made


class KeyedButton(QPushButton):
    """A button that shows the `key` that does the same."""

    def __init__(self, text: str, key: str, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(literal(text))
        self._key = key
        self.setProperty("kind", kind)
        self.setProperty("keyed", True)
        self.setAutoDefault(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        side = px(19)
        cap = QRect(self.width() - px(14) - side, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint.keycap(painter, cap, self._key, is_on_accent=self.property("kind") == "primary" and self.isEnabled())
        painter.end()


class IconButton(QPushButton):
    """A button that shows an icon alone, with an optional `badge`; `name` is what it is called."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._badge = ""
        self.setAccessibleName(name)
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)

    def set_badge(self, badge: str) -> None:
        """Show `badge`, a short number, in the corner; nothing when it is empty."""
        self._badge = badge
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Show whether what this opens is open."""
        self.setProperty("open", is_open)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        colours, side = current().colours, px(18)
        painter = QPainter(self)
        colour = colours.accent if self.property("open") else colours.dim
        icons.draw(painter, self._icon, colour, (self.width() - side) // 2, (self.height() - side) // 2, side)
        if self._badge:
            paint.badge(painter, self.width() - px(2), px(1), self._badge)
        painter.end()
