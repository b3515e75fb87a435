"""The files of a proposal: chosen, dropped or pasted, put in order, looked at, and taken away; all by key as well."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.models.rows import FileRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import FilesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.files import HEIGHT, FileDelegate
from desktop.views.elements.labels import Flow, PlainLabel
from desktop.views.elements.panel import column
from desktop.views.elements.pasted import local_files, picture
from desktop.views.elements.row_list import RowList
from desktop.views.theme import current, paint, px

KEYS = "Enter shows a file, Alt+Up and Alt+Down move it, Delete takes it away."


class Attachments(QWidget):
    """`show_files(rows)`.

    Signals:
        files_given(list): paths of the files to attach.
        picture_given(object): a picture to attach, as `elements.pasted` gives it.
        removal_requested(str): the id of the file to take away.
        move_requested(str, int): the id of a file and the place where it shall stand, counted from 0.
        preview_requested(str): the id of the file to look at.
        renewal_requested(str): the id of the file whose source shall be copied again.
    """

    files_given = Signal(list)
    picture_given = Signal(object)
    removal_requested = Signal(str)
    move_requested = Signal(str, int)
    preview_requested = Signal(str)
    renewal_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FilesModel(self)
        self._list = _FileList(self._model)
        for mine, its in (
            (self.files_given, self._list.files_given),
            (self.picture_given, self._list.picture_given),
            (self.removal_requested, self._list.removal_requested),
            (self.move_requested, self._list.move_requested),
            (self.preview_requested, self._list.preview_requested),
        ):
            its.connect(mine)
        self._preview = button("Preview file", "quiet")
        self._preview.clicked.connect(self._list.preview_current)
        self._renew = button("Attach again", "quiet")
        self._renew.clicked.connect(self._on_renew_clicked)
        self._remove = button("Remove file", "quiet")
        self._remove.clicked.connect(self._list.remove_current)
        self._add = button("Add files")
        self._add.clicked.connect(self._on_add_clicked)
        self._actions = Flow(4)
        self._build()

    @property
    def field(self) -> RowList:
        """The list itself, to put the focus on."""
        return self._list

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be pressed and gone through, as it is read."""
        return (self._list, self._add, self._preview, self._renew, self._remove)

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show `rows` in order."""
        self._list.show_rows(rows)
        for each in (self._preview, self._remove):
            each.setVisible(bool(rows))
        self._renew.setVisible(any(row.is_outdated for row in rows))
        self._actions.refresh()

    @Slot()
    def _on_add_clicked(self) -> None:
        dialog = QFileDialog(self, "Add files")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    @Slot(list)
    def _on_files_selected(self, paths: list[str]) -> None:
        # A signal of Qt's string lists cannot be connected to one of Python's lists; a slot takes both.
        self.files_given.emit(paths)

    @Slot()
    def _on_renew_clicked(self) -> None:
        """The chosen file, where it is outdated; otherwise the first that is."""
        chosen = self._list.current_row()
        outdated = [row for row in self._model.rows() if row.is_outdated]
        if outdated:
            self.renewal_requested.emit(chosen.id if chosen in outdated else outdated[0].id)

    def _build(self) -> None:
        name = PlainLabel(look="strong")
        name.name_field(self._list, "Attachments")
        self._actions.add(self._add, self._preview, self._renew, self._remove)
        layout = column(self, 6)
        layout.addWidget(name)
        layout.addWidget(self._list)
        layout.addWidget(self._actions)
        self.show_files(())


class _FileList(RowList):
    files_given = Signal(list)
    picture_given = Signal(object)
    removal_requested = Signal(str)
    move_requested = Signal(str, int)
    preview_requested = Signal(str)

    def __init__(self, model: FilesModel) -> None:
        super().__init__("Attachments", FileDelegate())
        self._model = model
        self._dragged = ""
        self._is_dragging = False
        self.setObjectName("files")
        self.setAccessibleDescription(KEYS)
        self.setAcceptDrops(True)
        self.setModel(model)
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show `rows`; the chosen one stays chosen wherever it stands now."""
        chosen = self.current_row()
        self._model.set_rows(rows)
        if chosen is not None and (position := self._model.position(chosen.id)) is not None:
            self.setCurrentIndex(self._model.index(position))
        self.setFixedHeight(max(px(HEIGHT), len(rows) * px(HEIGHT)) + px(6))
        self.viewport().update()

    def current_row(self) -> FileRow | None:
        """The row that is chosen, or that the keyboard is on."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return chosen[0].data(ROW) if chosen[0].isValid() else None

    @Slot()
    def remove_current(self) -> None:
        if (row := self.current_row()) is not None:
            self.removal_requested.emit(row.id)

    @Slot()
    def preview_current(self) -> None:
        """Ask to see the chosen file; the first one where none is."""
        row = self.current_row() or self._model.row(0)
        if row is not None:
            self.preview_requested.emit(row.id)

    def _move_current(self, by: int) -> None:
        row = self.current_row()
        position = None if row is None else self._model.position(row.id)
        if row is not None and position is not None and 0 <= position + by < self._model.rowCount():
            self.move_requested.emit(row.id, position + by)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row: FileRow = index.data(ROW)
        self.preview_requested.emit(row.id)

    # --- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._give(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self._move_current(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # --- a file is dragged to its place -------------------------------------------------------------------
    # Not by QDrag, which runs a loop of its own: the rows change places under the pointer.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._pressed_at = event.position().toPoint()
        self._dragged = index.data(ROW).id if index.isValid() else ""
        self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if not self._dragged or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (place - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._is_dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._is_dragging:
            self._drag_to(place.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        self._dragged = ""
        if self._is_dragging:
            self._is_dragging = False
            self.setState(self.State.NoState)
        else:
            super().mouseReleaseEvent(event)

    def _drag_to(self, y: int) -> None:
        target = max(0, min(self._model.rowCount() - 1, (y + self.verticalOffset()) // px(HEIGHT)))
        if self._model.position(self._dragged) not in (None, target):
            self.move_requested.emit(self._dragged, target)

    # --- files are dropped --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _brings_something(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _brings_something(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._give(event.mimeData())
        event.acceptProposedAction()

    def _give(self, source: QMimeData) -> None:
        paths = local_files(source)
        if paths:
            self.files_given.emit(paths)
        elif (found := picture(source)) is not None:
            self.picture_given.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(current().fonts.note)
            painter.setPen(current().colours.faint)
            painter.drawText(self.viewport().rect(), paint.CENTRE, "Drop files here, or paste them")
            painter.end()


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def _brings_something(source: QMimeData) -> bool:
    return source.hasUrls() or source.hasImage()
