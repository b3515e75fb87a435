"""The list `Checks`: what blocks sending, each line leading to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.models.plain import block
from desktop.models.rows import CheckRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import ChecksModel
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column
from desktop.views.elements.row_list import RowDelegate, RowList
from desktop.views.theme import current, icons, paint, px

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
ICONS = {"bad": "circle-alert", "warning": "triangle-alert", "good": "circle-check"}


class ChecksView(QWidget):
    """`show_checks(rows)`; gone while there are none.

    Signals:
        place_requested(str, str): the `field` and the `words` of the check that was chosen.
    """

    place_requested = Signal(str, str)

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChecksModel(self)
        self._list = RowList("Checks", _CheckDelegate())
        self._list.setModel(self._model)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.chosen.connect(self._on_chosen)
        layout = column(self, 6)
        if heading:
            layout.addWidget(PlainLabel(heading, "strong"))
        layout.addWidget(self._list)
        self.hide()

    @property
    def list(self) -> RowList:
        """The list itself, for the order of focus."""
        return self._list

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show `rows`; a sentence that is there twice is shown once."""
        self._model.set_rows(tuple(dict.fromkeys(rows)))
        self.setVisible(bool(rows))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._list.doItemsLayout()
        self._fit()

    def _fit(self) -> None:
        self._list.setFixedHeight(max(px(28), self._list.height_of_rows()))

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row: CheckRow = index.data(ROW)
        self.place_requested.emit(row.field, row.words)


class _CheckDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self.room()
        row: CheckRow = index.data(ROW)
        place = QRect(0, 0, max(px(60), width - px(26)), px(2000))
        height = current().metrics.body.boundingRect(place, WRAP, block(row.text, 400)).height()
        return QSize(width, height + px(10))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: CheckRow = index.data(ROW)
        place: QRect = option.rect
        colour = current().colours.of_tone(row.tone)[0]
        icons.draw(painter, ICONS.get(row.tone, "circle-alert"), colour, place.left(), place.top() + px(6), px(16))
        painter.setFont(current().fonts.body)
        painter.setPen(colour)
        painter.drawText(place.adjusted(px(24), px(5), -px(2), 0), WRAP, block(row.text, 400))
        if paint.shows_focus(option.state):
            paint.focus_ring(painter, place, px(5))
