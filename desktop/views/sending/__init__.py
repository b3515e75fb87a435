"""The bar that gives a moment to think again."""

from desktop.views.sending.bar import SendingBar

__all__ = ["SendingBar"]
