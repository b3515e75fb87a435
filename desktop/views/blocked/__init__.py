"""Blocked clients."""

from desktop.views.blocked.dialog import BlockedDialog

__all__ = ["BlockedDialog"]
