"""The dialog `Decline invitation`: a reason, a message, and whether to hear from this client again."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import CheckRow, DeclineSheet, Mark
from desktop.views.elements.buttons import button
from desktop.views.elements.checks import ChecksView
from desktop.views.elements.choices import Combo, Tick
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import Named
from desktop.views.elements.reasons import ReasonList
from desktop.views.elements.writing import CountedField
from desktop.views.theme import px


class DeclineValues(NamedTuple):
    """What was chosen; `reason` is empty until there is one."""

    reason: str
    message: str
    block: bool


class DeclineDialog(Sheet):
    """Shows a `DeclineSheet`; open it with `open()`, read `values` when it was accepted.

    Signals:
        changed(): something was chosen or written; answer with `show_checks(rows)`.
    """

    changed = Signal()

    def __init__(self, sheet: DeclineSheet, parent: QWidget | None = None) -> None:
        super().__init__("Decline invitation", 520, parent)
        self._reasons = ReasonList(sheet.reasons)
        self._reasons.selectionModel().selectionChanged.connect(self._on_reason_changed)
        self._reasons.selectionModel().currentChanged.connect(self._on_current_reason_changed)
        self._message = CountedField("Message to the client (optional)", 3)
        self._message.set_limit(sheet.message_limit)
        self._message.changed.connect(self.changed)
        self._template = Combo()
        self._template.addItem("None", "")
        for each in sheet.templates:
            self._template.addItem(one_line(each.text, 80), each.key)
        self._template.activated.connect(self._on_template_activated)
        self._block = Tick("Block this client")
        self._block.setVisible(sheet.can_block)
        self._block.toggled.connect(self._on_block_toggled)
        self._checks = ChecksView()
        self._checks.place_requested.connect(self.go_to)
        self._is_clear = True
        self._decline = button("Decline", "primary")
        self._decline.clicked.connect(self.accept)
        self.send_with(self._decline)
        self._cancel = button("Cancel")
        self._cancel.clicked.connect(self.reject)
        self._build(sheet)
        self._judge()

    @property
    def values(self) -> DeclineValues:
        """What is chosen and written now."""
        return DeclineValues(self._reasons.reason(), self._message.text(), self._block.isChecked())

    def load(self, reason: str, message: str, *, is_block: bool) -> None:
        """Begin with what was chosen and written before."""
        self._reasons.choose(reason)
        self._block.setChecked(is_block and not self._block.isHidden())
        self._message.load(message)
        self.changed.emit()

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what is in the way; declining waits while any of `rows` is `bad`."""
        self._checks.show_checks(rows)
        self._is_clear = all(row.tone != "bad" for row in rows)
        self._judge()
        if self.isVisible():
            self.grow()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places in the message."""
        self._message.show_marks(marks)
        if self.isVisible():
            self.grow()

    @Slot(str)
    def go_to(self, field: str) -> None:
        """Put the focus on `field`: `reason`, `message` or `block`."""
        places = {"reason": self._reasons, "message": self._message.writing, "block": self._block}
        if field in places:
            self.scroller.reveal(places[field], places[field].rect())
            places[field].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_template_activated(self, _position: int) -> None:
        """The message begins as the template says, and can be changed."""
        self._message.writing.set_text(str(self._template.currentData()))

    @Slot(QItemSelection, QItemSelection)
    def _on_reason_changed(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        self._judge()
        self.changed.emit()

    @Slot(QModelIndex)
    def _on_current_reason_changed(self, index: QModelIndex) -> None:
        self.scroller.reveal(self._reasons, self._reasons.visualRect(index))

    @Slot(bool)
    def _on_block_toggled(self, _is_on: bool) -> None:
        self.changed.emit()

    def _judge(self) -> None:
        self._decline.setEnabled(self._is_clear and bool(self._reasons.reason()))

    def _build(self, sheet: DeclineSheet) -> None:
        for look, text in (("strong", sheet.title), ("dim", sheet.note)):
            label = PlainLabel(look=look)
            label.show_text(text)
            self.body.addWidget(label)
        self.body.addWidget(self._reasons)
        if sheet.templates:
            self.body.addWidget(Named("Template", self._template))
        self.body.addWidget(self._message)
        block = QVBoxLayout()
        block.setSpacing(0)
        block.addWidget(self._block)
        note = PlainLabel(look="note")
        note.setIndent(px(27))
        note.show_text(sheet.block_note if sheet.can_block else "")
        block.addWidget(note)
        self.body.addLayout(block)
        self.body.addWidget(self._checks)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._decline)
        self._reasons.setFocus()
