"""Fields to write in: plain text only, counted, and alive whatever is pasted into them."""

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.models.plain import one_line, writable
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.panel import column, line
from desktop.views.elements.pasted import local_files, picture
from desktop.views.theme import px

BOUND = 20_000
"""Characters that a field takes at least, however low its limit: what is too long can still be cut here."""
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
        super().__init__(parent)
        self._lines = lines
        self._limit = BOUND
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

    def _paste(self, found: str) -> None:
        pasted = writable(found)
        kept = len(self.text()) - len(self.textCursor().selectedText())
        if kept + len(pasted) > max(BOUND, 2 * self._limit):
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


class CountedField(QWidget):
    """A `Writing` under its name, with a live count and a place for a sentence.

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
        self._build()

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
        layout.addWidget(self._sentence)
