"""Things of the profile that are put beside a proposal: portfolio items and certificates, each with a tick."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import ChoiceRow
from desktop.views.elements.choices import Tick
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column
from desktop.views.theme import px


class Highlights(QWidget):
    """`load(choices, chosen)`, `chosen()`; gone where the profile has none.

    Signals:
        changed(): one was chosen, or no longer.
        laid_out(): there are other ticks than before.
    """

    changed = Signal()
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[ChoiceRow, ...] = ()
        self._ticks: list[QCheckBox] = []
        self._name = PlainLabel("Highlights of your profile", "strong")
        self._column = column(self, 4)
        self._column.addWidget(self._name)
        self.hide()

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be ticked, in order."""
        return self._ticks

    @property
    def field(self) -> QWidget:
        """Where to begin."""
        return self._ticks[0] if self._ticks else self

    def load(self, choices: Sequence[ChoiceRow], chosen: Sequence[str]) -> None:
        """Offer `choices`, those whose key is in `chosen` ticked, without a `changed`."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._lay_out()
        for choice, tick in zip(self._choices, self._ticks, strict=True):
            tick.blockSignals(True)
            tick.setChecked(choice.key in chosen)
            tick.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """The keys of what is ticked, in the order of the profile."""
        return tuple(choice.key for choice, tick in zip(self._choices, self._ticks, strict=True) if tick.isChecked())

    def _lay_out(self) -> None:
        for tick in self._ticks:
            self._column.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = [Tick(one_line(choice.text, 160)) for choice in self._choices]
        for tick in self._ticks:
            tick.setMinimumWidth(px(60))
            tick.toggled.connect(self._on_toggled)
            self._column.addWidget(tick)
        self.setVisible(bool(self._ticks))
        self.laid_out.emit()

    @Slot(bool)
    def _on_toggled(self, _is_on: bool) -> None:
        self.changed.emit()
