"""The list `Interview questions`: what is asked, and what was answered."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.models.interview_rows import QuestionRow
from desktop.models.rows_model import ROW, RowsModel
from desktop.views.elements.row_list import RowDelegate, RowList
from desktop.views.theme import current, icons, paint, px

HEIGHT = 36


class QuestionList(RowList):
    """`show_questions(rows, place)`; `chosen` tells which one a person wants to answer."""

    def __init__(self) -> None:
        super().__init__("Interview questions", _QuestionDelegate())
        self._questions = _QuestionsModel(self)
        self.setModel(self._questions)

    def show_questions(self, rows: Sequence[QuestionRow], place: int) -> None:
        """Show `rows`, with the mark on the one at `place`."""
        self._questions.set_rows(rows)
        self.setFixedHeight(max(px(HEIGHT), len(rows) * px(HEIGHT)) + px(4))
        if self.currentIndex().row() != place:
            self.setCurrentIndex(self._questions.index(place))


class _QuestionsModel(RowsModel[QuestionRow]):
    def __init__(self, parent: QObject) -> None:
        super().__init__(_place, _spoken, parent=parent)


def _place(row: QuestionRow) -> Hashable:
    return row.place


def _spoken(row: QuestionRow) -> str:
    return row.spoken


class _QuestionDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.room(), px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QuestionRow = index.data(ROW)
        colours = current().colours
        place = QRect(option.rect).adjusted(px(2), px(2), -px(2), -px(2))
        is_selected = paint.is_selected(option.state)
        if is_selected:
            paint.rounded(painter, place, px(8), colours.selection)
        circle = QRect(place.left() + px(8), place.center().y() - px(9), px(19), px(19))
        _paint_number(painter, circle, row)
        width = paint.advance(row.state.text, "chip") + px(18)
        paint.chip(painter, place.right() - width - px(8), place.center().y() - px(8), row.state, width)
        words = place.adjusted(px(36), 0, -width - px(16), 0)
        paint.line(painter, words, row.text, "strong" if is_selected else "body", colours.text)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, place, px(8))


def _paint_number(painter: QPainter, circle: QRect, row: QuestionRow) -> None:
    colours = current().colours
    if row.is_answered:
        icons.draw(painter, "circle-check", colours.good, circle.left(), circle.top(), circle.width())
        return
    paint.rounded(painter, circle, circle.height() / 2, colours.background, colours.line)
    paint.line(painter, circle, row.number, "chip", colours.dim, paint.CENTRE)
