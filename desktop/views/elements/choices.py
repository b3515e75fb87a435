"""The check box with a tinted tick, and the combo box with a tinted arrow."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyleOptionButton, QToolTip, QWidget

from desktop.models.plain import harmless
from desktop.views.elements.labels import literal
from desktop.views.theme import current, icons, px


class Tick(QCheckBox):
    """A check box with a tick in the colours of the theme.

    Words that do not fit are cut with an ellipsis, and told whole to assistive technology and under the pointer.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(literal(words), parent)
        self._words = words
        self.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(literal(shown))

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: the words that were cut are a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            is_cut = self.text() != literal(self._words)
            QToolTip.showText(event.globalPos(), harmless(self._words) if is_cut else "", self)
            return True
        return super().event(event)

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
