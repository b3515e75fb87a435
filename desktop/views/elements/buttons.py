"""Buttons: with the key that does the same, with an icon and a badge, and the check box with a tinted tick."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QStyle, QStyleOptionButton, QWidget

from desktop.views.elements.labels import literal
from desktop.views.theme import current, icons, paint, px


def button(text: str, kind: str = "plain", parent: QWidget | None = None) -> QPushButton:
    """A button of one of the kinds that the style sheet knows: plain, primary, quiet, link."""
    made = QPushButton(literal(text), parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    return made


class KeyedButton(QPushButton):
    """A button that shows the `key` that does the same."""

    def __init__(self, text: str, key: str, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(literal(text), parent)
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


class Tick(QCheckBox):
    """A check box with a tick in the colours of the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        side = px(13)
        icons.draw(
            painter,
            "check",
            current().colours.on_accent,
            box.center().x() - side // 2 + 1,
            box.center().y() - side // 2 + 1,
            side,
        )
        painter.end()


class Combo(QComboBox):
    """A combo box with a tinted arrow. Give it a label as a buddy: its own name is always its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(14)
        icons.draw(
            painter,
            "chevron-down",
            current().colours.dim,
            self.width() - side - px(9),
            (self.height() - side) // 2,
            side,
        )
        painter.end()

    def wheelEvent(self, event: QEvent) -> None:
        """Override QWidget.wheelEvent: scrolling past changes nothing."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(px(120), super().minimumSizeHint().height())
