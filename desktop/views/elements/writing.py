"""Fields to write in: plain text only, counted, and alive whatever is pasted into them."""

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from desktop.models.plain import harmless, one_line, writable
from desktop.models.rows import Mark
from desktop.views.elements.buttons import button
from desktop.views.elements.labels import Flow, PlainLabel
from desktop.views.elements.panel import column, line
from desktop.views.elements.pasted import local_files, picture
from desktop.views.theme import current, px

BOUND = 20_000
"""Characters that a field takes at least, however low its limit: what is too long can still be cut here."""
NOTHING_PLAIN = "Nothing was pasted: there is no plain text, picture or file on the clipboard. Copy it as plain text."
HOPELESS = 4
"""Times of what a field takes from which a text is not looked through for what could be left out of it."""
LONGEST_WORD = 1_000
"""Characters without a space from which lines are broken wherever they end."""


class Writing(QPlainTextEdit):
    """Plain text. Takes up to twice its limit, so that a long paste can be shortened; refuses what is beyond.

    Signals:
        remarked(str): a sentence about what was pasted: that it was not taken, or not all of it.
        files_given(list): paths of files that were pasted or dropped here.
        picture_given(object): a picture that was pasted here, as `elements.pasted` gives it.
    """

    remarked = Signal(str)
    files_given = Signal(list)
    picture_given = Signal(object)

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        self._marks: list[tuple[Mark, QTextCursor]] = []
        super().__init__(parent)
        self._lines = lines
        self._limit = BOUND
        self._snippets: Mapping[str, str] = {}
        self._last_used = 0.0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._choose_wrapping)

    @property
    def limit(self) -> int:
        """Characters that may be sent."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """At most `limit` characters may be sent; 0 means that there is no limit."""
        self._limit = limit

    def text(self) -> str:
        """What is written, to the character: `toPlainText` would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show `text`, the cursor at its end."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def last_used(self) -> float:
        """When the keyboard left this field, in seconds of a clock without a date; 0 where it never was here."""
        return self._last_used

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        self._last_used = time.monotonic()
        super().focusOutEvent(event)

    def set_snippets(self, snippets: Mapping[str, str]) -> None:
        """What is put in for a word such as `;thx`, once a blank or a line end is typed behind it."""
        self._snippets = snippets

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QPlainTextEdit.keyPressEvent."""
        if event.text() in {" ", "\r", "\n"} and self._snippets:
            self._expand()
        super().keyPressEvent(event)

    def _expand(self) -> None:
        """Put a snippet in the place of its word; undoing brings the word back."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        word = before.rpartition(" ")[2]
        if not cursor.hasSelection() and word in self._snippets:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, _units(word))
            cursor.insertText(self._snippets[word])

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underline places of the text; they move along with what is written around them."""
        text = self.text()
        self._marks = [(mark, selected(self.document(), text, mark.start, mark.end)) for mark in marks]
        self._colour()
        self.setAccessibleDescription(" ".join(mark.reason for mark in marks))

    def _colour(self) -> None:
        self.setExtraSelections([_underline(cursor, mark.tone) for mark, cursor in self._marks])

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: in another look marks have other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._marks:
            self._colour()

    def select(self, words: str) -> None:
        """Select the first `words` of the text."""
        text = self.text()
        if (start := text.find(words)) >= 0:
            self.setTextCursor(selected(self.document(), text, start, start + len(words)))
            self.ensureCursorVisible()

    def remove_mark(self, position: int) -> None:
        """Take the text of a mark out, as one step that can be undone."""
        if position < len(self._marks):
            cursor = self._marks[position][1]
            cursor.removeSelectedText()
            self.setTextCursor(cursor)

    def go_to_mark(self, position: int) -> None:
        """Select the text of a mark."""
        if position < len(self._marks):
            self.setTextCursor(self._marks[position][1])

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: the reason of a mark under the pointer is its tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, place: QPoint, on_screen: QPoint) -> None:
        at = self.cursorForPosition(self.viewport().mapFrom(self, place)).position()
        for mark, cursor in self._marks:
            if cursor.selectionStart() <= at <= cursor.selectionEnd() and cursor.hasSelection():
                QToolTip.showText(on_screen, harmless(mark.reason), self)
                return
        QToolTip.hideText()

    def sizeHint(self) -> QSize:
        """Override QPlainTextEdit.sizeHint: as high as its usual number of lines."""
        return QSize(px(240), self.fontMetrics().lineSpacing() * self._lines + px(20))

    def minimumSizeHint(self) -> QSize:
        """Override QPlainTextEdit.minimumSizeHint."""
        return QSize(px(80), self.fontMetrics().lineSpacing() * min(self._lines, 3) + px(20))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Override QPlainTextEdit.canInsertFromMimeData."""
        return source.hasText() or source.hasUrls() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Override QPlainTextEdit.insertFromMimeData: files are handed on, of texts the plain one is taken."""
        paths = local_files(source)
        if paths:
            self.files_given.emit(paths)
        elif source.hasText():
            self._paste(source.text())
        elif (found := picture(source)) is not None:
            self.picture_given.emit(found)
        elif source.formats():
            self.remarked.emit(NOTHING_PLAIN)

    def _paste(self, found: str) -> None:
        most = max(BOUND, 2 * self._limit)
        pasted = writable(found) if len(found) <= HOPELESS * most else found
        kept = len(self.text()) - len(self.textCursor().selectedText())
        if kept + len(pasted) > most:
            self.remarked.emit(_refusal(len(pasted), max(0, (self._limit or BOUND) - kept)))
            return
        self.insertPlainText(pasted)
        self.ensureCursorVisible()
        if lost := _lost(found, pasted):
            self.remarked.emit(lost)

    @Slot()
    def _choose_wrapping(self) -> None:
        """Looking for the words of a run that has none takes Qt half a second per key."""
        longest = max(map(len, self.text().split()), default=0)
        modes = QTextOption.WrapMode
        mode = modes.WrapAnywhere if longest > LONGEST_WORD else modes.WrapAtWordBoundaryOrAnywhere
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)


def _refusal(pasted: int, free: int) -> str:
    return f"Nothing was pasted: the text on the clipboard has {pasted:,} characters, and {free:,} more fit here."


def _lost(found: str, pasted: str) -> str:
    """What was left out of `found`; empty for nothing. The two characters of a line end count as one."""
    count = len(found.replace("\r\n", "\n")) - len(pasted)
    words = "1 character that cannot be sent was" if count == 1 else f"{count:,} characters that cannot be sent were"
    return f"{words} left out." if count else ""


def selected(document: QTextDocument, text: str, start: int, end: int) -> QTextCursor:
    """The code points from `start` to `end` of `text`, which `document` holds; a document counts UTF-16 units."""
    cursor = QTextCursor(document)
    cursor.setPosition(_units(text[:start]))
    cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _underline(cursor: QTextCursor, tone: str) -> QTextEdit.ExtraSelection:
    mark, look = QTextEdit.ExtraSelection(), QTextCharFormat()
    colour, ground = current().colours.of_tone(tone)
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(colour)
    look.setBackground(ground)
    mark.cursor, mark.format = QTextCursor(cursor), look
    return mark


class GuardNote(QWidget):
    """Under a `Writing`: why a place in it is marked, what to do instead, and the quick way out.

    `show_marks(marks)`; gone while there are none.
    """

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._reason = PlainLabel(look="banner")
        self._show = button("Show the place", "link")
        self._show.clicked.connect(self._on_show_clicked)
        self._remove = button("Take it out", "link")
        self._remove.clicked.connect(self._on_remove_clicked)
        self._actions = Flow(4)
        self._actions.add(self._show, self._remove)
        layout = column(self, 2)
        layout.addWidget(self._reason)
        layout.addWidget(self._actions)
        self.hide()

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be pressed, as it is read."""
        return (self._show, self._remove)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places in the text; the first of the gravest is spoken of."""
        self._writing.show_marks(marks)
        gravest = [mark for mark in marks if mark.tone == "bad"] or list(marks)
        self._position = marks.index(gravest[0]) if gravest else 0
        if gravest:
            more = f" ({len(marks)} places)" if len(marks) > 1 else ""
            self._reason.set_tone(gravest[0].tone)
            self._reason.show_text(f"{gravest[0].reason} {gravest[0].suggestion}{more}".strip())
        self.setVisible(bool(gravest))

    @Slot()
    def _on_show_clicked(self) -> None:
        self._writing.setFocus()
        self._writing.go_to_mark(self._position)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._writing.setFocus()
        self._writing.remove_mark(self._position)


class CountedField(QWidget):
    """A `Writing` under its name, with a live count, a place for a sentence, and what the guard says of it.

    Signals:
        changed(): the text was changed by its writer.
    """

    changed = Signal()

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_loading = False
        self.writing = Writing(one_line(name, 1_000), lines)
        self._name = PlainLabel(look="strong")
        self._name.name_field(self.writing, name)
        self._hint = PlainLabel(look="note")
        self._count = PlainLabel(look="faint")
        self._count.setWordWrap(False)
        self._sentence = PlainLabel(look="banner")
        self._sentence.set_tone("bad")
        for label in (self._hint, self._sentence):
            label.hide()
        self.writing.textChanged.connect(self._on_text_changed)
        self.writing.remarked.connect(self._sentence.show_text)
        self._guard = GuardNote(self.writing)
        self._build()

    @property
    def fields(self) -> Sequence[QWidget]:
        """What can be filled in and pressed, as it is read."""
        return (self.writing, *self._guard.fields)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark places in the text, and say why under it."""
        self._guard.show_marks(marks)

    def set_limit(self, limit: int) -> None:
        """At most `limit` characters may be sent."""
        self.writing.set_limit(limit)
        self._show_count()

    def set_hint(self, hint: str) -> None:
        """Show `hint` under the name."""
        self._hint.show_text(hint)

    def text(self) -> str:
        """What is written."""
        return self.writing.text()

    def load(self, text: str) -> None:
        """Show `text` without a `changed`; a field that shows it already keeps its cursor."""
        if text == self.text():
            return
        self._is_loading = True
        self.writing.set_text(text)
        self._is_loading = False

    @Slot()
    def _on_text_changed(self) -> None:
        self._sentence.hide()
        self._show_count()
        if not self._is_loading:
            self.changed.emit()

    def _show_count(self) -> None:
        length, limit = len(self.text()), self.writing.limit
        self._count.setText(f"{length:,} / {limit:,}")
        is_over = length > limit
        if (self._count.property("look") == "bad") != is_over:
            self._count.setProperty("look", "bad" if is_over else "faint")
            self._count.style().unpolish(self._count)
            self._count.style().polish(self._count)

    def _build(self) -> None:
        layout = column(self, 4)
        head = line(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        layout.addLayout(head)
        layout.addWidget(self._hint)
        layout.addWidget(self.writing)
        layout.addWidget(self._guard)
        layout.addWidget(self._sentence)
