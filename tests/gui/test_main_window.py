"""The window: what is where, what leaves it when somebody acts, and what the keys do."""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QTableView, QWidget

from desktop.models.rows import EntryRow
from desktop.models.window import WindowModel
from desktop.views.main_window import MainWindow
from desktop.views.shortcuts.table import INTENTS
from tests.gui import rows
from tests.gui.conftest import named


def sent(spy: QSignalSpy) -> list[list[object]]:
    """What the spied signal carried, each time."""
    return [spy.at(each) for each in range(spy.count())]


def press(window: MainWindow, keys: str) -> None:
    """Press `keys`, one after the other, on whatever has the focus."""
    for combination in keys.split(", "):
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(combination))


def test_the_title_names_the_section(window: MainWindow) -> None:
    assert window.windowTitle() == "Bellhop — Invitations to apply"


@pytest.mark.parametrize("name", ["Sections", "Invitations to apply", "Notifications", "Sync status", "Menu"])
def test_every_part_can_be_found_by_its_name(window: MainWindow, name: str) -> None:
    assert named(window, name).isVisible()


def test_the_bell_says_how_much_is_unread(window: MainWindow) -> None:
    assert named(window, "Notifications", QPushButton).accessibleDescription() == "3 unread"


def test_the_sync_chip_says_how_things_stand(window: MainWindow) -> None:
    window.header.show_sync("Needs you: 1", "bad")
    assert named(window, "Sync status").accessibleDescription() == "Needs you: 1"


@pytest.mark.parametrize(
    ("panel", "name"),
    [("invitation", "Invitation"), ("proposal", "Proposal"), ("composer", "Proposal draft"),
     ("conversation", "Conversation"), ("outbox", "Outbox item")],
)  # fmt: skip
def test_a_panel_is_reported_as_a_named_group(window: MainWindow, panel: str, name: str) -> None:
    interface = QAccessible.queryAccessibleInterface(getattr(window, panel))
    assert (interface.role(), interface.text(QAccessible.Text.Name)) == (QAccessible.Role.Grouping, name)


def test_choosing_a_section_asks_for_it(window: MainWindow) -> None:
    asked = QSignalSpy(window.section_requested)
    sections = window.navigation.list
    QTest.mouseClick(
        sections.viewport(),
        Qt.MouseButton.LeftButton,
        pos=sections.visualRect(window.navigation.model.index(5)).center(),
    )
    assert sent(asked) == [["messages"]]


def test_showing_a_section_asks_for_nothing(window: MainWindow) -> None:
    asked = QSignalSpy(window.section_requested)
    window.show_section("archived", "Archived")
    assert asked.count() == 0


def test_a_click_opens_an_entry_once(window: MainWindow) -> None:
    opened = QSignalSpy(window.entry_opened)
    table = window.entries.table
    for _ in range(2):
        place = table.visualRect(table.model().index(3, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sent(opened)[0] == ["invitation", "inv-3"]
    assert opened.count() == 2, "each click opens it once"


def test_a_selection_by_assistive_technology_opens_an_entry(window: MainWindow) -> None:
    opened = QSignalSpy(window.entry_opened)
    table = window.entries.table
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.model().index(4, 0), flags)
    assert sent(opened) == [["invitation", "inv-4"]]


def test_j_and_k_walk_the_list(window: MainWindow) -> None:
    opened = QSignalSpy(window.entry_opened)
    for key in ("J", "J", "K"):
        press(window, key)
    assert [thing for _, thing in sent(opened)] == ["inv-1", "inv-2", "inv-1"]


def test_shift_j_selects_more(window: MainWindow) -> None:
    press(window, "Shift+J")
    assert [index.row() for index in window.entries.table.selectionModel().selectedRows()] == [0, 1]


@pytest.mark.parametrize(
    ("keys", "section"),
    [("G, O", "offers"), ("G, I", "invitations"), ("G, A", "active"), ("G, S", "submitted"), ("G, X", "archived"),
     ("G, M", "messages"), ("G, D", "drafts"), ("G, B", "outbox")],
)  # fmt: skip
def test_g_and_a_letter_go_to_a_section(window: MainWindow, keys: str, section: str) -> None:
    asked = QSignalSpy(window.section_requested)
    press(window, keys)
    assert sent(asked) == [[section]]


@pytest.mark.parametrize(("key", "signal"), [("A", "accept"), ("D", "decline"), ("I", "ignore")])
def test_letters_answer_the_open_invitation(window: MainWindow, key: str, signal: str) -> None:
    window.show_invitation(rows.INVITATION)
    asked = QSignalSpy(getattr(window.invitation, f"{signal}_requested"))
    press(window, key)
    assert sent(asked) == [["inv-0"]]


@pytest.mark.parametrize("key", ["A", "D", "I"])
def test_letters_answer_nothing_that_cannot_be_answered(window: MainWindow, key: str) -> None:
    window.show_invitation(rows.HOSTILE)
    panel = window.invitation
    asked = [QSignalSpy(signal) for signal in (panel.accept_requested, panel.decline_requested, panel.ignore_requested)]
    press(window, key)
    assert [spy.count() for spy in asked] == [0, 0, 0]


def test_letters_are_letters_while_one_writes(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    writing = named(window.conversation, "Write a message")
    writing.setFocus()
    opened = QSignalSpy(window.entry_opened)
    QTest.keyClicks(writing, "jada?")
    assert (window.conversation.text(), opened.count()) == ("jada?", 0)


def test_control_enter_sends_what_is_written(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    writing = named(window.conversation, "Write a message")
    writing.setFocus()
    QTest.keyClicks(writing, "See you")
    asked = QSignalSpy(window.conversation.send_requested)
    press(window, "Ctrl+Return")
    assert sent(asked) == [["room-1", "See you"]]


def test_f5_asks_for_news(window: MainWindow) -> None:
    asked = QSignalSpy(window.sync_requested)
    press(window, "F5")
    assert asked.count() == 1


def test_u_undoes_only_what_is_being_sent(window: MainWindow) -> None:
    undone = QSignalSpy(window.sending.undo_requested)
    press(window, "U")
    window.sending.show_sending("Sending the proposal in 8 seconds")
    press(window, "U")
    assert undone.count() == 1


def test_closing_is_a_request(window: MainWindow) -> None:
    asked = QSignalSpy(window.close_requested)
    window.close()
    assert (asked.count(), window.isVisible()) == (1, True)


def test_the_bell_opens_the_tray_and_escape_closes_it(window: MainWindow) -> None:
    press(window, "Ctrl+Shift+N")
    assert named(window.tray, "Notifications", QListView).hasFocus()
    press(window, "Esc")
    assert (window.tray.isHidden(), window.focusWidget()) == (True, window.header.bell)


def test_a_notification_opens_what_it_is_about(window: MainWindow) -> None:
    window.toggle_tray()
    opened = QSignalSpy(window.tray.notice_opened)
    press(window, "Down")
    press(window, "Return")
    assert (sent(opened), window.tray.isHidden()) == ([["n2", "invitation", "inv-1"]], True)


def test_the_tray_closes_when_one_goes_elsewhere(window: MainWindow) -> None:
    window.toggle_tray()
    window.entries.table.setFocus()
    assert window.tray.isHidden()


def test_an_empty_tray_says_so(window: MainWindow) -> None:
    window.tray.show_notices(())
    window.toggle_tray()
    assert named(window.tray, "Nothing new").isVisible()


def test_a_message_offers_one_thing_to_do(window: MainWindow) -> None:
    asked = QSignalSpy(window.message_action_requested)
    window.show_message("Draft discarded.", "plain", "Undo", "restore draft-1")
    QTest.mouseClick(named(window, "Undo"), Qt.MouseButton.LeftButton)
    assert sent(asked) == [["restore draft-1"]]


def test_a_state_replaces_the_list_and_offers_a_way_on(window: MainWindow) -> None:
    asked = QSignalSpy(window.entries.action_requested)
    window.entries.show_state("wifi-off", "No connection yet", "They appear once there is one.", "Try again")
    QTest.mouseClick(named(window, "Try again"), Qt.MouseButton.LeftButton)
    assert (asked.count(), window.entries.table.isVisible()) == (1, False)


def test_the_sheet_shows_every_key(window: MainWindow) -> None:
    press(window, "?")
    sheet = next(each for each in QApplication.topLevelWidgets() if each.accessibleName() == "Keyboard shortcuts")
    missing = [intent.text for intent in INTENTS if intent.keys and not _says(sheet, intent.text)]
    sheet.close()
    assert not missing


def test_the_list_paints_a_hundred_thousand_rows_without_looking_at_them(window: MainWindow) -> None:
    fetched: list[int] = []

    def fetch(keys: Sequence[int]) -> list[EntryRow]:
        fetched.extend(keys)
        return [rows.entry(key) for key in keys]

    model = WindowModel(fetch, window)
    model.set_keys(array("q", range(100_000)))
    window.entries.set_model(model)
    window.grab()
    assert 0 < len(fetched) <= 256


def test_the_selected_entry_stays_selected_when_the_list_is_another(window: MainWindow) -> None:
    opened = QSignalSpy(window.entry_opened)
    table = window.entries.table
    model = table.model()
    assert isinstance(model, WindowModel)
    window.entries.select(3)
    model.set_keys(array("q", range(2000, -1, -1)))
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1997]
    assert opened.count() == 0


def _says(widget: QWidget, text: str) -> bool:
    return any(label.text() == text for label in widget.findChildren(QLabel))


def test_no_list_is_a_list_view_that_looks_at_every_row(window: MainWindow) -> None:
    assert isinstance(window.entries.table, QTableView)
