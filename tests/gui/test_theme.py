"""The look can be read in both themes, and every icon and colour that is named exists."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from desktop.views.main_window import MainWindow
from desktop.views.theme import Themes, icons, paint, tokens
from desktop.views.theme.apply import sheet

GROUNDS = ("background", "pane", "raised", "selection")
PAIRS = [
    *((text, ground) for text in ("text", "dim", "faint") for ground in GROUNDS),
    *((tone, f"{tone}_soft") for tone in ("accent", "warning", "bad", "good")),
    *((tone, "raised") for tone in ("accent", "warning", "bad", "good")),
    ("text", "accent_soft"),
    ("text", "bad_soft"),
    ("text", "warning_soft"),
    ("dim", "line"),
    ("on_accent", "accent"),
    ("pane", "bad"),
]
ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(look: str, text: str, ground: str) -> None:
    colours = tokens.colours(look)
    one, other = luminance(getattr(colours, text)), luminance(getattr(colours, ground))
    contrast = (max(one, other) + 0.05) / (min(one, other) + 0.05)
    assert contrast >= 4.5, f"{text} on {ground} has a contrast of {contrast:.2f}"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_each_look_names_the_same_roles(look: str) -> None:
    roles = json.loads((tokens.STYLE / f"{look}.json").read_text("utf-8"))
    assert tuple(roles) == tokens.Colours._fields


def test_the_style_sheet_has_no_place_left_open(qapp: QApplication) -> None:
    assert not re.search(r"@|\ddp", sheet(tokens.make("dark", 1.5, QFont())).split("*/", 1)[1])


def test_sizes_follow_the_users_font(qapp: QApplication) -> None:
    theme = tokens.make("light", 2.0, QFont())
    assert (theme.px(8), theme.fonts.body.pixelSize(), theme.fonts.page.pixelSize()) == (16, 26, 40)


def test_a_change_of_look_reaches_the_open_window(window: MainWindow, themes: Themes) -> None:
    before = window.grab().toImage().pixelColor(30, 30)
    themes.choose("dark")
    after = window.grab().toImage().pixelColor(30, 30)
    themes.choose("light")
    assert (before, after) == (tokens.colours("light").pane, tokens.colours("dark").pane)


def test_every_icon_that_is_named_is_there_and_no_other() -> None:
    sources = [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "tests" / "gui").glob("*.py")]
    words = {word for source in sources for word in re.findall(r'"([a-z0-9-]+)"', source.read_text("utf-8"))}
    unused = {icon.stem for icon in icons.ICONS.glob("*.svg")} - words
    assert not unused, f"icons that nothing shows: {unused}"


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    picture = icons.pixmap("bell", QColor("red"), 32, 2.0)
    colours = {picture.toImage().pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert (picture.width(), picture.devicePixelRatio(), "#ff0000" in colours) == (64, 2.0, True)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Short", ("Short", "")),
        ("Thank you, it is a relief to read this", ("Thank you, it is a", "relief to read this")),
        ("Thank you, it is a relief to read a proposal by you", ("Thank you, it is a", "relief to read a pr…")),
        ("x" * 22, ("x" * 19, "xxx")),
    ],
)
def test_words_are_put_on_two_lines(themes: Themes, monkeypatch: pytest.MonkeyPatch, text: str, lines: object) -> None:
    monkeypatch.setattr(paint, "_elided", _elided_by_letters)
    assert paint.two_lines(text, "body", 20) == lines


def _elided_by_letters(text: str, _font: str, width: int, _scale: float) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
