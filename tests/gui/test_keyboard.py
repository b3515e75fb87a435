"""The keyboard alone: where Tab leads, what the keys of a list do, and where one is when something else opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.elements.writing import CountedField
from desktop.views.main_window import MainWindow
from tests.gui import rows
from tests.gui.conftest import name_of, named

AROUND = ["Sync status", "Notifications", "Menu", "Sections", "Invitations to apply"]


def walk(window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What Tab leads to, from the sync chip on, until it comes round."""
    window.header.sync.setFocus()
    places: list[QWidget] = []
    while (place := QApplication.focusWidget()) not in places:
        assert place is not None
        places.append(place)
        QTest.keyClick(place, key)
    return [name_of(each) for each in places]


def test_tab_reaches_all_of_a_draft_in_the_order_in_which_it_is_read(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.show_files(rows.FILES)
    window.composer.show_checks(rows.CHECKS)
    assert walk(window) == [
        *AROUND,
        "Templates",
        "History",
        "Own window",
        "Propose different terms",
        "Hourly rate",
        "Never",
        "3 to 6 months",  # a combo box is called by what it shows
        "Cover letter",
        *rows.COMPOSER.questions,
        "Message to the client",
        "Attachments",
        "Add files",
        "Preview file",
        "Attach again",
        "Remove file",
        "Checks",
        "Discard draft",
        "Preview",
        "Send proposal",
    ]


def test_tab_reaches_all_of_a_draft_that_replaced_another(window: MainWindow, qtbot: QtBot) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.show_composer(rows.COMPOSER._replace(draft="draft-2", questions=("Why you?",)), rows.VALUES)
    qtbot.waitUntil(window.composer.findChildren(CountedField)[-1].isVisible)
    assert walk(window)[len(AROUND) + 7 :] == [
        "Cover letter",
        "Why you?",
        "Message to the client",
        "Attachments",
        "Add files",
        "Discard draft",
        "Preview",
        "Send proposal",
    ]


def test_tab_reaches_all_of_a_conversation(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    window.conversation.load_text("Hello")
    assert walk(window) == [*AROUND, "Conversation", "Write a message", "Send"]


def test_tab_reaches_all_of_an_invitation(window: MainWindow) -> None:
    window.show_invitation(rows.INVITATION)
    window.sending.show_sending("Sending the proposal in 8 seconds")
    assert walk(window) == [*AROUND, "Accept", "Decline", "Ignore", "Undo"]


def test_tab_reaches_what_the_window_says(window: MainWindow) -> None:
    window.show_message("Draft discarded.", "plain", "Undo")
    assert walk(window) == [*AROUND[:3], "Undo", "Close message", *AROUND[3:]]


def test_shift_tab_leads_the_same_way_back(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    there = walk(window)
    assert walk(window, Qt.Key.Key_Backtab) == [there[0], *reversed(there[1:])]


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_End, 11), (Qt.Key.Key_Home, 0)])
def test_home_and_end_lead_to_the_ends_of_the_list(window: MainWindow, key: Qt.Key, row: int) -> None:
    table = window.entries.table
    window.entries.step(5)
    opened = QSignalSpy(window.entry_opened)
    QTest.keyClick(table, key)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [row]
    assert opened.at(0) == ["invitation", f"inv-{row}"]


def test_shift_end_selects_to_the_end(window: MainWindow) -> None:
    table = window.entries.table
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.selectionModel().selectedRows()) == 12


def test_who_was_writing_goes_on_writing_in_what_opens(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    named(window.composer, "Message to the client", QPlainTextEdit).setFocus()
    window.show_room(rows.ROOM, rows.MESSAGES)
    assert window.focusWidget() is named(window.conversation, "Write a message", QPlainTextEdit)


def test_who_was_in_a_panel_returns_to_the_list_where_there_is_nothing_to_write(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    named(window.composer, "Cover letter", QPlainTextEdit).setFocus()
    window.show_invitation(rows.INVITATION)
    assert window.focusWidget() is window.entries.table


def test_opening_a_notification_leads_to_the_list(window: MainWindow) -> None:
    window.toggle_tray()
    QTest.keyClick(named(window.tray, "Notifications", QListView), Qt.Key.Key_Return)
    assert window.focusWidget() is window.entries.table


def test_opening_a_notification_beside_an_empty_list_leads_to_the_sections(window: MainWindow) -> None:
    window.entries.show_state("inbox", "No invitations are waiting")
    window.toggle_tray()
    QTest.keyClick(named(window.tray, "Notifications", QListView), Qt.Key.Key_Return)
    assert window.focusWidget() is window.navigation.list
