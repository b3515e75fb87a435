"""The list of a section as a table of one column, which, unlike a list view, never looks at rows out of sight."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.views.entries.delegate import HEIGHT, EntryDelegate
from desktop.views.theme import px

Moves = QAbstractItemView.CursorAction
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


class EntriesTable(QTableView):
    """Moves by keyboard like a list: Home and End lead to its ends, not to those of a row.

    Signals:
        page_turned(int): what is open shall be read on, by a page, or back.
        let_go(): no more than one entry shall be selected.
        stepped(int): so many entries down, or up, from where nothing is chosen.
    """

    page_turned = Signal(int)
    let_go = Signal()
    stepped = Signal(int)

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
        """Override QTableView.keyPressEvent: the space bar reads on, as in a mail program.

        While nothing is chosen, the first step leads to the entry at the mark: Qt would pass it over.
        """
        key, is_chosen = Qt.Key(event.key()), self.selectionModel().hasSelection()
        if key == Qt.Key.Key_Space:
            self.page_turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Escape:
            self.let_go.emit()
        elif key in _STEPS and not is_chosen:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)
            if key in _ENDS and not is_chosen:
                self.stepped.emit(0)

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
