"""A draft in a window of its own, to be written beside everything else."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.models.rows import ComposerSheet, ComposerValues
from desktop.views.composer.panel import ComposerPanel
from desktop.views.elements.panel import column
from desktop.views.elements.screen import keep_on_screen, room
from desktop.views.shortcuts.table import keys_of
from desktop.views.theme import px

SIZE = QSize(860, 780)


class ComposerWindow(QWidget):
    """`show_composer(sheet, values)`, `composer`.

    Signals:
        close_requested(): the window shall be closed; nothing happens until the program does so.
    """

    close_requested = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.composer = ComposerPanel()
        self.composer.stand_alone()
        column(self, 0).addWidget(self.composer)
        self.resize(QSize(px(SIZE.width()), px(SIZE.height())).boundedTo(room(self)))
        for own, does in (
            (keys_of("send"), self.composer.send),
            (keys_of("save"), self.composer.save),
            (("Ctrl+W",), self.close),
        ):
            for keys in own:
                QShortcut(QKeySequence(keys), self).activated.connect(does)

    def show_composer(self, sheet: ComposerSheet, values: ComposerValues) -> None:
        """Show a draft, and come to the front."""
        self.composer.load(sheet, values)
        self.setWindowTitle(f"Bellhop — {sheet.title}")
        self.come_up()

    def come_up(self) -> None:
        """Be seen before the others."""
        self.show()
        keep_on_screen(self)
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: closing is a request."""
        event.ignore()
        self.close_requested.emit()
