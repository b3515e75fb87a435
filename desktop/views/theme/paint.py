"""What delegates draw with: elided lines, chips, badges, keycaps, focus rings. Knows the theme and no feature."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from desktop.models.list_rows import Chip
from desktop.models.plain import ELLIPSIS, one_line
from desktop.views.theme import icons
from desktop.views.theme.tokens import current, px

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyle

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)


def elided(text: str, font: str, width: int) -> str:
    """The part of `text` that fits into `width` pixels of one line; `font` names a field of `Metrics`."""
    return _elided(text, font, width, current().scale)


@lru_cache(maxsize=8192)
def _elided(text: str, font: str, width: int, _scale: float) -> str:
    return str(getattr(current().metrics, font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, width))


def two_lines(text: str, font: str, width: int) -> tuple[str, str]:
    """`text` on two lines of `width` pixels, broken between words; the second is empty where one is enough."""
    return _two_lines(text, font, width, current().scale)


@lru_cache(maxsize=1024)
def _two_lines(text: str, font: str, width: int, scale: float) -> tuple[str, str]:
    whole = one_line(text)
    first = _elided(whole, font, width, scale)
    if first == whole:
        return whole, ""
    fitting = first.removesuffix(ELLIPSIS)
    end = fitting.rfind(" ") + 1 or len(fitting)
    return whole[:end].rstrip(), _elided(whole[end:], font, width, scale)


@lru_cache(maxsize=4096)
def _advance(text: str, font: str, _scale: float) -> int:
    return int(getattr(current().metrics, font).horizontalAdvance(text))


def advance(text: str, font: str) -> int:
    """How wide `text` is on one line, in pixels."""
    return _advance(text, font, current().scale)


def line(painter: QPainter, place: QRect, text: str, font: str, colour: QColor, flags: int = LEFT) -> None:
    """One line of text from outside, cut with an ellipsis where `place` ends."""
    painter.setFont(getattr(current().fonts, font))
    painter.setPen(colour)
    painter.drawText(place, flags, elided(text, font, place.width()))


def wrapped(painter: QPainter, place: QRect, text: str, font: str, colour: QColor) -> None:
    """Words on as many lines as there is room for, in the middle of the height."""
    painter.setFont(getattr(current().fonts, font))
    painter.setPen(colour)
    painter.drawText(place, WRAPPED, one_line(text))


def filled(painter: QPainter, place: QRect, colour: QColor) -> None:
    """A rectangle of `colour`; `fillRect` would make all the bindings' gradients first, which takes 3 ms."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(place)
    painter.restore()


def rounded(painter: QPainter, place: QRect, radius: float, ground: QColor, edge: QColor | None = None) -> None:
    """A rounded rectangle of `ground`, with a hairline `edge`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    half = 0.5 if edge else 0.0
    painter.drawRoundedRect(QRectF(place).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def chip(painter: QPainter, x: int, y: int, shown: Chip, most: int) -> int:
    """A chip with its top left corner at `x`, `y`, at most `most` pixels wide; returns its width."""
    theme, ratio = current(), painter.device().devicePixelRatioF()
    words = elided(shown.text, "chip", max(1, most - px(14)))
    painter.drawPixmap(x, y, _chip(words, shown.tone, theme.name, theme.scale, ratio))
    return advance(words, "chip") + px(14)


@lru_cache(maxsize=512)
def _chip(words: str, tone: str, _theme: str, _scale: float, ratio: float) -> QPixmap:
    """The picture of a chip: a list shows the same few again and again, and a picture is copied faster than drawn."""
    colours = current().colours
    text, ground = colours.of_tone(tone)
    place = QRect(0, 0, advance(words, "chip") + px(14), px(18))
    picture = QPixmap(place.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    rounded(painter, place, px(5), ground, colours.line if tone == "plain" else None)
    painter.setFont(current().fonts.chip)
    painter.setPen(text)
    painter.drawText(place, CENTRE, words)
    painter.end()
    return picture


def chips(painter: QPainter, place: QRect, shown: tuple[Chip, ...]) -> None:
    """As many chips as fit on the line `place`."""
    x, gap = place.left(), px(6)
    for one in shown:
        room = place.right() - x
        if room < px(40):
            return
        x += chip(painter, x, place.top(), one, room) + gap


def dot(painter: QPainter, x: int, y: int, size: int, colour: QColor) -> None:
    """A filled circle around `x`, `y`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(x - size / 2, y - size / 2, size, size))
    painter.restore()


def badge(painter: QPainter, right: int, top: int, text: str) -> None:
    """A small number in the corner that ends at `right`, `top`."""
    colours, height = current().colours, px(15)
    width = max(height, advance(text, "chip") + px(8))
    place = QRect(right - width, top, width, height)
    rounded(painter, place, height / 2, colours.bad)
    painter.setFont(current().fonts.chip)
    painter.setPen(colours.pane)
    painter.drawText(place, CENTRE, text)


def keycap(painter: QPainter, place: QRect, key: str, *, is_on_accent: bool) -> None:
    """The key that does the same, as it looks on a keyboard."""
    colours = current().colours
    if not is_on_accent:
        rounded(painter, place, px(4), colours.background, colours.line)
    painter.setFont(current().fonts.chip)
    painter.setPen(colours.on_accent if is_on_accent else colours.dim)
    painter.drawText(place, CENTRE, key)


def focus_ring(painter: QPainter, place: QRect, radius: float) -> None:
    """Where the keyboard is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(current().colours.accent, 1.5))
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def is_selected(state: "QStyle.StateFlag") -> bool:
    """Whether a delegate's option says that its row is selected."""
    from PySide6.QtWidgets import QStyle

    return bool(state & QStyle.StateFlag.State_Selected)


def shows_focus(state: "QStyle.StateFlag") -> bool:
    """Whether the keyboard is on the row, and its user moves by keyboard."""
    from PySide6.QtWidgets import QStyle

    wanted = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    return state & wanted == wanted


def is_focused(view: QAbstractItemView, index: "QModelIndex | QPersistentModelIndex") -> bool:
    """Whether the keyboard is on the row of `index`, and its user moves by keyboard or would not see it otherwise.

    What `shows_focus` reads from an option's state, without the 10 ms that the bindings need before the first paint
    to make all that `QStyle` enumerates.
    """
    if not view.hasFocus() or view.currentIndex() != index:
        return False
    by_keyboard = view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return by_keyboard or not view.selectionModel().isSelected(view.currentIndex())


def progress(painter: QPainter, place: QRect, percent: int) -> None:
    """A bar of which `percent` are full."""
    colours, radius = current().colours, place.height() / 2
    rounded(painter, place, radius, colours.line)
    full = QRect(place)
    full.setWidth(max(place.height(), place.width() * percent // 100))
    if percent:
        rounded(painter, full, radius, colours.accent)


def symbol(painter: QPainter, place: QRect, icon: str, tone: str) -> None:
    """An icon on a small square of its tone."""
    text, ground = current().colours.of_tone(tone)
    rounded(painter, place, px(6), ground)
    side = px(14)
    icons.draw(painter, icon, text, place.center().x() - side // 2 + 1, place.center().y() - side // 2 + 1, side)
