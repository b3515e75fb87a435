"""The list `Sections`: where one is, and how much waits where."""

from typing import cast

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.models.list_rows import SectionRow
from desktop.models.rows_model import ROW, SectionsModel
from desktop.views.elements.row_list import RowDelegate, RowView
from desktop.views.theme import current, icons, paint, px

ICONS = {
    "offers": "star",
    "invitations": "inbox",
    "active": "circle-check",
    "submitted": "send",
    "archived": "archive",
    "messages": "message-square",
    "drafts": "file",
    "outbox": "clock",
}
SLIM = 72
NARROWEST = 140
HEADING = 36
ITEM = 34
SECOND_LINE = 18
GAP = 12
MOST = 99
"""The largest number that there is room for beside an icon."""
UNBOUNDED = 16_777_215
"""What Qt takes for no bound at all."""


class Navigation(QWidget):
    """Shows a `SectionsModel`; as icons with counts while it is `set_slim`.

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
        self._delegate = _SectionDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
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
        self.setMinimumWidth(px(NARROWEST))

    def set_slim(self, is_slim: bool) -> None:
        """Show icons instead of names, where there is no room for those."""
        if is_slim == self._delegate.is_slim:
            return
        self._delegate.is_slim = is_slim
        self.setMinimumWidth(px(SLIM if is_slim else NARROWEST))
        self.setMaximumWidth(px(SLIM) if is_slim else UNBOUNDED)
        self._list.doItemsLayout()

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
    is_slim = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: SectionRow = index.data(ROW)
        is_one_line = self.is_slim or _fits(row, self.room() - px(40))
        height = px(ITEM) if is_one_line else px(ITEM + SECOND_LINE)
        return QSize(px(40), height + (self._heading() if _begins_group(index) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: SectionRow = index.data(ROW)
        place = QRect(option.rect)
        if _begins_group(index):
            if not self.is_slim:
                heading = QRect(place.left() + px(20), place.top() + px(12), place.width() - px(40), px(20))
                paint.line(painter, heading, row.group, "note_strong", current().colours.faint)
            place.setTop(place.top() + self._heading())
        view = cast(QAbstractItemView, self.parent())
        is_here = view.selectionModel().isSelected(index)
        item = place.adjusted(px(8), px(1), -px(8), -px(1))
        _paint_item(painter, item, row, is_here=is_here, is_slim=self.is_slim)
        if paint.is_focused(view, index):
            paint.focus_ring(painter, item, px(8))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Override QStyledItemDelegate.helpEvent: only an icon needs a word of explanation."""
        return self.is_slim and super().helpEvent(event, view, option, index)

    def _heading(self) -> int:
        return px(GAP if self.is_slim else HEADING)


def _paint_item(painter: QPainter, place: QRect, row: SectionRow, *, is_here: bool, is_slim: bool) -> None:
    colours = current().colours
    if is_here:
        paint.rounded(painter, place, px(8), colours.accent_soft)
    colour = colours.accent if is_here else colours.dim
    if is_slim:
        _paint_icon(painter, place, row, colour)
    else:
        _paint_name(painter, place.adjusted(px(12), 0, -px(12), 0), row, colour, "strong" if is_here else "body")


def _paint_icon(painter: QPainter, place: QRect, row: SectionRow, colour: QColor) -> None:
    side = px(16)
    top = place.center().y() - side // 2 + 1
    icons.draw(painter, ICONS.get(row.key, "mail"), colour, place.left() + px(8), top, side)
    words = "99+" if row.total > MOST else _count(row)
    paint.line(painter, place.adjusted(px(26), 0, -px(4), 0), words, "note", colour, paint.RIGHT)


def _paint_name(painter: QPainter, place: QRect, row: SectionRow, colour: QColor, font: str) -> None:
    paint.line(painter, place, _count(row), "note", colour, paint.RIGHT)
    name = place.adjusted(0, 0, -_room(row), 0)
    if _fits(row, place.width()):
        paint.line(painter, name, row.name, font, colour)
    else:
        paint.wrapped(painter, name, row.name, font, colour)


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
