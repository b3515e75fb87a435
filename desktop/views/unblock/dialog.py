"""The dialog `Unblock client`: sending a proposal to a blocked client needs an explicit yes."""

from PySide6.QtWidgets import QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel


class UnblockDialog(Sheet):
    """Shows `sentence`, the marketplace's own words. Accepted means: unblock the client and send."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__("Unblock client", 440, parent)
        words = PlainLabel()
        words.show_text(sentence)
        self.body.addWidget(words)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        unblock = button("Unblock and send", "primary")
        unblock.clicked.connect(self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(unblock)
        cancel.setFocus()
