"""The dialog `Delete recording`: an answer that cannot be recorded again is deleted only after a yes."""

from PySide6.QtWidgets import QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel


class DeleteRecordingDialog(Sheet):
    """Shows `sentence`. Accepted means: delete it all the same."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__("Delete recording", 440, parent)
        words = PlainLabel()
        words.show_text(sentence)
        self.body.addWidget(words)
        keep = button("Keep it")
        keep.clicked.connect(self.reject)
        delete = button("Delete for good", "primary")
        delete.clicked.connect(self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(delete)
        keep.setFocus()
