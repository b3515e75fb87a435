"""Labels that show text from outside as it is, and the chips and banners made of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.models.list_rows import Chip
from desktop.models.plain import BREAK, block, one_line, without_breaks
from desktop.views.theme import px

if TYPE_CHECKING:
    from desktop.models.rows import Banner


def literal(text: str) -> str:
    """`text` for a button, menu or buddy label: its ampersands make no shortcut."""
    return text.replace("&", "&&")


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again at the properties of `widget`."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class PlainLabel(QLabel):
    """Plain text that wraps. `look` names a rule of the style sheet."""

    def __init__(self, text: str = "", look: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        if text:
            self.setText(text)

    def show_text(self, text: str) -> None:
        """Show `text` from outside, or nothing at all when it is empty; places to break lines are for the eye alone."""
        shown = block(text)
        self.setText(shown)
        self.setAccessibleName(without_breaks(shown) if BREAK in shown else "")
        self.setVisible(bool(text))

    def name_field(self, field: QWidget, text: str) -> None:
        """Show `text` as the name of `field`."""
        self.setText(literal(one_line(text, 1_000)))
        self.setBuddy(field)

    def set_tone(self, tone: str) -> None:
        """Show in the colours of `tone`."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class LineLabel(PlainLabel):
    """Plain text on one line, cut with an ellipsis where there is no more room; on several when it wraps again."""

    def __init__(self, look: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setWordWrap(False)

    def minimumSizeHint(self) -> QSize:
        """Override QLabel.minimumSizeHint."""
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLabel.paintEvent."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        place = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(place, int(self.alignment() | Qt.TextFlag.TextSingleLine), words)
        painter.end()


class NamedLabel(PlainLabel):
    """A label that assistive technology finds by `name`; what it shows is its description."""

    def __init__(self, name: str, look: str = "note", parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self._name = name
        self.setAccessibleName(name)

    def show_text(self, text: str) -> None:
        """Override PlainLabel.show_text."""
        super().show_text(text)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(text)


class ReadingText(PlainLabel):
    """Longer text from outside, which can be selected with the mouse and copied.

    A layout asks for the height again and again, and each answer lays out the whole text: answers are kept.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heights: dict[int, int] = {}
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_text(self, text: str) -> None:
        """Override PlainLabel.show_text."""
        self._heights.clear()
        super().show_text(text)

    def copy(self) -> None:
        """Copy what is selected, as it was written."""
        QGuiApplication.clipboard().setText(self._selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLabel.keyPressEvent."""
        from PySide6.QtGui import QKeySequence

        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QLabel.mouseReleaseEvent: where selecting is copying already, it is the same text that is copied."""
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self.hasSelectedText():
            clipboard.setText(self._selected(), QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QLabel.contextMenuEvent: Qt's own menu copies the places to break lines as well."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy", QKeySequence.StandardKey.Copy, self.copy).setEnabled(self.hasSelectedText())
        menu.popup(event.globalPos())

    def _selected(self) -> str:
        return without_breaks(self.selectedText()).replace("\u2029", "\n").replace("\u2028", "\n")

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: another font or style has other heights."""
        self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Override QLabel.heightForWidth."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Override QLabel.sizeHint: the height follows from the width."""
        return QSize(px(320), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Override QLabel.minimumSizeHint."""
        return QSize(1, self.fontMetrics().height())


class BannerLabel(PlainLabel):
    """A sentence across the top of a panel; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(look="banner", parent=parent)
        self.hide()

    def show_banner(self, banner: "Banner | None") -> None:
        """Show `banner`, or nothing."""
        self.show_text(banner.text if banner else "")
        if banner:
            self.set_tone(banner.tone)


class Flow(QWidget):
    """Widgets side by side, on as many lines as they need; hidden ones take no room."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *parts: QWidget) -> None:
        """Put `parts` behind what is there."""
        for part in parts:
            part.setParent(self)
            self._parts.append(part)
        self.updateGeometry()

    def refresh(self) -> None:
        """Place the parts again; call it after they were shown, hidden or worded anew."""
        self._place(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Override QWidget.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: everything on one line."""
        places = self._places(1_000_000)
        return QSize(places[-1][1].right() + 1, places[-1][1].height()) if places else QSize(1, 0)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        for part, place in self._places(width):
            part.setGeometry(place)

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        gap = px(self._gap)
        x = y = 0
        places = []
        for part in self._parts:
            if part.isHidden():
                continue
            size = part.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + gap
            places.append((part, QRect(x, y, min(size.width(), max(1, width)), size.height())))
            x += size.width() + gap
        return places


class ChipFlow(Flow):
    """Chips: small labelled facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self._chips: tuple[Chip, ...] = ()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show `chips` in order."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        for label in self._parts:
            label.hide()
            label.deleteLater()
        self._parts.clear()
        self.add(*map(_chip_label, self._chips))
        for label in self._parts:
            label.show()
        self.setVisible(bool(self._chips))
        self.refresh()


def _chip_label(chip: Chip) -> PlainLabel:
    label = PlainLabel(one_line(chip.text, 80), "chip")
    label.setWordWrap(False)
    label.setProperty("tone", chip.tone)
    return label
