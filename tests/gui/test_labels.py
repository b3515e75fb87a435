"""Texts from outside as they are read out and copied: without what only the eye needs."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.models.plain import BREAK
from desktop.views.elements.labels import NamedLabel, PlainLabel, ReadingText
from tests.gui.conftest import name_of

ADDRESS = "https://example.org/" + "a" * 80
TEXT = f"Read this:\n{ADDRESS}"


@pytest.fixture
def text(qtbot: QtBot) -> ReadingText:
    """A text all of which is selected."""
    made = ReadingText()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show_text(TEXT)
    made.setSelection(0, len(made.text()))
    return made


def test_a_long_address_is_shown_on_several_lines(text: ReadingText) -> None:
    assert BREAK in text.text()


@pytest.mark.parametrize("kind", [PlainLabel, ReadingText])
def test_a_label_is_read_out_as_it_was_written(qtbot: QtBot, kind: type[PlainLabel]) -> None:
    label = kind()
    qtbot.addWidget(label)
    label.show_text(TEXT)
    assert name_of(label) == TEXT


def test_a_label_that_says_something_else_is_called_otherwise(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    label.show_text(TEXT)
    label.show_text("Short")
    assert name_of(label) == "Short"


def test_a_named_label_keeps_its_name(qtbot: QtBot) -> None:
    label = NamedLabel("Draft status")
    qtbot.addWidget(label)
    label.show_text(f"Not saved: {ADDRESS}")
    assert (name_of(label), label.accessibleDescription()) == ("Draft status", f"Not saved: {ADDRESS}")


def test_what_is_copied_by_key_is_what_was_written(text: ReadingText) -> None:
    QTest.keySequence(text, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == TEXT


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_is_copied_from_the_menu_is_what_was_written(text: ReadingText) -> None:
    text.show()
    text.setSelection(0, len(text.text()))
    QApplication.postEvent(text, _menu_request())
    QTest.qWait(20)
    menu = text.findChildren(QMenu)[0]
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == TEXT


def _menu_request() -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
