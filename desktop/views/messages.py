"""The bar that says one clear sentence across the window."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.elements.buttons import IconButton, button
from desktop.views.elements.labels import PlainLabel, literal, restyle
from desktop.views.theme import px


class MessageBar(QWidget):
    """`show_message(text, tone, action_text, action)`; gone until then and after it was closed.

    Signals:
        action_requested(str): the button of the message was pressed; what it was to do.
    """

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._wanted = ""
        self._text = PlainLabel()
        self._action = button("", "link")
        self._action.clicked.connect(self._on_action_clicked)
        self._close = IconButton("Close message", "x")
        self._close.clicked.connect(self.hide)
        across = QHBoxLayout(self)
        across.setContentsMargins(px(20), px(4), px(16), px(4))
        across.setSpacing(px(8))
        across.addWidget(self._text, 1)
        across.addWidget(self._action)
        across.addWidget(self._close)
        self.hide()

    def show_message(self, text: str, tone: str, action_text: str = "", action: str = "") -> None:
        """Show `text`, with one thing to do about it, `action`, when there is an `action_text`."""
        self._wanted = action
        self._text.show_text(text)
        self._action.setText(literal(action_text))
        self._action.setVisible(bool(action_text))
        self.setProperty("tone", tone)
        restyle(self)
        self.show()

    @Slot()
    def _on_action_clicked(self) -> None:
        self.hide()
        self.action_requested.emit(self._wanted)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(px(160), super().minimumSizeHint().height())
