"""The actions of a window, made of the table."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.views.shortcuts.table import INTENTS, Intent


def actions(window: QWidget, triggered: Callable[[], None]) -> dict[str, QAction]:
    """One action for each intent, by its name, which is also the action's data."""
    return {intent.name: _action(intent, window, triggered) for intent in INTENTS}


def _action(intent: Intent, window: QWidget, triggered: Callable[[], None]) -> QAction:
    action = QAction(intent.text, window)
    action.setData(intent.name)
    action.setShortcuts([QKeySequence(keys) for keys in intent.keys])
    action.setCheckable(intent.is_choice)
    action.triggered.connect(triggered)
    return action
