"""The sheet `Keyboard shortcuts`."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.shortcuts.table import INTENTS, WITHIN, Intent
from desktop.views.theme import px


class ShortcutsDialog(Sheet):
    """Lists what the keys do; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", 480, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addLayout(_grid())
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.scroller.setAccessibleName("Keys")
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        self.scroller.setFocus()


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    for heading, intents in groupby(INTENTS, attrgetter("group")):
        _add_group(grid, heading, [intent for intent in intents if intent.keys], 1)
    _add_group(grid, WITHIN[0].group, WITHIN, 2)
    return grid


def _add_group(grid: QGridLayout, heading: str, intents: Sequence[Intent], most: int) -> None:
    """Say what each of `intents` is, and up to `most` of its keys."""
    title = PlainLabel(heading, "strong")
    title.setContentsMargins(0, px(10), 0, 0)
    grid.addWidget(title, grid.rowCount(), 0, 1, 2)
    for intent in intents:
        keys = PlainLabel(spoken_keys(intent, most), "dim")
        keys.setWordWrap(False)
        row = grid.rowCount()
        grid.addWidget(PlainLabel(intent.text), row, 0)
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def spoken_keys(intent: Intent, most: int = 1) -> str:
    """The first keys of `intent` as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    spoken = (QKeySequence(keys).toString(native).replace(", ", " then ") for keys in intent.keys[:most])
    return " or ".join(spoken)
