"""Paints one notification, under the day on which it came."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.models.rows import NoticeRow
from desktop.models.rows_model import ROW
from desktop.views.elements.row_list import RowDelegate
from desktop.views.theme import current, paint, px

DAY = 30
LINE = 18


class NoticeDelegate(RowDelegate):
    """Rows of a `NoticesModel`; the text takes two lines at most."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        width = self.room()
        row: NoticeRow = index.data(ROW)
        height = px(20) + _text_height(row, width) + px(16)
        return QSize(width, height + (px(DAY) if begins_day(index) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        row: NoticeRow = index.data(ROW)
        place = QRect(option.rect)
        if begins_day(index):
            heading = QRect(place.left() + px(16), place.top() + px(6), place.width(), px(20))
            paint.line(painter, heading, row.day, "note_strong", current().colours.faint)
            place.setTop(place.top() + px(DAY))
        inside = place.adjusted(px(8), px(1), -px(8), -px(1))
        if option.state & option.state.State_MouseOver:
            paint.rounded(painter, inside, px(8), current().colours.selection)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, inside, px(8))
        _paint_notice(painter, place, row)


def begins_day(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether the row before is of another day."""
    before = index.sibling(index.row() - 1, 0)
    return not before.isValid() or before.data(ROW).day != index.data(ROW).day


def _paint_notice(painter: QPainter, place: QRect, row: NoticeRow) -> None:
    colours = current().colours
    paint.symbol(painter, QRect(place.left() + px(16), place.top() + px(10), px(26), px(26)), row.icon, row.tone)
    line = QRect(place.left() + px(52), place.top() + px(8), place.width() - px(68), px(20))
    paint.line(painter, line, row.time, "note", colours.faint, paint.RIGHT)
    room = paint.advance(row.time, "note") + px(8)
    paint.line(painter, line.adjusted(0, 0, -room, 0), row.title, "strong" if row.is_unread else "body", colours.text)
    if row.is_unread:
        paint.dot(painter, line.right() - px(4), line.bottom() + px(11), px(8), colours.accent)
    text = QRect(line.left(), line.bottom() + 1, _text_width(place.width()), px(LINE))
    for words in paint.two_lines(row.text, "body", text.width()):
        paint.line(painter, text, words, "body", colours.dim)
        text.translate(0, px(LINE))


def _text_width(width: int) -> int:
    return max(px(80), width - px(92))


def _text_height(row: NoticeRow, width: int) -> int:
    return px(LINE) * sum(map(bool, paint.two_lines(row.text, "body", _text_width(width))))
