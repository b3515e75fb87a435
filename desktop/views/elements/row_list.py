"""A short list whose rows a delegate paints, and which tells when one was chosen."""

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from desktop.models.rows_model import Index
from desktop.views.theme import px


class RowView(QListView):
    """A list that knows how wide its rows are without being asked for its viewport.

    Handing out the first widget that Qt made itself costs the bindings 10 ms, all of it before the first paint.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QListView.resizeEvent, which tells of the viewport's size."""
        self.room = event.size().width()
        super().resizeEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Paints rows as wide as the list that it belongs to."""

    def room(self) -> int:
        """How wide a row is, in pixels."""
        view = self.parent()
        return view.room if isinstance(view, RowView) else 0


class RowList(RowView):
    """Rows to choose from.

    Moving the keyboard's mark chooses nothing; a click, Enter, or a selection that assistive technology makes
    while the keyboard is elsewhere does. What the view selects because a row went away was chosen by nobody.

    Signals:
        chosen(QModelIndex): the row to act on.
    """

    chosen = Signal(QModelIndex)

    def __init__(self, name: str, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_losing_rows = False
        self.setAccessibleName(name)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.clicked.connect(self.chosen)
        self.activated.connect(self.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QListView.focusInEvent: who is led here without the mouse sees where the keyboard is."""
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        super().focusInEvent(event)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Override QAbstractItemView.setModel."""
        super().setModel(model)
        if model is not None:
            self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def rowsAboutToBeRemoved(self, parent: Index, first: int, last: int) -> None:  # noqa: N802 - Qt's own name
        """Override QAbstractItemView.rowsAboutToBeRemoved, which selects the row after those that go."""
        goes = any(first <= index.row() <= last for index in self.selectedIndexes())
        self._is_losing_rows = True
        super().rowsAboutToBeRemoved(parent, first, last)
        if goes:
            self.clearSelection()
        self._is_losing_rows = False

    def sizeHint(self) -> QSize:
        """Override QListView.sizeHint: as high as its rows."""
        return QSize(px(200), self.height_of_rows())

    def height_of_rows(self) -> int:
        """How high all rows are together, in pixels."""
        return sum(self.sizeHintForRow(row) for row in range(self.model().rowCount()))

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, selected: QItemSelection, _gone: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes and not self.hasFocus() and not self._is_losing_rows:
            self.chosen.emit(indexes[0])
