"""Named roles of the look, read from `resources/style`, and the fonts and sizes made of them.

A painter asks `current()` at each paint, so that a change of theme needs no more than a repaint.
"""

import json
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from desktop import resources

STYLE = resources.path("style")
BODY = 13
"""Pixels of the body text at 100 %; every other size is given relative to it."""


class Colours(NamedTuple):
    """The roles; each `x_soft` is the background on which text in `x` is shown."""

    background: QColor
    pane: QColor
    raised: QColor
    line: QColor
    text: QColor
    dim: QColor
    faint: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    selection: QColor
    warning: QColor
    warning_soft: QColor
    bad: QColor
    bad_soft: QColor
    good: QColor
    good_soft: QColor

    def of_tone(self, tone: str) -> tuple[QColor, QColor]:
        """Text and ground of a `tone` as rows name it."""
        match tone:
            case "accent":
                return self.accent, self.accent_soft
            case "good":
                return self.good, self.good_soft
            case "warning":
                return self.warning, self.warning_soft
            case "bad":
                return self.bad, self.bad_soft
            case _:
                return self.dim, self.background


class Fonts(NamedTuple):
    """The type family at its sizes and weights."""

    body: QFont
    medium: QFont
    strong: QFont
    note: QFont
    note_strong: QFont
    chip: QFont
    section: QFont
    page: QFont


class Metrics(NamedTuple):
    """How wide and high the painted fonts are; one for each font of `Fonts` that delegates paint with."""

    body: QFontMetrics
    medium: QFontMetrics
    strong: QFontMetrics
    note: QFontMetrics
    note_strong: QFontMetrics
    chip: QFontMetrics


class Theme(NamedTuple):
    """One look: its name (`light` or `dark`), its colours, and the user's font size as a factor."""

    name: str
    colours: Colours
    scale: float
    fonts: Fonts
    metrics: Metrics

    def px(self, pixels: float) -> int:
        """`pixels` of the 4-pixel grid at the user's font size."""
        return round(pixels * self.scale)


def make(name: str, scale: float, family: QFont) -> Theme:
    """The look `name` in `family`, whose body text is `BODY * scale` pixels high."""
    fonts = _fonts(scale, family)
    metrics = Metrics(*(QFontMetrics(font) for font in fonts[: len(Metrics._fields)]))
    return Theme(name, colours(name), scale, fonts, metrics)


@cache
def colours(name: str) -> Colours:
    """The colours of the look `name`."""
    roles = json.loads((STYLE / f"{name}.json").read_text("utf-8"))
    return Colours(**{role: QColor(value) for role, value in roles.items()})


def _fonts(scale: float, family: QFont) -> Fonts:
    def font(pixels: int, weight: int) -> QFont:
        made = QFont(family)
        made.setPixelSize(max(1, round(pixels * scale)))
        made.setWeight(QFont.Weight(weight))
        return made

    return Fonts(
        body=font(BODY, 400),
        medium=font(BODY, 550),
        strong=font(BODY, 650),
        note=font(12, 400),
        note_strong=font(12, 650),
        chip=font(11, 400),
        section=font(15, 650),
        page=font(20, 650),
    )


class _Shown:
    theme: Theme | None = None


def current() -> Theme:
    """The look that is on now; the light one at 100 % when none was applied."""
    if _Shown.theme is None:
        _Shown.theme = make("light", 1.0, QFont())
    return _Shown.theme


def show(theme: Theme) -> None:
    """Make `theme` the one that `current` answers with."""
    _Shown.theme = theme


def px(pixels: float) -> int:
    """`pixels` of the 4-pixel grid at the user's font size."""
    return current().px(pixels)


def is_dark(scheme: Qt.ColorScheme) -> bool:
    """Whether the system asks for a dark look."""
    return scheme is Qt.ColorScheme.Dark
