"""What a panel or a dialog shows of its sheet, and what leaves it."""

import time

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop.models.plain import BREAK
from desktop.models.rows import CheckRow
from desktop.views.decline import DeclineDialog, DeclineValues
from desktop.views.main_window import MainWindow
from desktop.views.unblock import UnblockDialog
from tests.gui import rows
from tests.gui.conftest import named
from tests.gui.rows import UNBLOCK


def texts(widget: QWidget) -> str:
    """All that labels below `widget` show."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible()).replace(BREAK, "")


@pytest.fixture
def decline(window: MainWindow) -> DeclineDialog:
    dialog = DeclineDialog(rows.DECLINE, window)
    dialog.open()
    return dialog


def choose(dialog: DeclineDialog, position: int) -> None:
    """Choose a reason as assistive technology does."""
    reasons = named(dialog, "Reason", QListView)
    assert isinstance(reasons, QListView)
    index = reasons.model().index(position, 0)
    reasons.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_an_invitation_is_shown_whole(window: MainWindow) -> None:
    window.show_invitation(rows.INVITATION)
    shown = texts(window.invitation)
    for part in (rows.INVITATION.title, rows.INVITATION.message, rows.INVITATION.description, "CAT tools", "4.9 ★"):
        assert part in shown


def test_markup_from_outside_is_read_as_it_is_written(window: MainWindow) -> None:
    window.show_invitation(rows.HOSTILE)
    shown = texts(window.invitation)
    assert "<h1>Free money</h1> & ⟪RLO⟫gnp.exe" in shown
    assert rows.HOSTILE.message in shown


@pytest.mark.parametrize(
    "text",
    ["x" * 20_000, "Z" + "\u0351" * 20_000, "\u202e" * 20_000, "<table>" * 200, "👩\u200d" * 1_500, "a\u0301" * 9_000],
)
def test_no_text_from_outside_makes_the_window_wait(window: MainWindow, text: str) -> None:
    began = time.process_time()
    sheet = rows.INVITATION._replace(id="other", title=text, message=text, description=text, byline=text)
    window.show_invitation(sheet)
    window.grab()
    assert time.process_time() - began < 2


def test_a_closed_invitation_of_a_blocked_client_can_be_applied_to(window: MainWindow) -> None:
    window.show_invitation(rows.HOSTILE)
    asked = QSignalSpy(window.invitation.apply_requested)
    QTest.mouseClick(named(window, "Send a proposal"), Qt.MouseButton.LeftButton)
    assert asked.at(0) == ["inv-5"]


def test_a_removed_invitation_says_so_at_the_top(window: MainWindow) -> None:
    window.show_invitation(rows.HOSTILE)
    assert "This invitation was removed" in texts(window.invitation)


def test_the_client_stands_beside_the_text_or_below_it(window: MainWindow) -> None:
    window.show_invitation(rows.INVITATION)
    panel = window.invitation
    panel.resize(800, 800)
    beside = _place(panel)
    panel.resize(500, 800)
    below = _place(panel)
    assert beside.x() > 500
    assert below.x() < 60
    assert below.y() > beside.y()


def _place(panel: QWidget) -> QPoint:
    return named(panel, "About the client", QGroupBox).mapTo(panel, QPoint(0, 0))


def test_a_proposal_leads_to_its_conversation(window: MainWindow) -> None:
    window.show_proposal(rows.PROPOSAL)
    asked = QSignalSpy(window.proposal.conversation_requested)
    QTest.mouseClick(named(window, "Open conversation"), Qt.MouseButton.LeftButton)
    assert asked.at(0) == ["pro-1"]


def test_a_proposal_without_a_room_has_no_way_there(window: MainWindow) -> None:
    window.show_proposal(rows.PROPOSAL._replace(has_room=False))
    assert not [each for each in window.proposal.findChildren(QPushButton) if each.isVisible()]


def test_a_proposal_shows_questions_with_their_answers(window: MainWindow) -> None:
    window.show_proposal(rows.PROPOSAL)
    assert "Which tools do you use?\nAfter Effects and Krita." in texts(window.proposal)


def test_what_waits_can_be_retried_and_taken_back(window: MainWindow) -> None:
    window.show_command(rows.COMMAND)
    retried, taken = QSignalSpy(window.outbox.retry_requested), QSignalSpy(window.outbox.take_back_requested)
    QTest.mouseClick(named(window, "Retry now"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(named(window, "Take back"), Qt.MouseButton.LeftButton)
    assert (retried.at(0), taken.at(0)) == (["cmd-1"], ["cmd-1"])


def test_sending_offers_an_undo(window: MainWindow) -> None:
    window.sending.show_sending("Sending the proposal in 8 seconds")
    undone = QSignalSpy(window.sending.undo_requested)
    QTest.mouseClick(named(window, "Undo"), Qt.MouseButton.LeftButton)
    assert undone.count() == 1


def test_another_room_starts_with_an_empty_field(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    window.conversation.load_text("half a sentence")
    window.show_room(rows.ROOM._replace(id="room-2"), ())
    assert window.conversation.text() == ""


def test_loading_a_text_is_not_writing_it(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    written = QSignalSpy(window.conversation.text_changed)
    window.conversation.load_text("half a sentence")
    assert written.count() == 0


def test_messages_are_painted_and_said(window: MainWindow) -> None:
    window.show_room(rows.ROOM, rows.MESSAGES)
    stream = named(window.conversation, "Conversation", QListView)
    assert isinstance(stream, QListView)
    window.grab()
    assert stream.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole) == rows.MESSAGES[3].spoken


def test_a_message_over_the_limit_waits(window: MainWindow) -> None:
    window.show_room(rows.ROOM._replace(text_limit=10), ())
    asked = QSignalSpy(window.conversation.send_requested)
    window.conversation.load_text("eleven char")
    window.conversation.send()
    assert asked.count() == 0
    assert named(window.conversation, "11 / 10").isVisible()


def test_declining_needs_a_reason(decline: DeclineDialog) -> None:
    button = named(decline, "Decline", QPushButton)
    before = button.isEnabled()
    choose(decline, 2)
    assert (before, button.isEnabled()) == (False, True)
    decline.reject()


def test_what_was_chosen_is_what_comes_out(decline: DeclineDialog) -> None:
    choose(decline, 5)
    QTest.keyClicks(named(decline, "Message to the client (optional)", QPlainTextEdit), "No, thank you")
    named(decline, "Block this client", QCheckBox).setChecked(True)
    finished = QSignalSpy(decline.finished)
    QTest.mouseClick(named(decline, "Decline", QPushButton), Qt.MouseButton.LeftButton)
    assert finished.at(0) == [QDialog.DialogCode.Accepted.value]
    assert decline.values == DeclineValues("spam", "No, thank you", block=True)


def test_the_keys_that_send_decline_from_within_the_message_once_there_is_a_reason(decline: DeclineDialog) -> None:
    finished, message = QSignalSpy(decline.finished), named(decline, "Message to the client (optional)", QPlainTextEdit)
    message.setFocus()
    QTest.keyClick(message, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    without_reason = finished.count()
    choose(decline, 1)
    QTest.keyClick(message, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (without_reason, finished.at(0)) == (0, [QDialog.DialogCode.Accepted.value])


def test_contact_details_keep_one_from_declining(decline: DeclineDialog) -> None:
    choose(decline, 0)
    decline.show_checks([CheckRow("There is an e-mail address in the message", "message")])
    assert not named(decline, "Decline", QPushButton).isEnabled()
    decline.reject()


def test_escape_cancels(decline: DeclineDialog) -> None:
    finished = QSignalSpy(decline.finished)
    QTest.keyClick(decline, Qt.Key.Key_Escape)
    assert finished.at(0) == [QDialog.DialogCode.Rejected.value]


def test_a_client_who_cannot_be_blocked_has_no_box(window: MainWindow) -> None:
    dialog = DeclineDialog(rows.DECLINE._replace(can_block=False), window)
    dialog.open()
    shown = texts(dialog)
    dialog.reject()
    assert rows.DECLINE.block_note not in shown


def test_unblocking_shows_the_marketplaces_own_words(window: MainWindow) -> None:
    dialog = UnblockDialog(UNBLOCK, window)
    dialog.open()
    finished = QSignalSpy(dialog.finished)
    assert UNBLOCK in texts(dialog)
    QTest.mouseClick(named(dialog, "Unblock and send"), Qt.MouseButton.LeftButton)
    assert finished.at(0) == [QDialog.DialogCode.Accepted.value]


def test_a_template_begins_the_message_of_a_decline(window: MainWindow) -> None:
    dialog = DeclineDialog(rows.DECLINE, window)
    dialog.open()
    changed = QSignalSpy(dialog.changed)
    template = named(dialog, "Template", QLabel).buddy()
    assert isinstance(template, QComboBox)
    template.setCurrentText("Booked")
    template.activated.emit(template.currentIndex())
    assert (dialog.values.message, changed.count()) == ("Thank you, but I am booked until March.", 1)
    dialog.close()
    dialog.deleteLater()
