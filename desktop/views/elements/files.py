"""How a file looks in a list: its kind, name and size, how it stands, and how far it has gone out."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.rows import Chip, FileRow
from desktop.models.rows_model import ROW
from desktop.views.theme import current, paint, px

HEIGHT = 52


class FileDelegate(QStyledItemDelegate):
    """Paints `FileRow`s."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(px(120), px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        row: FileRow = index.data(ROW)
        colours = current().colours
        place = QRect(option.rect).adjusted(px(3), px(3), -px(3), -px(3))
        is_selected = paint.is_selected(option.state)
        paint.rounded(painter, place, px(8), colours.selection if is_selected else colours.pane, colours.line)
        square = QRect(place.left() + px(8), place.top() + px(7), px(32), px(32))
        paint.rounded(painter, square, px(6), colours.accent_soft)
        paint.line(painter, square, row.badge, "chip", colours.accent, paint.CENTRE)
        _paint_words(painter, place.adjusted(px(50), 0, -px(10), 0), row)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, place, px(8))


def _paint_words(painter: QPainter, place: QRect, row: FileRow) -> None:
    room = paint.advance(row.status, "chip") + px(22) if row.status else 0
    if row.status:
        top = place.center().y() - px(9)
        paint.chip(painter, place.right() - room + px(8), top, Chip(row.status, row.tone), room)
    words = f"{row.name} · {row.size}" if row.size else row.name
    beside = place.adjusted(0, 0, -room, 0)
    if row.progress is not None:
        bar = QRect(beside.left(), beside.bottom() - px(9), beside.width(), px(4))
        paint.progress(painter, bar, row.progress)
        beside.adjust(0, 0, 0, -px(9))
    paint.line(painter, beside, words, "body", current().colours.text)
