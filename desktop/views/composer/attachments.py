"""The files of a proposal: chosen, dropped or pasted, and taken away by key."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.rows import Chip, FileRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import FilesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column, line
from desktop.views.elements.row_list import RowList
from desktop.views.elements.writing import local_files
from desktop.views.theme import current, paint, px

HEIGHT = 52


class Attachments(QWidget):
    """`show_files(rows)`.

    Signals:
        files_given(list): paths of the files to attach.
        removal_requested(str): the id of the file to take away.
    """

    files_given = Signal(list)
    removal_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FilesModel(self)
        self._list = _FileList()
        self._list.setModel(self._model)
        self._list.files_given.connect(self.files_given)
        self._list.removal_requested.connect(self.removal_requested)
        self._add = button("Add files")
        self._add.clicked.connect(self._on_add_clicked)
        self._remove = button("Remove file", "quiet")
        self._remove.clicked.connect(self._list.remove_current)
        self._remove.hide()
        self._build()

    @property
    def field(self) -> RowList:
        """The list itself, to put the focus on."""
        return self._list

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be pressed and gone through, as it is read."""
        return (self._remove, self._add, self._list)

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show `rows` in order."""
        self._model.set_rows(rows)
        self._remove.setVisible(bool(rows))
        self._list.setFixedHeight(max(px(HEIGHT), len(rows) * px(HEIGHT)) + px(6))
        self._list.viewport().update()

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

    def _build(self) -> None:
        name = PlainLabel(look="strong")
        name.name_field(self._list, "Attachments")
        head = line(8)
        head.addWidget(name, 1)
        head.addWidget(self._remove)
        head.addWidget(self._add)
        layout = column(self, 6)
        layout.addLayout(head)
        layout.addWidget(self._list)
        self.show_files(())


class _FileList(RowList):
    files_given = Signal(list)
    removal_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("Attachments", _FileDelegate())
        self.setObjectName("files")
        self.setAcceptDrops(True)

    @Slot()
    def remove_current(self) -> None:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        if chosen[0].isValid():
            row: FileRow = chosen[0].data(ROW)
            self.removal_requested.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._give(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(current().fonts.note)
            painter.setPen(current().colours.faint)
            painter.drawText(self.viewport().rect(), paint.CENTRE, "Drop files here, or paste them")
            painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._give(event.mimeData())
        event.acceptProposedAction()

    def _give(self, source: QMimeData) -> None:
        paths = local_files(source)
        if paths:
            self.files_given.emit(paths)


class _FileDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(120), px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
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
    paint.line(painter, place.adjusted(0, 0, -room, 0), words, "body", current().colours.text)
