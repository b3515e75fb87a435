"""The small window that is there while the program gets ready to show the inbox, where that takes long."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.views.elements.labels import PlainLabel
from desktop.views.theme import px

TEXT = "Your inbox is being made ready. After an update, or after a damage, this takes a moment. Nothing is lost."
STEPS = 1_000
WIDTH = 440


class PreparingWindow(QWidget):
    """`show_share(share)`. It cannot be closed by hand: what it stands for must not be ended in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self._is_over = False
        self.setWindowTitle("Bellhop")
        text = PlainLabel(TEXT)
        text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        down = QVBoxLayout(self)
        down.setContentsMargins(px(24), px(20), px(24), px(24))
        down.setSpacing(px(12))
        down.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        down.addWidget(text)
        down.addWidget(self._bar)
        self.resize(px(WIDTH), down.totalHeightForWidth(px(WIDTH)))

    def show_share(self, share: float) -> None:
        """How much is done, 0 to 1; what comes after the last that can be counted is shown as going on."""
        self._bar.setRange(0, STEPS if share < 1 else 0)
        self._bar.setValue(round(share * STEPS))

    def end(self) -> None:
        """It is no longer needed."""
        self._is_over = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        event.setAccepted(self._is_over)
