"""`python -m tests.faults.showing TIMES SEED`: hostile texts on every screen; prints what was not literal, as JSON."""

import ctypes
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, takewhile
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex
from PySide6.QtGui import QImage, QKeySequence, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.models.plain import ELLIPSIS, block
from desktop.views import theme
from desktop.views.theme import paint
from tests.faults.hostility import MARK, Bait, is_literal, is_piece, texts
from tests.gui import gallery, rows

NO_TEXTS = {
    "id", "key", "kind", "tone", "icon", "field", "about_kind", "about_id", "invitation", "draft", "pricing", "pixels",
    "offered_amount", "lowest", "highest", "fee_percent", "amount", "due", "duration", "increase", "increase_percent",
    "agency", "actions", "primary", "number", "camera", "microphone", "time", "day", "size",
}  # fmt: skip
"""Fields of rows and sheets that name, count or date something; all others are said."""
LISTED = 40
"""Rows of a list that are looked at."""
SAID_OF_A_ROW = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
NOWHERE = QModelIndex()
OUR_OWN = {"SECTIONS", "PROPOSALS", "WORK"}
"""Rows whose texts stand in the program."""
IN_OPEN, NON_BLOCKING = 0x20, os.O_NONBLOCK


class Watch:
    """Sees who takes the bait."""

    def __init__(self, folder: Path) -> None:
        picture = folder / f"{MARK}.png"
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(picture))
        libc = ctypes.CDLL(None, use_errno=True)
        self._told = libc.inotify_init1(NON_BLOCKING)
        libc.inotify_add_watch(self._told, os.fsencode(picture), IN_OPEN)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/{MARK}.png"
        self.bait = Bait(str(picture), address)

    def taken(self) -> Iterator[str]:
        """What was opened or asked for since the last look."""
        try:
            os.read(self._told, 4096)
            yield "the picture was opened"
        except BlockingIOError:
            pass
        try:
            self._listener.accept()[0].close()
            yield "the address was asked"
        except BlockingIOError:
            pass


def filled(thing: Any, text: str) -> Any:
    """`thing` with `text` in the place of every text that it says; a row or sheet, a list of them, or a sentence."""
    if isinstance(thing, str):
        return text if thing else thing
    if hasattr(thing, "_fields"):
        said = {name: filled(it, text) for name, it in thing._asdict().items() if name not in NO_TEXTS}
        return thing._replace(**said)
    return tuple(filled(each, text) for each in thing) if isinstance(thing, tuple) else thing


def shown(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a widget says, with what it is."""
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "title", widget.windowTitle()
    yield "status tip", widget.statusTip()
    match widget:
        case QLabel():
            yield "text", widget.text() if widget.buddy() is None else widget.text().replace("&&", "&")
        case QAbstractButton():
            yield "text", widget.text().replace("&&", "&")
        case QComboBox():
            yield from (("choice", widget.itemText(at)) for at in range(widget.count()))
        case QLineEdit():
            is_full = len(widget.text().encode("utf-16-le", "surrogatepass")) // 2 >= widget.maxLength() - 1
            cut = ELLIPSIS if is_full else ""
            yield from (("text", widget.text() + cut), ("hint", widget.placeholderText()))
        case QPlainTextEdit():
            yield from (
                ("text", widget.toPlainText() if widget.isReadOnly() else ""),
                ("hint", widget.placeholderText()),
            )
        case QAbstractItemView() if widget.model() is not None:
            yield from _listed(widget)


def _listed(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for row in range(min(LISTED, model.rowCount(NOWHERE))):
        for index in takewhile(QModelIndex.isValid, (model.index(row, column) for column in count())):
            for role in SAID_OF_A_ROW:
                yield f"{role.name} of a row", str(index.data(role) or "")


def problems(top: QWidget, text: str) -> Iterator[str | None]:
    """What is wrong with what `top` and all in it says; None for each place where the text stands as it is."""
    for widget in (top, *top.findChildren(QWidget)):
        kind = type(widget).__name__
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and widget.text():
            yield f"a {kind} guesses whether “{widget.text()[:60]}” is markup"
        for tip in _tips(widget):
            if Qt.mightBeRichText(tip):
                yield f"the tool tip of a {kind} is markup: {tip[:80]}"
        if key := _key_of(widget):
            yield f"{key} has become a key of a {kind}"
        for what, found in shown(widget):
            yield from _judged(f"the {what} of a {kind}", found, text)


def _key_of(widget: QWidget) -> str:
    """The shortcut that an ampersand in a text from outside was taken for."""
    is_read = isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None)
    text = str(widget.property("text")) if is_read else ""
    return QKeySequence.mnemonic(text).toString() if MARK in text else ""


def _tips(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.whatsThis()
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(min(LISTED, model.rowCount(NOWHERE))):
            yield str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) or "")


def _judged(where: str, found: str, text: str) -> Iterator[str | None]:
    if MARK in found:
        yield None if is_literal(found, text) else f"{where} is {found[:200]!r}"


@contextmanager
def overheard() -> Iterator[list[str]]:
    """What delegates paint meanwhile, line by line."""
    painted, original = list[str](), paint._elided

    def noted(text: str, font: str, width: int, scale: float) -> str:
        line = original(text, font, width, scale)
        painted.append(line)
        return line

    with patch.object(paint, "_elided", noted):
        yield painted


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def screens() -> Iterator[tuple[str, QWidget]]:
    """Every screen of the window, and every other window and dialog, one after the other."""
    window = gallery.window()
    window.show()
    for name, show in gallery._SCREENS.items():
        show(window)
        window.show_message(rows.REFUSAL, "bad")
        settle()
        yield name, window
    others: dict[str, QWidget] = {**gallery._dialogs(window), "composer-window": gallery.composer_window(window)}
    for name, other in others.items():
        other.show()
        settle()
        yield name, other
        other.hide()
    window.hide()
    window.deleteLater()


def _looked_at(text: str) -> Iterator[tuple[str, list[str | None]]]:
    """The screens by name, with what is wrong with each of them."""
    with overheard() as painted:
        for name, top in screens():
            found = list(problems(top, text))
            found += (
                None if is_piece(line, text) else f"a painted line is {line[:200]!r}"
                for line in painted
                if MARK in line
            )
            painted.clear()
            yield name, found


def main(times: int, seed: int) -> int:
    """Show `times` texts."""
    app = QApplication(["showing", "-style", "fusion"])
    theme.apply(app, "light")
    names = {name for name in vars(rows) if name.strip("_").isupper()} - OUR_OWN
    plain = {name: getattr(rows, name) for name in names}
    met, seen, failures = 0, set[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(Path(folder))
        for text in texts(watch.bait, Random(seed), times):
            for name, value in plain.items():
                setattr(rows, name, filled(value, block(text)))
            for name, found in _looked_at(text):
                seen.add(name)
                met += found.count(None)
                wrong = {*watch.taken(), *(each for each in found if each is not None)}
                failures += (f"seed {seed}, {name}, {text[:200]!r}: {each}" for each in wrong)
    print(json.dumps({"places": met, "screens": len(seen), "failures": failures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
