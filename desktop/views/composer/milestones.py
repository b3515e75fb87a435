"""The milestones of a proposal: a table to fill in, with what can be done with its rows."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models import days
from desktop.models.milestones import AMOUNT, DESCRIPTION, DUE, MilestonesModel
from desktop.models.rows import MilestoneRow
from desktop.views.elements.amount import AmountField
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import Flow, NamedLabel, PlainLabel
from desktop.views.elements.panel import column
from desktop.views.theme import current, paint, px

ROW_HEIGHT = 36
SHOWN_ROWS = 8
KEYS = "Enter fills a field in, Alt+Up and Alt+Down move a milestone, Delete deletes it. " + days.HINT
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MilestonesEditor(QWidget):
    """`load(rows)`, `rows()`, `set_most(count)`, `show_sum(text)`, `go_to(place)`.

    Signals:
        changed(): something was filled in, added, moved or deleted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = 1
        self._model = MilestonesModel(date.today, self)
        self._table = _Table(self._model)
        self._add = button("Add milestone")
        self._up = button("Move up", "quiet")
        self._down = button("Move down", "quiet")
        self._delete = button("Delete milestone", "quiet")
        self._sum = NamedLabel("Sum of the milestones", "strong")
        self._actions = Flow(4)
        self._connect()
        self._build()
        self._fit()

    @property
    def fields(self) -> list[QWidget]:
        """What can be filled in and pressed, as it is read."""
        return [self._table, self._add, self._up, self._down, self._delete]

    def load(self, rows: Sequence[MilestoneRow]) -> None:
        """Show `rows`, without a `changed`."""
        self._model.load(rows)
        self._fit()

    def rows(self) -> tuple[MilestoneRow, ...]:
        """What is filled in, in order."""
        return self._model.rows()

    def set_most(self, most: int) -> None:
        """At most so many milestones may be sent."""
        self._most = most

    def show_sum(self, text: str) -> None:
        """Show what they come to."""
        self._sum.show_text(text)

    def go_to(self, place: int) -> None:
        """Put the keyboard on one milestone, and fill it in."""
        index = self._model.index(min(place, self._model.rowCount() - 1), DESCRIPTION)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if index.isValid():
            self._table.setCurrentIndex(index)

    @Slot()
    def _on_add_clicked(self) -> None:
        self.go_to(self._model.add())
        self._table.edit(self._table.currentIndex())

    @Slot()
    def _on_up_clicked(self) -> None:
        self._table.move_current(-1)

    @Slot()
    def _on_down_clicked(self) -> None:
        self._table.move_current(1)

    @Slot()
    def _fit(self) -> None:
        """As high as its rows, up to a bound; buttons that can do something."""
        count = self._model.rowCount()
        rows = min(max(count, 1), SHOWN_ROWS)
        self._table.setFixedHeight(self._table.horizontalHeader().sizeHint().height() + rows * px(ROW_HEIGHT) + px(4))
        self._add.setEnabled(count < self._most)
        for each in (self._up, self._down):
            each.setVisible(count > 1)
        self._delete.setVisible(count > 0)
        self._actions.refresh()

    def _connect(self) -> None:
        self._model.changed.connect(self._fit)
        self._model.changed.connect(self.changed)
        self._add.clicked.connect(self._on_add_clicked)
        self._up.clicked.connect(self._on_up_clicked)
        self._down.clicked.connect(self._on_down_clicked)
        self._delete.clicked.connect(self._table.delete_current)

    def _build(self) -> None:
        name = PlainLabel(look="strong")
        name.name_field(self._table, "Milestones")
        self._actions.add(self._add, self._up, self._down, self._delete)
        layout = column(self, 6)
        for each in (name, self._table, self._actions, self._sum):
            layout.addWidget(each)


class _Table(QTableView):
    def __init__(self, model: MilestonesModel) -> None:
        super().__init__()
        self._milestones = model
        self.setObjectName("milestones")
        self.setAccessibleName("Milestones")
        self.setAccessibleDescription(KEYS)
        self.setModel(model)
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        self.setTabKeyNavigation(False)  # Tab leads on; the arrows go from field to field
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked | triggers.AnyKeyPressed)
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(DUE, px(120))
        self.setColumnWidth(AMOUNT, px(120))

    @Slot()
    def delete_current(self) -> None:
        place = self.currentIndex().row() if self.currentIndex().isValid() else self._milestones.rowCount() - 1
        if place >= 0:
            self._milestones.delete(place)

    def move_current(self, by: int) -> None:
        index = self.currentIndex()
        if index.isValid():
            place = self._milestones.move(index.row(), by)
            self.setCurrentIndex(self._milestones.index(place, index.column()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._milestones.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(current().fonts.note)
            painter.setPen(current().colours.faint)
            painter.drawText(self.viewport().rect(), paint.CENTRE, "No milestone yet")
            painter.end()

    def closeEditor(  # noqa: N802 - Qt's own name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Tab leads from field to field, and out of the table behind the last; Qt would begin again at the first."""
        index, hints = self.currentIndex(), QAbstractItemDelegate.EndEditHint
        is_last = (index.row(), index.column()) == (self._milestones.rowCount() - 1, AMOUNT)
        leads_on = hint == hints.EditNextItem and is_last
        leads_back = hint == hints.EditPreviousItem and (index.row(), index.column()) == (0, DESCRIPTION)
        super().closeEditor(editor, hints.NoHint if leads_on or leads_back else hint)
        if leads_on or leads_back:
            self.focusNextPrevChild(leads_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self.move_current(_STEPS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_current()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


Cell = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Fields to fill cells in with: an exact amount, or a line of text."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Cell) -> QWidget:
        editor = AmountField(parent) if index.column() == AMOUNT else QLineEdit(parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)).partition(":")[0])
        return editor

    def setEditorData(self, editor: QWidget, index: Cell) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, AmountField):
            editor.load(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: object, index: Cell) -> None:
        if isinstance(model, MilestonesModel):
            value = editor.amount() if isinstance(editor, AmountField) else ""
            model.setData(index, editor.text() if isinstance(editor, QLineEdit) else value)
