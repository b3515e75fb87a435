"""The bell's tray: a panel of the main window, because popups are hidden from assistive technology."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.rows import NoticeRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import NoticesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column, line
from desktop.views.elements.row_list import RowList
from desktop.views.entries.state import StatePage
from desktop.views.notifications.delegate import NoticeDelegate
from desktop.views.theme import px


class Tray(QWidget):
    """`show_notices(rows)`, `open_for(widget)`, `close_tray()`.

    Signals:
        notice_opened(str, str, str): the id of a notification, and the kind and id of what it is about.
        read_all_requested(): `Mark all as read` was pressed.
        opened(bool): the tray was opened or closed.
    """

    notice_opened = Signal(str, str, str)
    read_all_requested = Signal()
    opened = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tray")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._came_from: QWidget | None = None
        self._model = NoticesModel(self)
        self._list = RowList("Notifications", NoticeDelegate())
        self._list.setModel(self._model)
        self._list.chosen.connect(self._on_chosen)
        self._read_all = button("Mark all as read", "link")
        self._read_all.clicked.connect(self.read_all_requested)
        self._empty = StatePage()
        self._empty.show_state("bell", "Nothing new", "Invitations, answers and messages are announced here.")
        self._build()
        self.hide()

    def show_notices(self, rows: tuple[NoticeRow, ...]) -> None:
        """Show `rows`, newest first."""
        self._model.set_rows(rows)
        self._read_all.setEnabled(any(row.is_unread for row in rows))
        self._pages.setCurrentWidget(self._list if rows else self._empty)

    def open_for(self, widget: QWidget) -> None:
        """Open, put the focus into the list, and remember to give it back to `widget`."""
        self._came_from = widget
        self.show()
        self.raise_()
        (self._list if self._model.rowCount() else self._read_all).setFocus(Qt.FocusReason.PopupFocusReason)
        if self._model.rowCount() and not self._list.currentIndex().isValid():
            flags = self._list.selectionModel().SelectionFlag
            self._list.selectionModel().setCurrentIndex(self._model.index(0), flags.NoUpdate)
        self.opened.emit(True)

    @Slot()
    def close_tray(self) -> None:
        """Close, and give the focus back when it was in here."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_tray()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row: NoticeRow = index.data(ROW)
        self.close_tray()
        self.notice_opened.emit(row.id, row.about_kind, row.about_id)

    def _build(self) -> None:
        head = QWidget()
        across = line(8)
        across.setContentsMargins(px(16), px(8), px(10), px(8))
        across.addWidget(PlainLabel("Notifications", "strong"), 1)
        across.addWidget(self._read_all)
        head.setLayout(across)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        layout = column(self, 0, 1)
        layout.setContentsMargins(px(1), px(1), px(1), px(8))
        layout.addWidget(head)
        layout.addWidget(self._pages, 1)
