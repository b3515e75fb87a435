"""Paints one message as a bubble, under the day on which it was said."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.models.plain import block, one_line
from desktop.models.rows import Chip, MessageRow
from desktop.models.rows_model import ROW
from desktop.views.elements.row_list import RowDelegate
from desktop.views.notifications.delegate import begins_day
from desktop.views.theme import current, paint, px

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
DAY = 32
STATUS = 22
FILES = 24
GAP = 6
WIDEST = 560


class MessageDelegate(RowDelegate):
    """Rows of a `MessagesModel`, one's own at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        width = self.room()
        row: MessageRow = index.data(ROW)
        height = _bubble(row, width).height() + px(STATUS) + px(GAP) + (px(FILES) if row.files else 0)
        return QSize(width, height + (px(DAY) if begins_day(index) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        row: MessageRow = index.data(ROW)
        place = QRect(option.rect)
        if begins_day(index):
            heading = QRect(place.left(), place.top() + px(4), place.width(), px(24))
            paint.line(painter, heading, row.day, "note", current().colours.faint, paint.CENTRE)
            place.setTop(place.top() + px(DAY))
        bubble = _placed(row, place)
        _paint_bubble(painter, bubble, row)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, bubble, px(12))
        _paint_below(painter, bubble, place, row)


def _paint_bubble(painter: QPainter, bubble: QRect, row: MessageRow) -> None:
    colours = current().colours
    ground = colours.accent_soft if row.is_mine else colours.background
    paint.rounded(painter, bubble, px(12), ground, None if row.is_mine else colours.line)
    painter.setFont(current().fonts.body)
    painter.setPen(colours.text)
    painter.drawText(bubble.adjusted(px(14), px(9), -px(14), -px(9)), WRAP, block(row.text))


def _paint_below(painter: QPainter, bubble: QRect, place: QRect, row: MessageRow) -> None:
    """Files, then author, time and status."""
    below = QRect(place.left() + px(4), bubble.bottom() + 1, place.width() - px(8), px(STATUS))
    if row.files:
        chips = tuple(Chip(one_line(name, 60)) for name in row.files)
        paint.chips(painter, QRect(bubble.left(), below.top() + px(4), bubble.width(), px(FILES)), chips)
        below.translate(0, px(FILES))
    parts = (row.time, row.status) if row.is_mine else (row.author, row.time, row.status)
    words = " · ".join(part for part in parts if part)
    flags = paint.RIGHT if row.is_mine else paint.LEFT
    paint.line(painter, below, words, "note", current().colours.faint, flags)


def _placed(row: MessageRow, place: QRect) -> QRect:
    size = _bubble(row, place.width())
    left = place.right() - size.width() if row.is_mine else place.left()
    return QRect(left, place.top(), size.width(), size.height())


def _bubble(row: MessageRow, width: int) -> QSize:
    return _measured(row.text, width, current().scale)


@lru_cache(maxsize=2048)
def _measured(text: str, width: int, _scale: float) -> QSize:
    """How large the bubble of `text` is in a list of `width` pixels."""
    most = max(px(80), min(px(WIDEST), int(width * 0.86)) - px(28))
    needed = current().metrics.body.boundingRect(QRect(0, 0, most, 1_000_000), WRAP, block(text))
    return QSize(needed.width() + px(29), needed.height() + px(18))
