"""Saying no."""

from desktop.views.decline.dialog import DeclineDialog, DeclineValues

__all__ = ["DeclineDialog", "DeclineValues"]
