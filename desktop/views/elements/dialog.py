"""The frame of a dialog. Dialogs are opened with `open()`; they never run a loop of their own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column
from desktop.views.theme import px


class Sheet(QDialog):
    """A dialog with a title, a body and a row of buttons; Escape cancels."""

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(px(width) if px(width) < 900 else 900)
        outer: QVBoxLayout = column(self, 14, 24)
        outer.addWidget(PlainLabel(title, "page"))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        outer.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)
        self.setWindowModality(Qt.WindowModality.WindowModal)
