"""The dialog `History`: the versions of a draft, how each differs from what is written now, and a way back."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.rows import DifferenceRow, VersionRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import VersionsModel
from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.lines import LineDelegate
from desktop.views.elements.marked import MarkedText
from desktop.views.elements.panel import column
from desktop.views.elements.row_list import RowList
from desktop.views.theme import px

SHOWN_ROWS = 6
ROW_HEIGHT = 30
NOTE = "Struck out: only in what is written now. Underlined: only in this version."


class HistoryDialog(Sheet):
    """`show_versions(rows, effort)`, `show_differences(rows)`; accepted means that `chosen` shall be restored.

    Signals:
        version_chosen(int): the number of the version to be compared.
    """

    version_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("History", 680, parent)
        self._chosen = 0
        self._newest = 0
        self._model = VersionsModel(self)
        self._list = RowList("Versions", LineDelegate(ROW_HEIGHT))
        self._list.setModel(self._model)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._nothing = PlainLabel("This draft has no earlier version yet.", "dim")
        self._note = PlainLabel(NOTE, "note")
        self._effort = PlainLabel(look="dim")
        self._differences = QWidget()
        self._column = column(self._differences, 8)
        self._restore = button("Restore this version", "primary")
        self._restore.clicked.connect(self.accept)
        self._close = button("Close")
        self._close.clicked.connect(self.reject)
        for part in (self._effort, self._nothing, self._list, self._note, self._differences):
            self.body.addWidget(part)
        self.buttons.addWidget(self._close)
        self.buttons.addWidget(self._restore)
        self.show_versions(())

    @property
    def chosen(self) -> int:
        """The number of the version that is looked at; 0 before there is one."""
        return self._chosen

    def show_versions(self, rows: Sequence[VersionRow], effort: str = "") -> None:
        """Show `rows`, newest first, of which the first is what is written now; `effort` says how long that took."""
        self._effort.show_text(effort)
        self._model.set_rows(rows)
        self._newest = rows[0].number if rows else 0
        self._list.setFixedHeight(min(max(len(rows), 1), SHOWN_ROWS) * px(ROW_HEIGHT) + px(6))
        for part in (self._list, self._note):
            part.setVisible(len(rows) > 1)
        self._nothing.setVisible(len(rows) <= 1)
        self._restore.setEnabled(False)
        if len(rows) > 1:
            self._list.setCurrentIndex(self._model.index(1))
            self._list.setFocus()

    def show_differences(self, rows: Sequence[DifferenceRow]) -> None:
        """Show how the chosen version differs from what is written now; none says so."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        texts = [self._add(row) for row in rows]
        for before, after in pairwise((self._list, *texts, self._close, self._restore)):
            QWidget.setTabOrder(before, after)
        if not rows:
            self._show_part(PlainLabel("Nothing differs from what is written now.", "dim"))
        self._restore.setEnabled(bool(rows) and self._chosen != self._newest)
        if self.isVisible():
            self.grow()

    def _add(self, row: DifferenceRow) -> MarkedText:
        name = PlainLabel(look="strong")
        text = MarkedText(f"{row.name}, differences")
        text.show_stretches(row.stretches)
        text.setAccessibleDescription(row.spoken)
        name.name_field(text, row.name)
        self._show_part(name)
        self._show_part(text)
        return text

    def _show_part(self, part: QWidget) -> None:
        """At once: a layout alone would show it only when the loop comes round, and is measured before."""
        self._column.addWidget(part)
        part.show()

    @Slot(QModelIndex)
    def _on_current_changed(self, index: QModelIndex) -> None:
        row: VersionRow | None = index.data(ROW)
        if row is not None and row.number != self._chosen:
            self._chosen = row.number
            self.version_chosen.emit(row.number)
