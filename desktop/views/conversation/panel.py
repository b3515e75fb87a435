"""The panel `Conversation`: what was said in a room, and a place to say more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import CheckRow, Mark, MessageRow, RoomSheet
from desktop.models.short_lists import MessagesModel
from desktop.views.client import ClientPanel
from desktop.views.conversation.delegate import MessageDelegate
from desktop.views.elements.buttons import button
from desktop.views.elements.checks import ChecksView
from desktop.views.elements.labels import LineLabel, PlainLabel
from desktop.views.elements.panel import Panel, column, line, styled
from desktop.views.elements.row_list import RowList
from desktop.views.elements.writing import GuardNote, Writing
from desktop.views.theme import px

NEAR = 0.9
"""Share of the limit from which the count is shown."""
WIDE = 700
LOW = 340


class ConversationPanel(Panel):
    """`show_room(sheet)`, `show_messages(rows)`, `load_text(text)`, `clear_text()`, `show_checks(rows)`, `text()`.

    Signals:
        send_requested(str, str): the id of the room and the text to say there.
        text_changed(str, str): the id of the room and what is being written; never emitted by `load_text`.
    """

    send_requested = Signal(str, str)
    text_changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Conversation", parent)
        self._room = ""
        self._is_loading = False
        self._title = LineLabel("page")
        self._byline = PlainLabel(look="dim")
        self._model = MessagesModel(self)
        self._list = RowList("Conversation", MessageDelegate())
        self._list.setModel(self._model)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._writing = Writing("Write a message", 2)
        self._writing.setPlaceholderText("Write a message")
        self._writing.textChanged.connect(self._on_text_changed)
        self._count = PlainLabel(look="note")
        self._writing.remarked.connect(self._count.show_text)
        self._guard = GuardNote(self._writing)
        self._checks = ChecksView()
        self._checks.place_requested.connect(self._on_place_requested)
        self._send = button("Send", "primary")
        self._send.clicked.connect(self.send)
        self._client = ClientPanel()
        self._build()

    # --- what a presenter shows ---------------------------------------------------------------------------

    def show_room(self, sheet: RoomSheet) -> None:
        """Show the head of the room; another room starts with an empty field, to be filled by `load_text`."""
        if sheet.id != self._room:
            self._room = sheet.id
            self._model.set_rows(())
            self.load_text("")
        self._title.show_text(one_line(sheet.title, 300))
        self._byline.setText(one_line(sheet.byline, 300))
        self._writing.set_limit(sheet.text_limit)
        self._client.show_client(sheet.client)

    def show_messages(self, rows: Sequence[MessageRow]) -> None:
        """Show `rows`, oldest first; stays at the end when it was there."""
        bar = self._list.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum() - px(8) or not self._model.rowCount()
        self._model.set_rows(rows)
        if was_at_end:
            self._list.scrollToBottom()

    def load_text(self, text: str) -> None:
        """Show `text`, which was being written here before, without a `text_changed`."""
        self._is_loading = True
        self._writing.set_text(text)
        self._is_loading = False

    def clear_text(self) -> None:
        """What was written is on its way."""
        self.load_text("")

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places in what is being written."""
        self._guard.show_marks(marks)

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what blocks sending."""
        self._checks.show_checks(rows)

    def text(self) -> str:
        """What is being written."""
        return self._writing.text()

    def first_field(self) -> QWidget:
        """Override Panel.first_field."""
        return self._writing

    @property
    def room(self) -> str:
        """The id of the room that is shown; empty before the first."""
        return self._room

    # --- what a person does -------------------------------------------------------------------------------

    @Slot()
    def send(self) -> None:
        """Ask to send what is written, where there is something."""
        if self._send.isEnabled():
            self.send_requested.emit(self._room, self.text())

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.text()
        limit = self._writing.limit
        self._send.setEnabled(bool(text.strip()) and len(text) <= limit)
        self._count.show_text(f"{len(text):,} / {limit:,}" if len(text) > limit * NEAR else "")
        if not self._is_loading:
            self.text_changed.emit(self._room, text)

    @Slot(str)
    def _on_place_requested(self, _field: str) -> None:
        self._writing.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._side.setVisible(event.size().width() >= px(WIDE))
        self._set_low(event.size().height() < px(LOW))

    # --- inside -------------------------------------------------------------------------------------------

    def _set_low(self, is_low: bool) -> None:
        """Where there is little height, the messages and the field to write in need it more than the head does."""
        self._title.setWordWrap(not is_low)
        self._byline.setVisible(not is_low)
        above, below = (px(8), px(6)) if is_low else (px(20), px(12))
        self._names.setContentsMargins(px(28), above, px(28), below)

    def _build(self) -> None:
        head = styled("listhead")
        self._names = column(head, 4)
        self._names.addWidget(self._title)
        self._names.addWidget(self._byline)
        self._side = styled("side")
        self._side.setFixedWidth(px(264))
        side = column(self._side, 0, 20)
        side.addWidget(self._client)
        stream = QVBoxLayout()
        stream.setContentsMargins(px(28), px(8), px(20), 0)
        stream.addWidget(self._list)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(head)
        main.addLayout(stream, 1)
        main.addWidget(self._foot())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(main, 1)
        across.addWidget(self._side)
        self._on_text_changed()

    def _foot(self) -> QWidget:
        foot = styled("foot")
        layout = column(foot, 6)
        layout.setContentsMargins(px(28), px(12), px(28), px(12))
        field = line(8)
        field.addWidget(self._writing, 1)
        field.addWidget(self._send)
        layout.addWidget(self._checks)
        layout.addWidget(self._count)
        layout.addLayout(field)
        layout.addWidget(self._guard)
        return foot
