"""Rows of one line: a text, and a shorter one at the end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.rows_model import ROW
from desktop.views.theme import current, paint, px


class LineDelegate(QStyledItemDelegate):
    """Paints rows that have a `text` and an `aside`."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(px(120), px(self._height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        row, colours = index.data(ROW), current().colours
        place = QRect(option.rect).adjusted(px(2), px(1), -px(2), -px(1))
        if paint.is_selected(option.state):
            paint.rounded(painter, place, px(5), colours.selection)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, place, px(5))
        room = min(paint.advance(row.aside, "note") + px(12), place.width() // 2) if row.aside else 0
        words = place.adjusted(px(8), 0, -room - px(8), 0)
        paint.line(painter, words, row.text, "body", colours.text)
        if room:
            beside = QRect(place.right() - room, place.top(), room - px(8), place.height())
            paint.line(painter, beside, row.aside, "note", colours.dim, paint.RIGHT)
