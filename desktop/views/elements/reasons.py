"""Why somebody declines or withdraws: a list to choose one reason from."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.rows import ChoiceRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import ChoicesModel
from desktop.views.elements.row_list import RowList
from desktop.views.theme import current, paint, px

ROW_HEIGHT = 30


class ReasonList(RowList):
    """The list `Reason`: none is chosen until somebody chooses one."""

    def __init__(self, reasons: Sequence[ChoiceRow]) -> None:
        super().__init__("Reason", _ReasonDelegate())
        self._reasons = ChoicesModel(self)
        self._reasons.set_rows(reasons)
        self.setModel(self._reasons)
        self.setFixedHeight(self.height_of_rows())
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def choose(self, key: str) -> None:
        """Choose the reason of this key, where there is one."""
        position = self._reasons.position(key)
        if position is not None:
            self.setCurrentIndex(self._reasons.index(position))

    def reason(self) -> str:
        """The key of the chosen reason; empty for none."""
        indexes = self.selectionModel().selectedIndexes()
        row: ChoiceRow | None = indexes[0].data(ROW) if indexes else None
        return row.key if row else ""


class _ReasonDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(200), px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ChoiceRow = index.data(ROW)
        place: QRect = option.rect
        is_chosen = paint.is_selected(option.state)
        if is_chosen:
            paint.rounded(painter, place, px(5), current().colours.selection)
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, place, px(5))
        _paint_radio(painter, QRect(place.left() + px(8), place.center().y() - px(7), px(15), px(15)), is_chosen)
        paint.line(painter, place.adjusted(px(33), 0, -px(8), 0), row.text, "body", current().colours.text)


def _paint_radio(painter: QPainter, place: QRect, is_chosen: bool) -> None:
    colours = current().colours
    paint.rounded(painter, place, place.width() / 2, colours.accent if is_chosen else colours.pane, colours.faint)
    if is_chosen:
        paint.dot(painter, place.center().x() + 1, place.center().y() + 1, px(6), colours.on_accent)
