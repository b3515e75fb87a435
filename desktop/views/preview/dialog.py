"""The dialog `Preview`: a proposal exactly as its client will see it, before it is sent."""

from PySide6.QtWidgets import QWidget

from desktop.models.rows import Chip, PreviewSheet
from desktop.views.client.panel import FactList
from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.passages import ChipPassage, Passages, TextPassage


class PreviewDialog(Sheet):
    """Shows a `PreviewSheet`."""

    def __init__(self, sheet: PreviewSheet, parent: QWidget | None = None) -> None:
        super().__init__("Preview", 680, parent)
        for look, text in (("note", sheet.note), ("section", sheet.sender), ("dim", sheet.sender_title)):
            label = PlainLabel(look=look)
            label.show_text(text)
            self.body.addWidget(label)
        terms = FactList()
        terms.show_facts(sheet.terms)
        self.body.addWidget(terms)
        for heading, text in (("Cover letter", sheet.cover_letter), ("Message", sheet.message)):
            passage = TextPassage(heading)
            passage.show_text(text)
            self.body.addWidget(passage)
        answers = Passages()
        answers.show_passages(sheet.answers)
        self.body.addWidget(answers)
        for heading, names in (("Highlights", sheet.highlights), ("Attachments", sheet.files)):
            chips = ChipPassage(heading)
            chips.show_chips([Chip(name) for name in names])
            self.body.addWidget(chips)
        close = button("Close")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus()
