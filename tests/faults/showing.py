"""`python -m tests.faults.showing TIMES SEED`: hostile texts on every screen; prints what was not literal, as JSON."""

import ctypes
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.models.plain import without_breaks
from desktop.views import theme
from tests.gui import gallery, rows

MARK = "canary"
TEXTS = {
    "title", "subtitle", "byline", "message", "description", "text", "name", "note", "author", "value", "label", "body",
    "cover_letter", "answers", "skills", "questions", "question", "offered_text", "letter_hint", "sender", "aside",
    "sender_title", "spoken", "status", "badge", "files", "transcript", "sentence", "suggestion", "reason",
}  # fmt: skip
"""Fields of rows and sheets that say something; the others are keys, kinds and amounts."""
IN_OPEN, NON_BLOCKING = 0x20, os.O_NONBLOCK


class Bait:
    """A picture on this computer, and an address: who takes a text for markup takes one of them."""

    def __init__(self, folder: Path) -> None:
        self.picture = folder / f"{MARK}.png"
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(self.picture))
        libc = ctypes.CDLL(None, use_errno=True)
        self._told = libc.inotify_init1(NON_BLOCKING)
        libc.inotify_add_watch(self._told, os.fsencode(self.picture), IN_OPEN)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/{MARK}.png"

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


def texts(bait: Bait, chance: Random, times: int) -> Iterator[str]:
    """Texts that Qt, or a person, could take for something else. Each says `MARK`."""
    pictures = (f"<img src='file://{bait.picture}'>", f"<img src={bait.picture}>", f"<img src='{bait.address}'>")
    frames = (
        "<b>{}</b>", "qt.io<table>{}", "&lt;b&gt;{}", "x <table><tr><td>{}</td></tr></table> y", "<!DOCTYPE html>{}",
        "<a href='file:///etc/passwd'>{}</a>", "R&D &Save {} &amp;", "5 <script>{}</script>", "{{0}} %s {}",
        "<h1>{}</h1>", "<span style='color:transparent'>{}</span>", "?<xml>{}", "<qt>{}</qt>", "<body background={}>",
    )  # fmt: skip
    for _ in range(times):
        yield chance.choice(frames).format(f"{MARK} {chance.choice(pictures)} {chance.randrange(1_000)}")


def filled(thing: Any, text: str) -> Any:
    """A row or sheet that says `text` in every field that says anything."""
    if hasattr(thing, "_fields"):
        pairs = thing._asdict().items()
        return thing._replace(**{name: said(it, text) if name in TEXTS else filled(it, text) for name, it in pairs})
    return tuple(filled(each, text) for each in thing) if isinstance(thing, tuple) else thing


def said(thing: Any, text: str) -> Any:
    """The same where it is all text."""
    if isinstance(thing, str):
        return text if thing else thing
    if isinstance(thing, tuple) and not hasattr(thing, "_fields"):
        return tuple(said(each, text) for each in thing)
    return filled(thing, text)


def shown(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a widget says, with what it is."""
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "title", widget.windowTitle()
    if isinstance(widget, QLabel):
        yield "text", widget.text() if widget.buddy() is None else widget.text().replace("&&", "&")
    if isinstance(widget, QAbstractButton):
        yield "text", widget.text().replace("&&", "&")


def problems(top: QWidget, text: str) -> Iterator[str | None]:
    """What is wrong with what `top` and all in it says; None for each place where the text stands as it is."""
    for widget in (top, *top.findChildren(QWidget)):
        kind = type(widget).__name__
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and widget.text():
            yield f"a {kind} guesses whether “{widget.text()[:60]}” is markup"
        if Qt.mightBeRichText(widget.toolTip()):
            yield f"the tool tip of a {kind} is markup: {widget.toolTip()[:80]}"
        for what, found in shown(widget):
            if MARK in found:
                yield None if is_literal(without_breaks(found), text) else f"the {what} of a {kind} is {found[:200]!r}"


def is_literal(found: str, text: str) -> bool:
    """Whether `text` stands there as it is, or as much of it as there was room for."""
    head, cut, _ = found.partition("…")
    begun = head.find(text[:8])
    return text in found or (bool(cut) and begun >= 0 and text.startswith(head[begun:]))


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def screens(text: str) -> Iterator[tuple[str, QWidget]]:
    """Every screen of the window, and every dialog, with `text` all over, one after the other."""
    window = gallery.window()
    window.show()
    for name, show in gallery._SCREENS.items():
        show(window)
        window.show_message(text, "bad")
        settle()
        yield name, window
    for name, dialog in gallery._dialogs(window).items():
        dialog.show()
        settle()
        yield name, dialog
        dialog.hide()
    window.hide()
    window.deleteLater()


def main(times: int, seed: int) -> int:
    """Show `times` texts."""
    app = QApplication(["showing", "-style", "fusion"])
    theme.apply(app, "light")
    plain = {name: value for name, value in vars(rows).items() if name.isupper() or name == "_ENTRIES"}
    met, names, failures = 0, set[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        bait = Bait(Path(folder))
        for text in texts(bait, Random(seed), times):
            for name, value in plain.items():
                setattr(rows, name, [said(each, text) for each in value] if name == "_ENTRIES" else filled(value, text))
            for name, top in screens(text):
                names.add(name)
                found = list(problems(top, text))
                met += found.count(None)
                wrong = {*bait.taken(), *(each for each in found if each is not None)}
                failures += (f"seed {seed}, {name}, {text}: {each}" for each in wrong)
    print(json.dumps({"places": met, "screens": len(names), "failures": failures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
