"""Labels that show text from outside as it is, and the chips and banners made of them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, Chip
from desktop.views.theme import px


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
        """Show `text` from outside, or nothing at all when it is empty."""
        self.setText(block(text))
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


class NamedLabel(PlainLabel):
    """A label that assistive technology finds by `name`; what it shows is its description."""

    def __init__(self, name: str, look: str = "note", parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setAccessibleName(name)

    def show_text(self, text: str) -> None:
        """Override PlainLabel.show_text."""
        super().show_text(text)
        self.setAccessibleDescription(text)


class ReadingText(PlainLabel):
    """Longer text from outside, which can be selected with the mouse and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class BannerLabel(PlainLabel):
    """A sentence across the top of a panel; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(look="banner", parent=parent)
        self.hide()

    def show_banner(self, banner: Banner | None) -> None:
        """Show `banner`, or nothing."""
        self.show_text(banner.text if banner else "")
        if banner:
            self.set_tone(banner.tone)


class ChipFlow(QWidget):
    """Chips side by side, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._labels: list[PlainLabel] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show `chips` in order."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        for label in self._labels:
            label.deleteLater()
            label.hide()
        self._labels = [self._label(chip) for chip in self._chips]
        self.setVisible(bool(self._chips))
        self._place(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Override QWidget.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth."""
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(px(120), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        self._place(event.size().width())

    def _label(self, chip: Chip) -> PlainLabel:
        label = PlainLabel(one_line(chip.text, 80), "chip", self)
        label.setWordWrap(False)
        label.setProperty("tone", chip.tone)
        label.ensurePolished()
        label.show()
        return label

    def _place(self, width: int) -> None:
        for label, place in zip(self._labels, self._places(width), strict=True):
            label.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        gap = px(4)
        x = y = 0
        places = []
        for label in self._labels:
            size = label.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + gap
            places.append(QRect(x, y, min(size.width(), max(1, width)), size.height()))
            x += size.width() + gap
        return places
