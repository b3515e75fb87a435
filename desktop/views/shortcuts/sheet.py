"""The sheet `Keyboard shortcuts`."""

from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import Scroller
from desktop.views.shortcuts.table import INTENTS, Intent
from desktop.views.theme import px


class ShortcutsDialog(Sheet):
    """Lists what the keys do; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", 480, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        scroller = Scroller(0, 16)
        scroller.setMinimumHeight(min(px(420), 560))
        for heading, intents in groupby(INTENTS, attrgetter("group")):
            scroller.column.addWidget(PlainLabel(heading, "strong"))
            scroller.column.addLayout(_grid(list(intents)))
        scroller.column.addStretch(1)
        self.body.addWidget(scroller)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus()


def _grid(intents: list[Intent]) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setVerticalSpacing(px(6))
    for row, intent in enumerate(intent for intent in intents if intent.keys):
        keys = PlainLabel(spoken_keys(intent), "dim")
        keys.setWordWrap(False)
        grid.addWidget(PlainLabel(intent.text), row, 0)
        grid.addWidget(keys, row, 1)
    return grid


def spoken_keys(intent: Intent) -> str:
    """The keys of `intent` as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(intent.keys[0]).toString(native).replace(", ", " then ")
