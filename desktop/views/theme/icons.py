"""Lucide icons, tinted and rendered for the screen they are shown on.

QtSvg is loaded with the first icon, and no icon is drawn before `wake()`, so that the first paint waits for neither.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop import resources

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

ICONS = resources.path("icons")


class _State:
    awake = False


def wake() -> None:
    """From now on icons are drawn; call it after the first paint and repaint."""
    _State.awake = True


def draw(painter: QPainter, name: str, colour: QColor, x: int, y: int, size: int) -> None:
    """Draw the icon `name`, `size` pixels wide and high, with its top left corner at `x`, `y`."""
    if _State.awake:
        painter.drawPixmap(x, y, pixmap(name, colour, size, painter.device().devicePixelRatioF()))


def icon(name: str, colour: QColor, size: int, ratio: float) -> "QIcon":
    """The icon `name` for a button or a menu."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, colour, size, ratio))


def pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """The icon `name` in `colour`, `size` pixels wide and high, for a screen with `ratio` dots per pixel."""
    return _pixmap(name, colour.name(), size, ratio)


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtSvg import QSvgRenderer

    source = (ICONS / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
