"""The one sentence that the window says at a time, and what its button does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.views.main_window import MainWindow


class Sentences(QObject):
    """Any presenter may speak; the newest sentence counts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._action: Callable[[], None] | None = None
        self._text = ""
        window.message_action_requested.connect(self._on_action_requested)

    def say(
        self, text: str, tone: str = "plain", action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say `text`; its button, where it has one, does `action`."""
        self._action, self._text = action, text
        self._window.show_message(text, tone, action_text)

    def take_back(self, text: str = "") -> None:
        """What was said no longer holds; where it was not this `text`, something else was said meanwhile and stays."""
        if text in {"", self._text}:
            self._action, self._text = None, ""
            self._window.hide_message()

    @Slot()
    def _on_action_requested(self, _name: str = "") -> None:
        self._window.hide_message()
        action, self._action = self._action, None
        if action is not None:
            action()
