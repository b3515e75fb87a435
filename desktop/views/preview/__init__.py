"""A proposal as its client will see it."""

from desktop.views.preview.dialog import PreviewDialog

__all__ = ["PreviewDialog"]
