"""The list of a section."""

from desktop.views.entries.pane import EntriesPane

__all__ = ["EntriesPane"]
