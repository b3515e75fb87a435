"""The consent to lift a block."""

from desktop.views.unblock.dialog import UnblockDialog

__all__ = ["UnblockDialog"]
