"""The application object, apart from the loop that turns it: the first paint does without asyncio."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """A QApplication whose end is asked for, never taken: `quit_requested` instead of a dying loop."""

    quit_requested = Signal()

    def look_up(self) -> None:
        """Handle what waits, once. Only before the loop runs: anywhere else it would re-enter slots."""
        self.processEvents()

    def event(self, event: QEvent) -> bool:
        """Override QApplication.event: the session's or the menu's Quit becomes a request."""
        if event.type() == QEvent.Type.Quit:
            event.ignore()
            self.quit_requested.emit()
            return True
        return super().event(event)
