"""Taking a proposal back."""

from desktop.views.withdraw.dialog import WithdrawDialog, WithdrawValues

__all__ = ["WithdrawDialog", "WithdrawValues"]
