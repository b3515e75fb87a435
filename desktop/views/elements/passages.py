"""Headed passages of a sheet: a text, a list of lines, chips."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.rows import Chip
from desktop.views.elements.labels import ChipFlow, PlainLabel, ReadingText
from desktop.views.elements.panel import column, styled


class TextPassage(QWidget):
    """A heading and a text from outside; gone when the text is empty."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(heading, "strong")
        self._text = ReadingText()
        layout = column(self, 4)
        layout.addWidget(self.heading)
        layout.addWidget(self._text)

    def show_text(self, text: str) -> None:
        """Show `text`, or nothing."""
        self._text.show_text(text)
        self.setVisible(bool(text))


class Card(QWidget):
    """A text from outside on a card of its own; gone when the text is empty."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = styled("card")
        self._text = ReadingText()
        inside = column(card, 4, 14)
        inside.addWidget(PlainLabel(heading, "strong"))
        inside.addWidget(self._text)
        column(self).addWidget(card)

    def show_text(self, text: str) -> None:
        """Show `text`, or nothing."""
        self._text.show_text(text)
        self.setVisible(bool(text))


class ChipPassage(QWidget):
    """A heading and chips; gone when there are none."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = ChipFlow()
        layout = column(self, 6)
        layout.addWidget(PlainLabel(heading, "strong"))
        layout.addWidget(self._chips)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show `chips`, or nothing."""
        self._chips.show_chips(chips)
        self.setVisible(bool(chips))


class Passages(QWidget):
    """Any number of headed texts, such as questions with their answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout = column(self, 12)
        self._passages: list[TextPassage] = []

    def show_passages(self, passages: Sequence[tuple[str, str]]) -> None:
        """Show pairs of heading and text; a heading without a text says so."""
        while len(self._passages) < len(passages):
            self._passages.append(TextPassage(""))
            self._column.addWidget(self._passages[-1])
        for passage, (heading, text) in zip(self._passages, passages, strict=False):
            passage.heading.show_text(heading)
            passage.show_text(text or "Not answered")
        for passage in self._passages[len(passages) :]:
            passage.hide()
        self.setVisible(bool(passages))
