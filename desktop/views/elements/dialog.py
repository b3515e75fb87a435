"""The frame of a dialog. Dialogs are opened with `open()`; they never run a loop of their own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column
from desktop.views.theme import px

WIDEST = 900


class Sheet(QDialog):
    """A dialog with a title, a body and a row of buttons; Escape cancels."""

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(min(px(width), WIDEST))
        self._outer = column(self, 14, 24)
        self._outer.addWidget(PlainLabel(title, "page"))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        self._outer.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch(1)
        self._outer.addLayout(self.buttons)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: as high as its texts need at this width, where the screen allows it."""
        super().showEvent(event)
        width = max(self.width(), self.minimumWidth())
        wanted = max(self._outer.totalHeightForWidth(width), self.sizeHint().height())
        self.resize(width, min(wanted, self.screen().availableGeometry().height() - px(32)))
