"""What a draft was before."""

from desktop.views.history.dialog import HistoryDialog

__all__ = ["HistoryDialog"]
