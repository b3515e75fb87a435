"""The terms of a proposal: as offered, or one's own amount and duration, and what is left of it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import ComposerSheet, ComposerValues
from desktop.views.elements.amount import AmountField
from desktop.views.elements.choices import Combo
from desktop.views.elements.labels import Flow, NamedLabel, PlainLabel
from desktop.views.elements.panel import column
from desktop.views.theme import px

NARROW = 280
AMOUNTS = {"hourly": "Hourly rate", "project": "Bid"}


class TermsEditor(QWidget):
    """`load(sheet, values)`, `show_fee(fee, receive)`; `as_offered`, `amount` and `duration` say what was chosen.

    Signals:
        changed(): something was changed by its writer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_loading = False
        self._own_amount = self._offered_amount = ""
        self.offered = QRadioButton("Accept the client's terms")
        self.own = QRadioButton("Propose different terms")
        self.amount_field = AmountField()
        self.duration_field = Combo()
        self._amount_name = PlainLabel(look="strong")
        self._duration_name = PlainLabel(look="strong")
        self._duration_name.name_field(self.duration_field, "Duration")
        self._offer = PlainLabel(look="note")
        self._fee = NamedLabel("Service fee")
        self._receive = NamedLabel("You receive", "strong")
        self._fees = Flow(8)
        self.own.toggled.connect(self._on_terms_toggled)
        self.amount_field.changed.connect(self.changed)
        self.duration_field.currentIndexChanged.connect(self._on_duration_changed)
        self._build()

    def load(self, sheet: ComposerSheet, values: ComposerValues) -> None:
        """Lay out for `sheet` and show `values`, without a `changed`."""
        self._is_loading = True
        self._lay_out(sheet)
        self.offered.setChecked(values.as_offered)
        self.own.setChecked(not values.as_offered)
        self._own_amount, self._offered_amount = values.amount, sheet.offered_amount
        self.amount_field.load(sheet.offered_amount if values.as_offered else values.amount)
        self.duration_field.setCurrentIndex(max(0, self.duration_field.findData(values.duration)))
        self.amount_field.setEnabled(self.own.isChecked())
        self._is_loading = False
        self._lead_tab_to_checked()

    def show_fee(self, fee: str, receive: str) -> None:
        """Show what the marketplace keeps and what is left, as sentences."""
        self._fee.show_text(fee)
        self._receive.show_text(receive)
        self._fees.refresh()

    @property
    def fields(self) -> list[QWidget]:
        """What can be chosen and filled in, as it is read."""
        return [self.offered, self.own, self.amount_field, self.duration_field]

    @property
    def as_offered(self) -> bool:
        """Whether the client's terms are accepted."""
        return self.offered.isChecked()

    @property
    def amount(self) -> str:
        """The exact decimal text of one's own amount; empty for none."""
        return self._own_amount if self.as_offered else self.amount_field.amount()

    @property
    def duration(self) -> str:
        """The key of the duration; empty for none."""
        return str(self.duration_field.currentData() or "")

    @Slot(bool)
    def _on_terms_toggled(self, is_own: bool) -> None:
        self.amount_field.setEnabled(is_own)
        self._lead_tab_to_checked()
        if not self._is_loading:
            self._show_amount(is_own)
            self.changed.emit()

    def _show_amount(self, is_own: bool) -> None:
        """The field shows what counts: the client's amount, or one's own, which is kept meanwhile."""
        if not is_own:
            self._own_amount = self.amount_field.amount()
        self.amount_field.load(self._own_amount if is_own else self._offered_amount)

    @Slot()
    def _on_duration_changed(self) -> None:
        if not self._is_loading:
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: amount and duration stand one above the other where it is narrow."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = event.size().width() >= px(NARROW)
        self._fields_line.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _lead_tab_to_checked(self) -> None:
        """Tab leads to the checked one of the two; Qt sees to that only once one of them has been there."""
        for choice in (self.offered, self.own):
            policy = Qt.FocusPolicy.StrongFocus if choice.isChecked() else Qt.FocusPolicy.ClickFocus
            choice.setFocusPolicy(policy)

    def _lay_out(self, sheet: ComposerSheet) -> None:
        name = AMOUNTS.get(sheet.pricing, "Bid")
        self._amount_name.name_field(self.amount_field, name)
        self.amount_field.setAccessibleName(name)
        self.amount_field.set_range(sheet.lowest, sheet.highest)
        self._offer.show_text(sheet.offered_text)
        self.duration_field.clear()
        self.duration_field.addItem("Not said", "")
        for choice in sheet.durations:
            self.duration_field.addItem(one_line(choice.text, 80), choice.key)

    def _build(self) -> None:
        layout = column(self, 8)
        choices = Flow(12)
        choices.add(self.offered, self.own)
        self._fees.add(self._fee, self._receive)
        for label in (self._fee, self._receive):
            label.setWordWrap(False)
        self._fields_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields_line.setSpacing(px(12))
        self._fields_line.addLayout(_named(self._amount_name, self.amount_field), 1)
        self._fields_line.addLayout(_named(self._duration_name, self.duration_field), 1)
        layout.addWidget(choices)
        layout.addWidget(self._offer)
        layout.addLayout(self._fields_line)
        layout.addWidget(self._fees)


def _named(name: PlainLabel, field: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(4))
    layout.addWidget(name)
    layout.addWidget(field)
    layout.addStretch(1)
    return layout
