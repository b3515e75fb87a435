"""A text that is read, with parts of it marked as added or removed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.models.rows import Stretch
from desktop.views.theme import current, px


class MarkedText(QPlainTextEdit):
    """Shows `Stretch`es of a text: what was removed is struck out, what was added underlined, both also coloured."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._marks: list[tuple[QTextCursor, str]] = []
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show them one after the other."""
        self.setPlainText("".join(each.text for each in stretches))
        self._marks = []
        cursor = QTextCursor(self.document())
        for each in stretches:
            # Positions of a document count UTF-16 units.
            length = len(each.text.encode("utf-16-le", "surrogatepass")) // 2
            cursor.setPosition(cursor.position())
            cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
            if each.kind != "same":
                self._marks.append((QTextCursor(cursor), each.kind))
            cursor.setPosition(cursor.position())
        self._colour()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QPlainTextEdit.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines, up to a bound; this kind of document tells its height in lines."""
        lines = round(self.document().size().height())
        self.setFixedHeight(min(px(260), px(24) + max(2, lines) * self.fontMetrics().lineSpacing()))

    def _colour(self) -> None:
        self.setExtraSelections([_mark(cursor, kind) for cursor, kind in self._marks])

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: in another look marks have other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._marks:
            self._colour()


def _mark(cursor: QTextCursor, kind: str) -> QTextEdit.ExtraSelection:
    colours = current().colours
    mark, look = QTextEdit.ExtraSelection(), QTextCharFormat()
    text, ground = colours.of_tone("good" if kind == "added" else "bad")
    look.setForeground(text)
    look.setBackground(ground)
    look.setFontUnderline(kind == "added")
    look.setFontStrikeOut(kind == "removed")
    mark.cursor = cursor
    mark.format = look
    return mark
