"""Windows and dialogs stay on the screen, however small it is and however large the writing."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.rows import CheckRow
from desktop.views.decline import DeclineDialog
from desktop.views.main_window import MainWindow
from desktop.views.shortcuts.sheet import ShortcutsDialog
from desktop.views.unblock import UnblockDialog
from tests.gui import rows
from tests.gui.conftest import named, show
from tests.gui.rows import UNBLOCK


def screen(window: QWidget) -> QRect:
    return window.screen().availableGeometry()


def is_seen(widget: QWidget) -> bool:
    """Whether all of `widget` can be seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_first_window_is_on_the_screen_with_its_frame(qtbot: QtBot, large: None) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    show(window, qtbot)
    assert screen(window).contains(window.frameGeometry())


def test_a_window_that_was_on_a_larger_screen_comes_back_to_this_one(qtbot: QtBot, window: MainWindow) -> None:
    window.setGeometry(2000, 1500, 2400, 1700)
    kept = window.saveGeometry()
    other = MainWindow()
    qtbot.addWidget(other)
    other.restoreGeometry(kept)
    other.setGeometry(2000, 1500, 2400, 1700)
    show(other, qtbot)
    assert screen(other).contains(other.frameGeometry())


@pytest.fixture
def decline(window: MainWindow, large: None) -> DeclineDialog:
    dialog = DeclineDialog(rows.DECLINE, window)
    dialog.open()
    return dialog


def test_a_large_dialog_is_on_the_screen(decline: DeclineDialog) -> None:
    assert screen(decline).contains(decline.frameGeometry())


def test_the_buttons_of_a_large_dialog_can_be_seen(decline: DeclineDialog) -> None:
    decline.show_checks([CheckRow(f"There is something wrong with line {number}", "message") for number in range(9)])
    assert is_seen(named(decline, "Decline", QPushButton))
    assert is_seen(named(decline, "Cancel", QPushButton))


def test_the_reason_that_the_keyboard_is_on_can_be_seen(decline: DeclineDialog) -> None:
    reasons = named(decline, "Reason", QListView)
    assert isinstance(reasons, QListView)
    QTest.keyClick(reasons, Qt.Key.Key_End)
    place = reasons.visualRect(reasons.currentIndex())
    assert reasons.currentIndex().row() == len(rows.DECLINE.reasons) - 1
    assert reasons.viewport().visibleRegion().contains(place)


def test_the_place_that_a_check_leads_to_can_be_seen(decline: DeclineDialog) -> None:
    decline.go_to("message")
    assert not named(decline, "Message to the client (optional)", QPlainTextEdit).visibleRegion().isEmpty()


def test_more_to_show_makes_a_dialog_higher(window: MainWindow) -> None:
    dialog = DeclineDialog(rows.DECLINE._replace(reasons=rows.DECLINE.reasons[:2]), window)
    dialog.open()
    before = dialog.height()
    dialog.show_checks(rows.CHECKS)
    assert dialog.height() > before


def test_the_sheet_of_keys_scrolls_by_key(window: MainWindow, large: None) -> None:
    sheet = ShortcutsDialog(window)
    sheet.open()
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_PageDown)
    scrolled = sheet.scroller.verticalScrollBar().value()
    sheet.close()
    assert scrolled > 0


def test_a_small_dialog_has_nothing_to_scroll(window: MainWindow) -> None:
    dialog = UnblockDialog(UNBLOCK, window)
    dialog.open()
    assert dialog.scroller.verticalScrollBar().maximum() == 0


def test_all_keys_stand_in_one_column(window: MainWindow) -> None:
    sheet = ShortcutsDialog(window)
    sheet.open()
    lefts = {
        named(sheet, keys).mapTo(sheet, named(sheet, keys).rect().topLeft()).x() for keys in ("J", "G then O", "F5")
    }
    sheet.close()
    assert len(lefts) == 1


def test_a_field_higher_than_its_panel_is_shown_from_its_beginning(
    large: None, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    window.show_invitation(rows.INVITATION)
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.go_to("cover_letter")
    letter = named(window.composer, "Cover letter", QPlainTextEdit)
    qtbot.wait(20)  # what was laid out late would be elsewhere by now
    assert letter.visibleRegion().contains(letter.rect().topLeft())
