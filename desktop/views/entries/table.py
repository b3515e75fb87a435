"""The list of a section as a table of one column, which, unlike a list view, never looks at rows out of sight."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.views.entries.delegate import HEIGHT, EntryDelegate
from desktop.views.theme import px

Moves = QAbstractItemView.CursorAction


class EntriesTable(QTableView):
    """Moves by keyboard like a list: Home and End lead to its ends, not to those of a row.

    Signals:
        page_turned(int): what is open shall be read on, by a page, or back.
        let_go(): no more than one entry shall be selected.
    """

    page_turned = Signal(int)
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(EntryDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_headers()

    def moveCursor(self, action: Moves, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802 - Qt's own name
        """Override QTableView.moveCursor."""
        if action in (Moves.MoveHome, Moves.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent: the space bar reads on, as in a mail program."""
        if event.key() == Qt.Key.Key_Space:
            self.page_turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def _set_headers(self) -> None:
        columns = self.horizontalHeader()
        columns.hide()
        columns.setMinimumSectionSize(1)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(px(HEIGHT))
        rows.setDefaultSectionSize(px(HEIGHT))
