"""The frame of a dialog. Dialogs are opened with `open()`; they never run a loop of their own."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import PAGES, Scroller, column, styled
from desktop.views.elements.screen import keep_on_screen, room
from desktop.views.shortcuts.table import keys_of
from desktop.views.theme import px

WIDEST = 900


class Sheet(QDialog):
    """A dialog with a title and a `body`, which scroll where the screen is small, and `buttons`, which never do."""

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._width = min(px(width), WIDEST)
        self.scroller = Scroller(24, 12)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        self.scroller.column.addLayout(self.body)
        self.scroller.column.addStretch(1)
        self.body.addWidget(PlainLabel(title, "page"))
        foot = styled("sheetfoot")
        self.buttons = QHBoxLayout(foot)
        self.buttons.setContentsMargins(px(24), px(10), px(24), px(14))
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch(1)
        outer = column(self, 0)
        outer.addWidget(self.scroller, 1)
        outer.addWidget(foot)
        self._foot = foot
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent, which puts the dialog over its parent."""
        self.resize(self._fitting(self._width))
        super().showEvent(event)
        keep_on_screen(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: the body is read on by key also where the keyboard is on a button."""
        if event.key() in PAGES:
            self.scroller.turn_page(PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def send_with(self, button: QAbstractButton) -> None:
        """The keys that send everywhere press `button` here, also from within a text."""
        for keys in keys_of("send"):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)

    def grow(self) -> None:
        """There is more to show than before: as high as that needs, where the screen has the room."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just shown has its height now
        self.resize(self._fitting(self.width()).expandedTo(self.size()))
        keep_on_screen(self)

    def _fitting(self, width: int) -> QSize:
        """As high as the texts need at `width`, where the screen has the room."""
        frame = 2 * self.scroller.frameWidth()
        height = self.scroller.column.totalHeightForWidth(width - frame) + frame + self._foot.sizeHint().height()
        return QSize(width, height).boundedTo(room(self))
