"""What the contact guard found, in the text: marked where it stands, said under it, and taken out by a button."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from desktop.models.plain import harmless
from desktop.models.rows import Mark
from desktop.views.elements.writing import CountedField
from desktop.views.theme import Themes, tokens
from tests.gui.conftest import named

TEXT = "Reach me 😀 at ana@example.com, or here."
MARK = Mark(14, 29, "bad", "This looks like an e-mail address.", "Leave it out.")


@pytest.fixture
def field(qtbot: QtBot, themes: Themes) -> CountedField:
    made = CountedField("Cover letter", 10)
    qtbot.addWidget(made)
    made.set_limit(5000)
    made.resize(600, 300)
    made.load(TEXT)
    made.show()
    made.show_marks([MARK])
    return made


def marked(field: CountedField) -> list[str]:
    """The texts that are underlined."""
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    marks = field.writing.extraSelections()
    return [mark.cursor.selectedText() for mark in marks if mark.format.underlineStyle() == wave]


def test_in_another_look_the_marks_have_its_colours(field: CountedField, themes: Themes) -> None:
    themes.choose("dark")
    (ground,) = (mark.format.background().color() for mark in field.writing.extraSelections())
    places = marked(field)
    themes.choose("light")
    assert (ground, places) == (tokens.colours("dark").bad_soft, ["ana@example.com"])


def test_the_place_is_marked_behind_wide_letters_too(field: CountedField) -> None:
    assert marked(field) == ["ana@example.com"]


def test_the_mark_stays_with_its_text_while_one_writes_before_it(field: CountedField) -> None:
    field.writing.moveCursor(field.writing.textCursor().MoveOperation.Start)
    QTest.keyClicks(field.writing, "Please ")
    assert marked(field) == ["ana@example.com"]


def test_the_reason_and_the_remedy_stand_under_the_text(field: CountedField) -> None:
    assert named(field, "This looks like an e-mail address. Leave it out.", QLabel).isVisible()
    assert field.writing.accessibleDescription() == "This looks like an e-mail address."


def test_the_place_is_shown(field: CountedField) -> None:
    named(field, "Show the place", QPushButton).click()
    assert field.writing.textCursor().selectedText() == "ana@example.com"


def test_it_is_taken_out_and_that_can_be_undone(field: CountedField) -> None:
    named(field, "Take it out", QPushButton).click()
    without = field.text()
    field.writing.undo()
    assert (without, field.text()) == ("Reach me 😀 at , or here.", TEXT)


def test_without_marks_nothing_is_said(field: CountedField) -> None:
    field.show_marks([])
    assert (marked(field), field.writing.accessibleDescription()) == ([], "")
    assert not any(each.isVisible() for each in field.findChildren(QPushButton))


def test_the_gravest_is_spoken_of_first(field: CountedField) -> None:
    field.show_marks([Mark(0, 5, "warning", "A portfolio is tolerated."), MARK])
    assert named(field, "This looks like an e-mail address. Leave it out. (2 places)", QLabel).isVisible()
    named(field, "Show the place", QPushButton).click()
    assert field.writing.textCursor().selectedText() == "ana@example.com"


@pytest.mark.qt_log_ignore("does not support raise")  # a window that only exists in memory has no order
def test_the_reason_is_told_under_the_pointer(field: CountedField) -> None:
    place = field.writing.cursorRect(field.writing._marks[0][1]).center() - QPoint(20, 0)
    at = field.writing.viewport().mapTo(field.writing, place)
    QApplication.sendEvent(field.writing, QHelpEvent(QEvent.Type.ToolTip, at, field.writing.mapToGlobal(at)))
    told = QToolTip.text()
    QToolTip.hideText()
    assert told == "This looks like an e-mail address."


@pytest.mark.parametrize("reason", ["<b>no</b>", "<img src=x>", "a &lt; b", "<table>" * 300])
def test_a_reason_from_outside_is_never_rich_text(reason: str) -> None:
    assert set(harmless(reason)) & set("<>&") == set()


def test_marks_follow_the_text_that_is_loaded_anew(field: CountedField) -> None:
    field.load("Another letter.")
    field.show_marks([])
    assert isinstance(field.writing, QPlainTextEdit)
    assert marked(field) == []
