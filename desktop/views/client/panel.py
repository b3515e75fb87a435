"""The panel `About the client`, beside or below what it belongs to."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.plain import one_line
from desktop.models.rows import ClientCard, Fact
from desktop.views.elements.labels import ChipFlow, PlainLabel
from desktop.views.elements.panel import Panel, column
from desktop.views.theme import px


class ClientPanel(Panel):
    """Shows a `ClientCard`: `show_client(card)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About the client", parent)
        self._chips = ChipFlow()
        self._facts = FactList()
        layout = column(self, 12)
        layout.addWidget(PlainLabel("About the client", "strong"))
        layout.addWidget(self._chips)
        layout.addWidget(self._facts)
        layout.addStretch(1)

    def show_client(self, card: ClientCard) -> None:
        """Show `card`."""
        self._chips.show_chips(card.chips)
        self._facts.show_facts(card.facts)


class FactList(QWidget):
    """Labelled lines, one under the other; the labels that exist are used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self._lines: list[_FactLine] = []

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show `facts` in order."""
        while len(self._lines) < len(facts):
            self._lines.append(_FactLine())
            self._column.addWidget(self._lines[-1])
        for position, line in enumerate(self._lines):
            line.setVisible(position < len(facts))
            if position < len(facts):
                line.show_fact(facts[position])


class _FactLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel(look="note")
        self._value = PlainLabel()
        layout = column(self, 1)
        layout.addWidget(self._label)
        layout.addWidget(self._value)

    def show_fact(self, fact: Fact) -> None:
        self._label.show_text(one_line(fact.label))
        self._value.show_text(one_line(fact.value, 400))
