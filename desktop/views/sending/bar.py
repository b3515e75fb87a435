"""The bar `Sending`, which stays while a proposal can still be taken back."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.elements.buttons import KeyedButton
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import Panel
from desktop.views.theme import px


class SendingBar(Panel):
    """`show_sending(text)`, `end_sending()`.

    Signals:
        undo_requested(): what is being sent shall not be.
    """

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sending", parent)
        self.setObjectName("sending")
        self._text = PlainLabel()
        self.undo = KeyedButton("Undo", "U")
        self.undo.clicked.connect(self.undo_requested)
        across = QHBoxLayout(self)
        across.setContentsMargins(px(28), px(8), px(28), px(8))
        across.addWidget(self._text, 1)
        across.addWidget(self.undo)
        self.hide()

    def show_sending(self, text: str) -> None:
        """Show `text`, such as `Sending the proposal in 8 seconds`."""
        self._text.show_text(text)
        self.show()

    def end_sending(self) -> None:
        """It was sent, or taken back."""
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(px(160), super().minimumSizeHint().height())
