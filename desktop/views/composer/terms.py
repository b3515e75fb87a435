"""The terms of a proposal: as offered, or one's own, by the hour, project or milestone, and what is left of it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import ChoiceRow, ComposerSheet, ComposerValues, MilestoneRow
from desktop.views.composer.milestones import MilestonesEditor
from desktop.views.elements.amount import AmountField
from desktop.views.elements.choices import Combo
from desktop.views.elements.labels import Flow, NamedLabel, PlainLabel
from desktop.views.elements.panel import Named, column
from desktop.views.elements.percent import PercentField
from desktop.views.theme import px

ROOM = 140
"""Pixels, at 100 %, that a field needs to stand beside others."""
AMOUNTS = {"hourly": "Hourly rate", "project": "Bid"}


class TermsEditor(QWidget):
    """`load(sheet, values)`, `show_fee(fee, receive)`, `show_sum(text)`; the properties say what was chosen.

    Signals:
        changed(): something was changed by its writer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_loading = False
        self._is_hourly = True
        self._own_amount = self._offered_amount = ""
        self.offered = QRadioButton("Accept the client's terms")
        self.own = QRadioButton("Propose different terms")
        self.by_project = QRadioButton("By project")
        self.by_milestone = QRadioButton("By milestone")
        self.amount_field = AmountField()
        self.increase_field = Combo()
        self.percent_field = PercentField("Increase in percent")
        self.duration_field = Combo()
        self.milestones = MilestonesEditor()
        self._amount = Named("", self.amount_field)
        self._increase = Named("Rate increase", self.increase_field)
        self._percent = Named("Increase in percent", self.percent_field)
        self._duration = Named("Duration", self.duration_field)
        self._pricing = Flow(12)
        self._offer = PlainLabel(look="note")
        self._fee = NamedLabel("Service fee")
        self._receive = NamedLabel("You receive", "strong")
        self._fees = Flow(8)
        self._connect()
        self._build()

    def load(self, sheet: ComposerSheet, values: ComposerValues) -> None:
        """Lay out for `sheet` and show `values`, without a `changed`."""
        self._is_loading = True
        self._lay_out(sheet)
        self.offered.setChecked(values.as_offered)
        self.own.setChecked(not values.as_offered)
        self.by_milestone.setChecked(values.by_milestone)
        self.by_project.setChecked(not values.by_milestone)
        self._own_amount, self._offered_amount = values.amount, sheet.offered_amount
        self.amount_field.load(sheet.offered_amount if values.as_offered else values.amount)
        _choose(self.increase_field, values.increase)
        self.percent_field.load(values.increase_percent)
        _choose(self.duration_field, values.duration)
        self.milestones.load(values.milestones)
        self._is_loading = False
        self._show_what_counts()

    def show_fee(self, fee: str, receive: str) -> None:
        """Show what the marketplace keeps and what is left, as sentences."""
        self._fee.show_text(fee)
        self._receive.show_text(receive)
        self._fees.refresh()

    def show_sum(self, text: str) -> None:
        """Show what the milestones come to."""
        self.milestones.show_sum(text)

    @property
    def fields(self) -> list[QWidget]:
        """What can be chosen and filled in, as it is read."""
        return [
            *(self.offered, self.own, self.by_project, self.by_milestone, self.amount_field, self.increase_field),
            *(self.percent_field, self.duration_field, *self.milestones.fields),
        ]

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

    @property
    def increase(self) -> str:
        """The key of the rate increase; empty for never."""
        return str(self.increase_field.currentData() or "")

    @property
    def percent(self) -> str:
        """The exact decimal text of the rate increase; empty for none."""
        return self.percent_field.amount()

    @property
    def milestone_rows(self) -> tuple[MilestoneRow, ...]:
        """The milestones, in order."""
        return self.milestones.rows()

    @Slot(bool)
    def _on_terms_toggled(self, is_own: bool) -> None:
        if not self._is_loading:
            self._show_amount(is_own)
            self._show_what_counts()
            self.changed.emit()

    def _show_amount(self, is_own: bool) -> None:
        """The field shows what counts: the client's amount, or one's own, which is kept meanwhile."""
        if not is_own:
            self._own_amount = self.amount_field.amount()
        self.amount_field.load(self._own_amount if is_own else self._offered_amount)

    @Slot()
    def _on_choice_changed(self) -> None:
        if not self._is_loading:
            self._show_what_counts()
            self.changed.emit()

    def _show_what_counts(self) -> None:
        """Fields that say nothing with what is chosen are not there."""
        is_own, is_fixed = self.own.isChecked(), not self._is_hourly
        in_parts = is_own and is_fixed and self.by_milestone.isChecked()
        self._pricing.setVisible(is_own and is_fixed)
        self._amount.setVisible(not in_parts)
        self.amount_field.setEnabled(is_own)
        self._increase.setVisible(is_own and self._is_hourly)
        self._percent.setVisible(is_own and self._is_hourly and bool(self.increase))
        self.milestones.setVisible(in_parts)
        for pair in ((self.offered, self.own), (self.by_project, self.by_milestone)):
            _lead_tab_to_checked(*pair)
        self._place_fields(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: fields stand one above the other where it is narrow."""
        super().resizeEvent(event)
        self._place_fields(event.size().width())

    def _place_fields(self, width: int) -> None:
        shown = sum(not each.isHidden() for each in (self._amount, self._increase, self._percent, self._duration))
        directions = QBoxLayout.Direction
        is_wide = width >= shown * px(ROOM)
        self._fields_line.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _lay_out(self, sheet: ComposerSheet) -> None:
        self._is_hourly = sheet.pricing == "hourly"
        name = AMOUNTS.get(sheet.pricing, "Bid")
        self._amount.set_name(name)
        self.amount_field.setAccessibleName(name)
        self.amount_field.set_range(sheet.lowest, sheet.highest)
        self._offer.show_text(sheet.offered_text)
        self.milestones.set_most(sheet.most_milestones)
        _fill(self.duration_field, "Not said", sheet.durations)
        _fill(self.increase_field, "Never", sheet.increases)

    def _connect(self) -> None:
        terms, pricing = QButtonGroup(self), QButtonGroup(self)
        for group, choices in ((terms, (self.offered, self.own)), (pricing, (self.by_project, self.by_milestone))):
            for choice in choices:
                group.addButton(choice)
        self.own.toggled.connect(self._on_terms_toggled)
        self.by_milestone.toggled.connect(self._on_choice_changed)
        self.amount_field.changed.connect(self.changed)
        self.percent_field.changed.connect(self.changed)
        self.milestones.changed.connect(self.changed)
        for combo in (self.increase_field, self.duration_field):
            combo.currentIndexChanged.connect(self._on_choice_changed)

    def _build(self) -> None:
        layout = column(self, 8)
        choices = Flow(12)
        choices.add(self.offered, self.own)
        self._pricing.add(self.by_project, self.by_milestone)
        self._fees.add(self._fee, self._receive)
        for label in (self._fee, self._receive):
            label.setWordWrap(False)
        self._fields_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields_line.setSpacing(px(12))
        for field in (self._amount, self._increase, self._percent, self._duration):
            self._fields_line.addWidget(field, 1)
        for part in (choices, self._offer, self._pricing):
            layout.addWidget(part)
        layout.addLayout(self._fields_line)
        layout.addWidget(self.milestones)
        layout.addWidget(self._fees)


def _lead_tab_to_checked(*choices: QRadioButton) -> None:
    """Tab leads to the checked one; Qt sees to that only once one of them has been there."""
    for choice in choices:
        policy = Qt.FocusPolicy.StrongFocus if choice.isChecked() else Qt.FocusPolicy.ClickFocus
        choice.setFocusPolicy(policy)


def _fill(combo: Combo, nothing: str, choices: tuple[ChoiceRow, ...]) -> None:
    combo.clear()
    combo.addItem(nothing, "")
    for choice in choices:
        combo.addItem(one_line(choice.text, 80), choice.key)


def _choose(combo: Combo, key: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(key)))
