"""The files of a command on its way: how far each has gone out, held back and let go on."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.rows import FileRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import FilesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.files import HEIGHT, FileDelegate
from desktop.views.elements.labels import Flow, PlainLabel
from desktop.views.elements.panel import column
from desktop.views.elements.row_list import RowList
from desktop.views.theme import px


class FilesOnTheirWay(QWidget):
    """`show_files(rows)`; gone where there are none.

    Signals:
        pause_requested(str), resume_requested(str): the id of the file.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FilesModel(self)
        self._list = RowList("Attachments", FileDelegate())
        self._list.setModel(self._model)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._pause = button("Pause")
        self._pause.clicked.connect(self._on_pause_clicked)
        self._resume = button("Resume")
        self._resume.clicked.connect(self._on_resume_clicked)
        self._actions = Flow(4)
        self._actions.add(self._pause, self._resume)
        name = PlainLabel(look="strong")
        name.name_field(self._list, "Attachments")
        layout = column(self, 6)
        for part in (name, self._list, self._actions):
            layout.addWidget(part)
        self.hide()

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show `rows` in order."""
        self._model.set_rows(rows)
        if rows and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0))
        self._list.setFixedHeight(max(1, len(rows)) * px(HEIGHT) + px(6))
        self.setVisible(bool(rows))
        self._offer(self._row())

    @Slot(QModelIndex)
    def _on_current_changed(self, index: QModelIndex) -> None:
        self._offer(index.data(ROW))

    @Slot()
    def _on_pause_clicked(self) -> None:
        if (row := self._row()) is not None:
            self.pause_requested.emit(row.id)

    @Slot()
    def _on_resume_clicked(self) -> None:
        if (row := self._row()) is not None:
            self.resume_requested.emit(row.id)

    def _row(self) -> FileRow | None:
        row: FileRow | None = self._list.currentIndex().data(ROW)
        return row

    def _offer(self, row: FileRow | None) -> None:
        """What can be done with the chosen file."""
        self._pause.setVisible(row is not None and not row.is_paused and row.progress != 100)
        self._resume.setVisible(row is not None and row.is_paused)
        self._actions.refresh()
