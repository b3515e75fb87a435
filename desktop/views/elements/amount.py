"""A field for an amount of money: exact decimals, never binary fractions."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from PySide6.QtCore import Property, QEvent, QObject, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from desktop.views.theme import px

CENT = Decimal("0.01")
STEP = Decimal(1)
_THOUSANDS = r"[0-9]{1,3}(?:\.[0-9]{3})"
_COMMAED = re.compile(rf"([0-9]+|{_THOUSANDS}+),([0-9]{{1,2}})|({_THOUSANDS}{{2,}}),?")
"""`48,50`, `1.800,50` and `1.000.000`, as half of the world writes. Behind a dollar, as in the half deleted `$1,80` of
ours, a comma parts thousands."""
_UNFINISHED = re.compile(rf"{_THOUSANDS}+\.[0-9]{{0,2}}")
"""On the way to such an amount."""


class AmountField(QAbstractSpinBox):
    """Dollars and cents, as exact decimal text; empty for none. Up and Down change it by a dollar.

    Signals:
        changed(): the amount was changed by its writer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lowest = Decimal(0)
        self._highest = Decimal(1_000_000)
        self._is_loading = False
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.lineEdit().installEventFilter(self)
        self.lineEdit().textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def shown(self, amount: Decimal | None) -> str:
        """`amount` as it stands in the field."""
        return shown(amount)

    def parsed(self, text: str) -> Decimal | None:
        """The amount that `text` says; None when it says none."""
        return parse(text)

    def set_range(self, lowest: str, highest: str) -> None:
        """Amounts that Up and Down stay within; others can be typed, and it is for the checks to say so."""
        self._lowest, self._highest = Decimal(lowest), Decimal(highest)

    def amount(self) -> str:
        """The exact decimal text, such as `54.00`; empty when there is no amount."""
        amount = self.parsed(self.lineEdit().text())
        return "" if amount is None else str(amount)

    def load(self, amount: str) -> None:
        """Show `amount`, a decimal text or nothing, without a `changed`."""
        if amount == self.amount():
            return
        self._is_loading = True
        self.lineEdit().setText(self.shown(self.parsed(amount)))
        self._is_loading = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QAbstractSpinBox.resizeEvent."""
        super().resizeEvent(event)
        self._place_text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the style places the text whenever it changes, and is put right at once."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_text()
        return super().eventFilter(watched, event)

    def _place_text(self) -> None:
        """Styled, a spin box leaves its text the room of buttons that it does not have."""
        place = self.rect().adjusted(px(11), 1, -px(11), -1)
        if self.lineEdit().geometry() != place:
            self.lineEdit().setGeometry(place)

    def sizeHint(self) -> QSize:
        """Override QAbstractSpinBox.sizeHint."""
        return QSize(px(120), px(32))

    def minimumSizeHint(self) -> QSize:
        """Override QAbstractSpinBox.minimumSizeHint."""
        return QSize(px(90), px(32))

    def stepBy(self, steps: int) -> None:
        """Override QAbstractSpinBox.stepBy."""
        amount = self.parsed(self.lineEdit().text())
        target = self._lowest if amount is None else amount + steps * STEP
        self.lineEdit().setText(self.shown(min(self._highest, max(self._lowest, target))))
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Override QAbstractSpinBox.stepEnabled."""
        amount, flags = self.parsed(self.lineEdit().text()), QAbstractSpinBox.StepEnabledFlag
        down = amount is None or amount > self._lowest
        up = amount is None or amount < self._highest
        return (flags.StepDownEnabled if down else flags.StepNone) | (flags.StepUpEnabled if up else flags.StepNone)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Override QAbstractSpinBox.validate: what can become an amount may be typed."""
        states = QValidator.State
        if not text.strip(" $%") or _UNFINISHED.fullmatch(text.strip()):
            return states.Intermediate, text, position
        return (states.Acceptable if self.parsed(text) is not None else states.Invalid), text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QAbstractSpinBox.wheelEvent: scrolling past changes nothing."""
        event.ignore()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        # Qt knows no value of this field, and shows the text for "no value" at every chance it gets.
        self.setSpecialValueText(text)
        if not self._is_loading:
            self.changed.emit()

    @Slot()
    def _on_editing_finished(self) -> None:
        self._is_loading = True
        self.lineEdit().setText(self.shown(self.parsed(self.lineEdit().text())))
        self._is_loading = False

    # --- what assistive technology reads and sets; it knows no decimals -----------------------------------

    def _value(self) -> float:
        return float(self.amount() or 0)

    def _set_value(self, value: float) -> None:
        self.lineEdit().setText(self.shown(self.parsed(f"{value:.2f}")))

    def _minimum(self) -> float:
        return float(self._lowest)

    def _maximum(self) -> float:
        return float(self._highest)

    def _single_step(self) -> float:
        return float(STEP)

    value = Property(float, _value, _set_value)
    minimum = Property(float, _minimum)
    maximum = Property(float, _maximum)
    singleStep = Property(float, _single_step)  # noqa: N815 - Qt's own name


def parse(text: str) -> Decimal | None:
    """The amount that `text` says, in whole cents; None when it says none. `48,50` is not four thousand."""
    told = text.strip()
    if (commaed := _COMMAED.fullmatch(told)) is not None:
        told = f"{(commaed[1] or commaed[3]).replace('.', '')}.{commaed[2] or 0}"
    digits = told.replace("$", "").replace(",", "").strip()
    if not digits or not digits.isascii() or set(digits) - set("0123456789."):
        return None
    try:
        return Decimal(digits).quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:
        return None


def shown(amount: Decimal | None) -> str:
    """`amount` as it stands in the field."""
    return "" if amount is None else f"${amount:,.2f}"
