"""The list `Sections`: where one is, and how much waits where."""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.models.rows import SectionRow
from desktop.models.rows_model import ROW, SectionsModel
from desktop.views.elements.row_list import RowDelegate, RowView
from desktop.views.theme import current, paint, px

HEADING = 36
ITEM = 34
SECOND_LINE = 18


class Navigation(QWidget):
    """Shows a `SectionsModel`.

    Signals:
        section_requested(str): the key of the section to show.
    """

    section_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = SectionsModel(self)
        self._list = RowView(self)
        self._list.setAccessibleName("Sections")
        self._list.setItemDelegate(_SectionDelegate(self._list))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setModel(self.model)
        self._list.selectionModel().selectionChanged.connect(self._on_selection_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(8), 0, px(8))
        layout.addWidget(self._list)
        self._shown = ""

    @property
    def list(self) -> RowView:
        """The list itself, for the order of focus."""
        return self._list

    def show_section(self, key: str) -> None:
        """Mark `key` as the section that is shown; asks for nothing."""
        self._shown = key
        position = self.model.position(key)
        if position is not None:
            self._list.setCurrentIndex(self.model.index(position))

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, selected: QItemSelection, _gone: QItemSelection) -> None:
        for index in selected.indexes()[:1]:
            row: SectionRow = index.data(ROW)
            if row.key != self._shown:
                self._shown = row.key
                self.section_requested.emit(row.key)


class _SectionDelegate(RowDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self.room() - px(40)
        row: SectionRow = index.data(ROW)
        height = px(ITEM) if _fits(row, width) else px(ITEM + SECOND_LINE)
        return QSize(px(100), height + (px(HEADING) if _begins_group(index) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: SectionRow = index.data(ROW)
        place = QRect(option.rect)
        if _begins_group(index):
            heading = QRect(place.left() + px(20), place.top() + px(12), place.width() - px(40), px(20))
            paint.line(painter, heading, row.group, "note_strong", current().colours.faint)
            place.setTop(place.top() + px(HEADING))
        _paint_item(painter, place.adjusted(px(8), px(1), -px(8), -px(1)), row, option.state)


def _paint_item(painter: QPainter, place: QRect, row: SectionRow, state: QStyle.StateFlag) -> None:
    colours = current().colours
    is_here = paint.is_selected(state)
    if is_here:
        paint.rounded(painter, place, px(8), colours.accent_soft)
    if paint.shows_focus(state):
        paint.focus_ring(painter, place, px(8))
    inner = place.adjusted(px(12), 0, -px(12), 0)
    colour = colours.accent if is_here else colours.dim
    paint.line(painter, inner, _count(row), "note", colour, paint.RIGHT)
    place = inner.adjusted(0, 0, -_room(row), 0)
    font = "strong" if is_here else "body"
    if _fits(row, inner.width()):
        paint.line(painter, place, row.name, font, colour)
    else:
        paint.wrapped(painter, place, row.name, font, colour)


def _count(row: SectionRow) -> str:
    return f"{row.total:,}" if row.total else ""


def _room(row: SectionRow) -> int:
    """What the count takes of the line, in pixels."""
    return paint.advance(_count(row), "note") + px(8) if row.total else 0


def _fits(row: SectionRow, width: int) -> bool:
    """Whether the name stays on one line, marked or not."""
    return paint.advance(row.name, "strong") <= width - _room(row)


def _begins_group(index: QModelIndex | QPersistentModelIndex) -> bool:
    before = index.sibling(index.row() - 1, 0)
    return not before.isValid() or before.data(ROW).group != index.data(ROW).group
