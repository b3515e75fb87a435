"""The dialog `Blocked clients`: their open jobs are searched while one types, and chosen by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.rows import LineRow
from desktop.views.blocked import BlockedDialog
from desktop.views.theme import Themes
from tests.gui.conftest import named

CLIENTS = (LineRow("c1", "A client from Poland", "since today", ""), LineRow("c2", "Tern", "since May", ""))
JOBS = (LineRow("j1", "CRM migration", "8 Connects", ""), LineRow("j2", "CRM training", "6 Connects", ""))


@pytest.fixture
def dialog(qtbot: QtBot, themes: Themes) -> BlockedDialog:
    made = BlockedDialog("To unblock, submit a proposal.")
    qtbot.addWidget(made)
    made.show_clients(CLIENTS)
    made.open()
    qtbot.waitExposed(made)
    return made


def search(dialog: BlockedDialog) -> QLineEdit:
    return named(dialog, "Search open jobs", QLineEdit)


def proposes(dialog: BlockedDialog) -> bool:
    return named(dialog, "Send a proposal", QPushButton).isEnabled()


def test_where_there_is_no_open_job_there_is_nothing_to_search(dialog: BlockedDialog) -> None:
    dialog.show_jobs((), "This client has no open job.")
    assert not any(field.isVisible() for field in dialog.findChildren(QLineEdit))


def test_words_are_told_as_they_are_typed(dialog: BlockedDialog) -> None:
    dialog.show_jobs(JOBS, "", can_search=True)
    told = QSignalSpy(dialog.words_changed)
    QTest.keyClicks(search(dialog), "crm")
    assert [told.at(number)[0] for number in range(told.count())] == ["c", "cr", "crm"]


def test_nothing_is_proposed_to_before_what_is_looked_for_is_there(dialog: BlockedDialog) -> None:
    dialog.show_jobs(JOBS, "", can_search=True)
    QTest.keyClicks(search(dialog), "t")
    before = proposes(dialog)
    dialog.show_jobs(JOBS[1:], "", can_search=True)
    assert (before, proposes(dialog), dialog.chosen_job) == (False, True, "j2")


def test_the_keyboard_goes_from_the_words_to_a_job_and_proposes(dialog: BlockedDialog) -> None:
    dialog.show_jobs(JOBS, "", can_search=True)
    accepted = QSignalSpy(dialog.accepted)
    search(dialog).setFocus()
    QTest.keyClick(search(dialog), Qt.Key.Key_Down)
    jobs = named(dialog, "Open jobs of this client", QListView)
    QTest.keyClick(jobs, Qt.Key.Key_Down)
    QTest.keyClick(jobs, Qt.Key.Key_Return)
    assert (accepted.count(), dialog.chosen_job) == (1, "j2")


def test_another_client_is_not_searched_by_the_words_for_the_first(dialog: BlockedDialog) -> None:
    dialog.show_jobs(JOBS, "", can_search=True)
    search(dialog).setText("crm")
    chosen = QSignalSpy(dialog.client_chosen)
    QTest.keyClick(named(dialog, "Clients", QListView), Qt.Key.Key_Down)
    assert (chosen.at(0)[0], search(dialog).text()) == ("c2", "")
