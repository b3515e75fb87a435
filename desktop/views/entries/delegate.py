"""Paints one entry: title and time, a second line, chips; a dot for unread, a bar for selected."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.list_rows import Chip, EntryRow
from desktop.models.rows_model import ROW
from desktop.views.theme import current, paint, px

HEIGHT = 86
"""Pixels of a row at 100 %: 10 above and below, two lines of 20, chips of 18, gaps, and the hairline."""
WAITING = Chip("Waiting", "warning")


class EntryDelegate(QStyledItemDelegate):
    """Rows of a `WindowModel`; one that is not there yet is painted as its outline."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(option.rect.width(), px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        place: QRect = option.rect
        view = cast(QAbstractItemView, self.parent())
        row: EntryRow | None = index.data(ROW)
        _paint_ground(painter, place, view.selectionModel().isSelected(index))
        if row is None:
            _paint_outline(painter, place)
        else:
            _paint_entry(painter, place, row)
        if paint.is_focused(view, index):
            paint.focus_ring(painter, place, 0)


def _paint_ground(painter: QPainter, place: QRect, is_selected: bool) -> None:
    colours = current().colours
    if is_selected:
        paint.filled(painter, place, colours.selection)
        paint.filled(painter, QRect(place.left(), place.top(), px(3), place.height() - 1), colours.accent)
    paint.filled(painter, QRect(place.left(), place.bottom(), place.width(), 1), colours.line)


def _paint_entry(painter: QPainter, place: QRect, row: EntryRow) -> None:
    line = QRect(place.left() + px(32), place.top() + px(10), place.width() - px(48), px(20))
    chips = (WAITING, *row.chips) if row.is_pending else row.chips
    if chips:
        _paint_title(painter, line, row)
        line.translate(0, px(20))
        paint.line(painter, line, row.subtitle, "body", current().colours.dim)
        paint.chips(painter, line.translated(0, px(24)), chips)
    else:
        _paint_words(painter, line, row)


def _paint_words(painter: QPainter, line: QRect, row: EntryRow) -> None:
    """An entry without chips shows more of its words, or stands in the middle where there are no more."""
    first, second = paint.two_lines(row.subtitle, "body", line.width())
    line.translate(0, 0 if second else px(11))
    _paint_title(painter, line, row)
    for words in (first, second):
        line.translate(0, px(20))
        paint.line(painter, line, words, "body", current().colours.dim)


def _paint_title(painter: QPainter, line: QRect, row: EntryRow) -> None:
    colours = current().colours
    room = paint.advance(row.time, "note") + px(12)
    paint.line(painter, line, row.time, "note", colours.faint, paint.RIGHT)
    if row.is_unread:
        paint.dot(painter, line.left() - px(14), line.center().y() + 1, px(8), colours.accent)
    font = "strong" if row.is_unread else "body"
    paint.line(painter, line.adjusted(0, 0, -room, 0), row.title, font, colours.text)


def _paint_outline(painter: QPainter, place: QRect) -> None:
    ground = current().colours.line
    left, width = place.left() + px(32), place.width() - px(48)
    for top, part in ((px(15), 0.7), (px(36), 0.5), (px(58), 0.3)):
        paint.rounded(painter, QRect(left, place.top() + top, int(width * part), px(10)), px(5), ground)
