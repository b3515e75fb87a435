"""What the tour leaves behind: numbered pictures in both themes, and `transcript.md`."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from desktop.views.composer.window import ComposerWindow
from desktop.views.main_window import MainWindow

TRANSCRIPT = "transcript.md"
MARGIN = 24
VEIL = 70
"""How dark the window gets behind a dialog, of 255."""


class Album:
    """Pictures and lines in one directory, which several acts add to one after the other."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)

    def heading(self, text: str) -> None:
        """Begin an act."""
        self._write(f"\n## {text}\n\n")

    def line(self, text: str) -> None:
        """Note a step that was seen to hold."""
        self._write(f"- {text}\n")

    def failed(self, text: str) -> None:
        """Note the step that did not."""
        self._write(f"- **Failed:** {text}\n")

    def picture(self, window: MainWindow, name: str, looks: tuple[str, ...]) -> None:
        """Save the window, with a dialog that stands before it, once for each of `looks`; ends with the first."""
        number = len(list(self._directory.glob(f"*-{looks[0]}.png"))) + 1
        for look in (*looks[1:], looks[0]):
            window.theme_requested.emit(look)
            QApplication.sendPostedEvents()
            file = f"{number:02}-{name}-{look}.png"
            _shot(window).save(str(self._directory / file))
        files = ", ".join(f"[{look}]({number:02}-{name}-{look}.png)" for look in looks)
        self._write(f"  - picture {number:02}: {files}\n")

    def _write(self, text: str) -> None:
        with (self._directory / TRANSCRIPT).open("a", encoding="utf-8") as transcript:
            transcript.write(text)


def _shot(window: MainWindow) -> QPixmap:
    picture = window.grab()
    _add_own_windows(window, picture)
    dialogs = [child for child in window.findChildren(QDialog) if child.isVisible()]
    if dialogs:
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, VEIL))
        for dialog in dialogs:
            shot = dialog.grab()
            spare = window.size() - dialog.size()
            painter.drawPixmap(QPoint(spare.width() // 2, max(0, spare.height() // 2)), shot)
        painter.end()
    return picture


def _add_own_windows(window: MainWindow, picture: QPixmap) -> None:
    """Drafts in windows of their own stand before the main one, at its lower right."""
    painter = QPainter(picture)
    for own in window.findChildren(ComposerWindow):
        if own.isVisible():
            place = QPoint(window.width() - own.width() - MARGIN, window.height() - own.height() - MARGIN)
            painter.drawPixmap(place, own.grab())
            painter.setPen(own.palette().mid().color())
            painter.drawRect(QRect(place, own.size()))
    painter.end()
