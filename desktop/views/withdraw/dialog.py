"""The dialog `Withdraw proposal`: a reason, and a last word where there is a conversation."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.rows import CheckRow, Mark, WithdrawSheet
from desktop.views.elements.buttons import button
from desktop.views.elements.checks import ChecksView
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.reasons import ReasonList
from desktop.views.elements.writing import CountedField


class WithdrawValues(NamedTuple):
    """What was chosen; `reason` is empty until there is one."""

    reason: str
    message: str


class WithdrawDialog(Sheet):
    """Shows a `WithdrawSheet`; open it with `open()`, read `values` when it was accepted.

    Signals:
        changed(): something was chosen or written; answer with `show_checks(rows)`.
    """

    changed = Signal()

    def __init__(self, sheet: WithdrawSheet, parent: QWidget | None = None) -> None:
        super().__init__("Withdraw proposal", 520, parent)
        self._is_clear = True
        self._reasons = ReasonList(sheet.reasons)
        self._reasons.selectionModel().selectionChanged.connect(self._on_reason_changed)
        self._message = CountedField("Message to the client (optional)", 3)
        self._message.set_limit(sheet.message_limit)
        self._message.set_hint(sheet.message_hint)
        self._message.writing.setEnabled(sheet.can_write)
        self._message.changed.connect(self.changed)
        self._checks = ChecksView()
        self._checks.place_requested.connect(self._on_place_requested)
        self._withdraw = button("Withdraw", "primary")
        self._withdraw.clicked.connect(self.accept)
        self.send_with(self._withdraw)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        for look, text in (("strong", sheet.title), ("dim", sheet.note)):
            label = PlainLabel(look=look)
            label.show_text(text)
            self.body.addWidget(label)
        for part in (self._reasons, self._message, self._checks):
            self.body.addWidget(part)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._withdraw)
        self._reasons.setFocus()
        self._judge()

    @property
    def values(self) -> WithdrawValues:
        """What is chosen and written now."""
        return WithdrawValues(self._reasons.reason(), self._message.text())

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what is in the way; withdrawing waits while any of `rows` is `bad`."""
        self._checks.show_checks(rows)
        self._is_clear = all(row.tone != "bad" for row in rows)
        self._judge()
        if self.isVisible():
            self.grow()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places in the message."""
        self._message.show_marks(marks)

    @Slot(QItemSelection, QItemSelection)
    def _on_reason_changed(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        self._judge()
        self.changed.emit()

    @Slot(str)
    def _on_place_requested(self, field: str) -> None:
        place = self._reasons if field == "reason" else self._message.writing
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        self._withdraw.setEnabled(self._is_clear and bool(self._reasons.reason()))
