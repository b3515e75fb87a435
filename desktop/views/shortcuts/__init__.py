"""What the keys do, and the sheet that says so."""

from desktop.views.shortcuts.sheet import ShortcutsDialog
from desktop.views.shortcuts.table import INTENTS, Intent

__all__ = ["INTENTS", "Intent", "ShortcutsDialog"]
