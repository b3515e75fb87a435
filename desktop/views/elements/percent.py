"""A field for a percent: exact decimals, like an amount, with another sign."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.views.elements.amount import AmountField, parse


class PercentField(AmountField):
    """A percent as exact decimal text; empty for none. Up and Down change it by one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.set_range("1", "50")

    def shown(self, amount: Decimal | None) -> str:
        """Override AmountField.shown: `5 %`."""
        return "" if amount is None else f"{amount.normalize():f} %"

    def parsed(self, text: str) -> Decimal | None:
        """Override AmountField.parsed."""
        return parse(text.replace("%", ""))
