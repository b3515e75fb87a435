"""The keyboard alone: where Tab leads, what the keys of a list do, and where one is when something else opens."""

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.models.interview_rows import NEXT, RECORD, START
from desktop.models.rows import Mark, MilestoneRow
from desktop.models.rows_model import ROW
from desktop.models.window import WindowModel
from desktop.views.decline import DeclineDialog
from desktop.views.elements.writing import CountedField
from desktop.views.history import HistoryDialog
from desktop.views.main_window import MainWindow
from desktop.views.preview import PreviewDialog
from desktop.views.templates import TemplatesDialog
from tests.gui import rows
from tests.gui.conftest import name_of, named

Press = tuple[Qt.Key, Qt.KeyboardModifier]
AROUND = ["Sync status", "Notifications", "Menu", "Sections", "Invitations to apply"]


def walk(window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What Tab leads to, from the sync chip on, until it comes round."""
    window.header.sync.setFocus()
    return round_from_here(key)


def round_from_here(key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What Tab leads to, from where the keyboard is, until it comes round."""
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


# --- marks, tables, dialogs -------------------------------------------------------------------------------


def test_what_mends_a_marked_place_comes_right_behind_its_text(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    for field in ("cover_letter", "answers.0", "message"):
        window.composer.show_marks(field, (Mark(0, 4, "bad", "This looks like an address.", "Leave it out."),))
    mends = ["Show the place", "Take it out"]
    places = walk(window)
    for name in ("Cover letter", rows.COMPOSER.questions[0], "Message to the client"):
        found = places.index(name)
        assert places[found + 1 : found + 3] == mends


@pytest.fixture
def milestones(window: MainWindow) -> QTableView:
    """The table of two milestones, of which the last field is being filled in."""
    parts = (MilestoneRow("First", "2026-12-24", "1200.00"), MilestoneRow("Second", "", "800.00"))
    sheet = rows.COMPOSER._replace(draft="draft-2", pricing="project", increases=())
    window.show_composer(sheet, rows.VALUES._replace(by_milestone=True, milestones=parts))
    return named(window.composer, "Milestones", QTableView)


@pytest.mark.parametrize(
    ("cell", "key", "leads_to"),
    [
        ((1, 2), Qt.Key.Key_Tab, "Add milestone"),
        ((0, 2), Qt.Key.Key_Tab, "Milestone 2"),
        ((0, 0), Qt.Key.Key_Backtab, "3 to 6 months"),
    ],
    ids=["behind the last", "to the next row", "before the first"],
)
def test_tab_leads_through_the_milestones_and_out_of_them(
    milestones: QTableView, cell: tuple[int, int], key: Qt.Key, leads_to: str
) -> None:
    index = milestones.model().index(*cell)
    milestones.setFocus()
    milestones.setCurrentIndex(index)
    milestones.edit(index)
    QTest.keyClick(focused(), key)
    assert name_of(focused()) == leads_to


def focused() -> QWidget:
    """Where the keyboard is."""
    place = QApplication.focusWidget()
    assert place is not None
    return place


def opened(dialog: QDialog, qtbot: QtBot) -> QDialog:
    """`dialog`, shown; it goes with the window."""
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_list_in_a_dialog_shows_that_the_keyboard_is_there_before_the_first_key(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened(DeclineDialog(rows.DECLINE, window), qtbot)
    reasons = focused()
    assert name_of(reasons) == "Reason"
    before = reasons.grab().toImage()
    reasons.clearFocus()
    assert reasons.grab().toImage() != before


def test_what_is_to_be_filled_in_comes_before_the_buttons(window: MainWindow, qtbot: QtBot) -> None:
    dialog = TemplatesDialog(20_000, window)
    dialog.show_templates(rows.TEMPLATES, "t1")
    dialog.show_unknown(rows.VARIABLES)
    opened(dialog, qtbot)
    named(dialog, "Template text", QPlainTextEdit).setFocus()
    assert round_from_here()[1:5] == [*(each.name for each in rows.VARIABLES), "Close", "Insert"]


def test_a_new_template_is_named_by_typing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = TemplatesDialog(20_000, window)
    dialog.show_templates(rows.TEMPLATES, "t1")
    opened(dialog, qtbot)
    named(dialog, "New template", QPushButton).click()
    made = rows.TEMPLATES[0]._replace(id="t9", text="New template", body="")
    dialog.show_templates((made, *rows.TEMPLATES), "t9")  # as a presenter does, once it is kept
    QTest.keyClicks(focused(), "Thanks")
    assert named(dialog, "Name", QLineEdit).text() == "Thanks"


def test_what_differs_is_read_before_it_is_restored(window: MainWindow, qtbot: QtBot) -> None:
    dialog = HistoryDialog(window)
    dialog.show_versions(rows.VERSIONS)
    dialog.show_differences(rows.DIFFERENCES)
    opened(dialog, qtbot)
    texts = [f"{row.name}, differences" for row in rows.DIFFERENCES]
    assert round_from_here() == ["Versions", *texts, "Close", "Restore this version"]


def test_a_long_preview_is_read_by_key(window: MainWindow, qtbot: QtBot) -> None:
    long = rows.PREVIEW._replace(cover_letter="Line after line.\n" * 200)
    dialog = PreviewDialog(long, window)
    opened(dialog, qtbot)
    bar = dialog.scroller.verticalScrollBar()
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(focused(), Qt.Key.Key_PageUp)
    assert bar.value() == 0


# --- where the keyboard is when something goes --------------------------------------------------------------


def test_where_the_button_that_was_pressed_goes_one_is_in_the_list(window: MainWindow) -> None:
    window.show_proposal(rows.PROPOSAL._replace(can_withdraw=True))
    named(window.proposal, "Withdraw proposal", QPushButton).setFocus()
    window.show_proposal(rows.PROPOSAL._replace(can_withdraw=False))
    assert focused() is window.entries.table


def test_where_the_button_that_was_pressed_stays_the_keyboard_stays_too(window: MainWindow) -> None:
    window.show_proposal(rows.PROPOSAL._replace(can_withdraw=True))
    named(window.proposal, "Withdraw proposal", QPushButton).setFocus()
    window.show_proposal(rows.PROPOSAL._replace(can_withdraw=True, edit_note="The time is over."))
    assert name_of(focused()) == "Withdraw proposal"


def test_the_keys_of_a_section_lead_into_its_list(window: MainWindow) -> None:
    window.header.bell.setFocus()
    QTest.keyClicks(focused(), "gi")
    assert focused() is window.entries.table


def test_who_takes_back_what_was_sent_writes_on(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    named(window.composer, "Message to the client", QPlainTextEdit).setFocus()
    window.show_proposal(rows.PROPOSAL)  # it was sent
    assert focused() is window.entries.table
    window.show_composer(rows.COMPOSER, rows.VALUES)  # and taken back
    assert name_of(focused()) == "Cover letter"


def test_who_goes_to_a_draft_in_the_list_stays_in_the_list(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    named(window.composer, "Message to the client", QPlainTextEdit).setFocus()
    window.show_invitation(rows.INVITATION)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    window.show_composer(rows.COMPOSER, rows.VALUES)
    assert focused() is window.entries.table


def test_the_button_that_comes_next_in_an_interview_is_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1200, 500)
    window.show_composer(rows.COMPOSER._replace(wants_interview=True), rows.VALUES)
    interview = window.composer.interview
    interview.show_sheet(rows.INTERVIEW)
    window.composer.go_to("interview")
    assert name_of(focused()) == START
    actions = frozenset({RECORD, NEXT})
    actions = frozenset({RECORD, NEXT})
    opened_now = rows.INTERVIEW._replace(actions=actions, primary=RECORD, is_open=True)
    for has_picture in (False, True):  # the camera takes its time
        interview.show_sheet(opened_now._replace(has_picture=has_picture))
        QApplication.processEvents()
    assert name_of(focused()) == RECORD
    qtbot.waitUntil(lambda: focused().visibleRegion().boundingRect() == focused().rect())


# --- the list ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "leads_to"), [("j", 5), ("k", 3)])
@pytest.mark.parametrize("gone", [[4], [4, 6]], ids=["it goes", "one below goes with it"])
def test_when_an_entry_goes_one_goes_on_from_its_place(
    window: MainWindow, keys: str, leads_to: int, gone: list[int]
) -> None:
    window.entries.step(4)
    leave(window, gone)
    QTest.keyClicks(window.entries.table, keys)
    assert current_id(window) == f"inv-{leads_to}"


def test_when_the_first_entry_goes_the_next_one_is_not_passed_over(window: MainWindow) -> None:
    leave(window, [0])
    QTest.keyClicks(window.entries.table, "j")
    assert current_id(window) == "inv-1"


def leave(window: MainWindow, gone: list[int]) -> None:
    """The entries of the keys `gone` leave the list; what was open is shown on."""
    model = window.entries.table.model()
    assert isinstance(model, WindowModel)
    model.set_keys(array("q", (key for key in range(12) if key not in gone)))
    window.entries.show_opened("invitation", f"inv-{gone[0]}")


def current_id(window: MainWindow) -> str:
    """The id of the entry that the keyboard is on."""
    return str(window.entries.table.currentIndex().data(ROW).id)


def test_entries_far_apart_are_selected_by_key(window: MainWindow) -> None:
    asked = QSignalSpy(window.decline_all_requested)
    for key in "jxjjxkkd":
        QTest.keyClicks(window.entries.table, key)
    assert asked.at(0) == [["inv-1", "inv-3"]]


def test_what_was_selected_by_key_is_let_go_by_escape(window: MainWindow) -> None:
    for key in "jxjjx":
        QTest.keyClicks(window.entries.table, key)
    QTest.keyClick(window.entries.table, Qt.Key.Key_Escape)
    assert window.entries.selected("invitation") == ["inv-3"]
    QTest.keyClicks(window.entries.table, "j")
    assert window.entries.selected("invitation") == ["inv-4"]


@pytest.mark.parametrize(
    ("on", "back"),
    [
        ((Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)),
        ((Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier)),
    ],
    ids=["from the list", "from elsewhere"],
)
def test_a_long_invitation_is_read_by_key(window: MainWindow, on: Press, back: Press) -> None:
    window.show_invitation(rows.INVITATION._replace(description="Line after line.\n" * 200))
    QApplication.processEvents()
    place = window.entries.table if on[0] == Qt.Key.Key_Space else window.header.bell
    place.setFocus()
    bar = window.invitation.findChildren(QScrollArea)[0].verticalScrollBar()
    QTest.keyClick(place, *on)
    assert bar.value() > 0
    QTest.keyClick(place, *back)
    assert bar.value() == 0


@pytest.mark.parametrize("key", ["j", "Down", "Home"])
def test_the_first_key_leads_to_the_first_entry(window: MainWindow, key: str) -> None:
    first = [rows.entry(each) for each in range(12)]
    window.entries.set_model(WindowModel(lambda keys: [rows.entry(each) for each in keys], window, rows=first))
    window.entries.table.clearFocus()
    window.entries.table.setFocus()
    QTest.keySequence(window.entries.table, QKeySequence(key))
    assert window.entries.selected("invitation") == ["inv-0"]
