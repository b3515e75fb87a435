"""The dialog `Blocked clients`: who is blocked since when, and the job posts through which one unblocks them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.rows import LineRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import LinesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.lines import LineDelegate
from desktop.views.elements.row_list import RowList
from desktop.views.theme import px

ROW_HEIGHT = 34
SHOWN_ROWS = 6
LONGEST = 300
"""Characters to search by, as the marketplace takes them."""


class BlockedDialog(Sheet):
    """`show_clients(rows)`, `show_jobs(rows, sentence)`; accepted means: write a proposal to `chosen_job`.

    Signals:
        client_chosen(str): the id of a client whose open jobs shall be looked up.
        words_changed(str): those of these jobs are wanted that have these words.
    """

    client_chosen = Signal(str)
    words_changed = Signal(str)

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__("Blocked clients", 640, parent)
        self._clients, self._client_list = self._made_list("Clients")
        self._jobs, self._job_list = self._made_list("Open jobs of this client")
        self._job_list.activated.connect(self.accept)
        self._client_list.selectionModel().currentChanged.connect(self._on_client_changed)
        self._job_list.selectionModel().currentChanged.connect(self._on_job_changed)
        self._nobody = PlainLabel("You have blocked nobody.", "dim")
        self._jobs_name = PlainLabel(look="strong")
        self._jobs_name.name_field(self._job_list, "Open jobs of this client")
        self._search = _SearchField()
        self._search.textEdited.connect(self._on_words_edited)
        self._search.left.connect(self._job_list.setFocus)
        self._sentence = PlainLabel(look="banner")
        self._propose = button("Send a proposal", "primary")
        self._propose.clicked.connect(self.accept)
        close = button("Close")
        close.clicked.connect(self.reject)
        explained = PlainLabel(look="dim")
        explained.show_text(note)
        for part in (
            explained,
            self._nobody,
            self._client_list,
            self._jobs_name,
            self._search,
            self._job_list,
            self._sentence,
        ):
            self.body.addWidget(part)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self._propose)
        self.show_clients(())
        self.show_jobs((), "")

    @property
    def chosen_job(self) -> str:
        """The id of the chosen job; empty for none."""
        row: LineRow | None = self._job_list.currentIndex().data(ROW)
        return row.id if row is not None else ""

    def show_clients(self, rows: Sequence[LineRow]) -> None:
        """Show who is blocked, the newest first."""
        self._clients.set_rows(rows)
        self._nobody.setVisible(not rows)
        _fit(self._client_list, len(rows))
        if rows:
            self._client_list.setCurrentIndex(self._clients.index(0))
            self._client_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_jobs(
        self, rows: Sequence[LineRow], sentence: str, tone: str = "plain", *, can_search: bool = False
    ) -> None:
        """Show open jobs of the chosen client, or why there are none; where there are any, they can be searched."""
        self._jobs.set_rows(rows)
        self._jobs_name.setVisible(can_search)
        self._search.setVisible(can_search)
        _fit(self._job_list, len(rows))
        self._sentence.set_tone(tone)
        self._sentence.show_text(sentence)
        if rows:
            self._job_list.setCurrentIndex(self._jobs.index(0))
        self._propose.setEnabled(bool(rows))
        if self.isVisible():
            self.grow()

    def _made_list(self, name: str) -> tuple[LinesModel, RowList]:
        model, made = LinesModel(self), RowList(name, LineDelegate(ROW_HEIGHT))
        made.setModel(model)
        return model, made

    @Slot(QModelIndex)
    def _on_client_changed(self, index: QModelIndex) -> None:
        row: LineRow | None = index.data(ROW)
        if row is not None:
            self._search.clear()
            self.client_chosen.emit(row.id)

    @Slot(str)
    def _on_words_edited(self, words: str) -> None:
        self._propose.setEnabled(False)  # what is listed is not yet what is looked for
        self.words_changed.emit(words)

    @Slot(QModelIndex)
    def _on_job_changed(self, index: QModelIndex) -> None:
        self._propose.setEnabled(index.isValid())


class _SearchField(QLineEdit):
    """Words to look for. Down leads to what was found.

    Signals:
        left(): the keyboard goes on to what was found.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Search open jobs")
        self.setPlaceholderText("Search these jobs by words")
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _fit(shown: RowList, count: int) -> None:
    shown.setFixedHeight(min(max(count, 1), SHOWN_ROWS) * px(ROW_HEIGHT) + px(6))
    shown.setVisible(bool(count))
