"""What stands where a list or a panel would be, when there is nothing to show yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.labels import PlainLabel, literal
from desktop.views.elements.panel import column
from desktop.views.theme import current, icons, px


class StatePage(QWidget):
    """An icon, a title, a sentence, and at most one thing to do.

    Signals:
        action_requested(): the button was pressed.
    """

    action_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(look="section")
        self._text = PlainLabel(look="dim")
        self._action = button("")
        self._action.clicked.connect(self.action_requested)
        self._icon = _Symbol()
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = column(self, 8, 24)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_state(self, icon: str, title: str, text: str = "", action: str = "") -> None:
        """`icon` names a file of `resources/icons`; an empty `action` means that there is nothing to do."""
        self._icon.name = icon
        self._icon.update()
        self._title.show_text(title)
        self._text.show_text(text)
        self._action.setText(literal(action))
        self._action.setVisible(bool(action))


class _Symbol(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "inbox"
        self.setFixedSize(px(56), px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = px(32)
        icons.draw(painter, self.name, current().colours.faint, px(12), px(12), side)
        painter.end()
