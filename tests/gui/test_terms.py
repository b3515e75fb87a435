"""The terms of a proposal: what is chosen is what comes out, and only what counts can be filled in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QTableView, QWidget

from desktop.models.rows import ChoiceRow, MilestoneRow
from desktop.views.composer import ComposerPanel
from desktop.views.elements.amount import AmountField
from desktop.views.main_window import MainWindow
from desktop.views.proposal.edit import EditDialog
from tests.gui import rows
from tests.gui.conftest import named

FIXED = rows.COMPOSER._replace(draft="draft-2", pricing="project", increases=(), lowest="5.00")
PARTS = (MilestoneRow("First half", "2026-12-24", "1200.00"), MilestoneRow("Second half", "", "800.00"))


@pytest.fixture
def hourly(window: MainWindow) -> ComposerPanel:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    return window.composer


@pytest.fixture
def fixed(window: MainWindow) -> ComposerPanel:
    window.show_composer(FIXED, rows.VALUES._replace(by_milestone=True, milestones=PARTS))
    return window.composer


def is_there(composer: ComposerPanel, name: str) -> bool:
    """Whether a label names a field that is shown."""
    return any(label.isVisible() and label.text() == name for label in composer.findChildren(QLabel))


def field_of(composer: ComposerPanel, name: str) -> QWidget:
    """The field that the label `name` leads to."""
    buddy = named(composer, name, QLabel).buddy()
    assert isinstance(buddy, QWidget)
    return buddy


def test_a_rate_increase_comes_out(hourly: ComposerPanel) -> None:
    increase = field_of(hourly, "Rate increase")
    assert isinstance(increase, QComboBox)
    assert not is_there(hourly, "Increase in percent")
    increase.setCurrentText("Every 6 months")
    percent = named(hourly, "Increase in percent", AmountField)
    percent.setFocus()
    QTest.keyClicks(percent, "5")
    assert (hourly.values().increase, hourly.values().increase_percent) == ("6", "5.00")


def test_the_clients_terms_have_no_rate_increase(hourly: ComposerPanel) -> None:
    named(hourly, "Accept the client's terms", QRadioButton).click()
    assert not is_there(hourly, "Rate increase")


def test_by_project_there_is_a_bid_and_by_milestone_a_table(fixed: ComposerPanel) -> None:
    assert (is_there(fixed, "Bid"), named(fixed, "Milestones", QTableView).isVisible()) == (False, True)
    named(fixed, "By project", QRadioButton).click()
    assert (is_there(fixed, "Bid"), is_there(fixed, "Milestones")) == (True, False)
    assert fixed.values().milestones == PARTS


def test_an_hourly_job_knows_no_milestones(hourly: ComposerPanel) -> None:
    assert not any(each.isVisible() for each in hourly.findChildren(QRadioButton) if each.text() == "By milestone")


def test_a_milestone_is_added_and_filled_in_by_keyboard_alone(fixed: ComposerPanel) -> None:
    changed = QSignalSpy(fixed.changed)
    add = named(fixed, "Add milestone", QPushButton)
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    for text in ("Corrections", "2027-01-15", "99.95"):
        editor = fixed.window().focusWidget()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert fixed.values().milestones[2] == MilestoneRow("Corrections", "2027-01-15", "99.95")
    assert changed.count() >= 4


def test_the_field_that_is_filled_in_is_named(fixed: ComposerPanel) -> None:
    table = named(fixed, "Milestones", QTableView)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert named(fixed, "Milestone 2", QLineEdit).text() == "Second half"


def test_a_milestone_is_moved_and_deleted_by_key(fixed: ComposerPanel) -> None:
    table = named(fixed, "Milestones", QTableView)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert fixed.values().milestones == PARTS[::-1]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert fixed.values().milestones == PARTS[:1]


def test_no_more_milestones_are_added_than_are_allowed(window: MainWindow) -> None:
    window.show_composer(FIXED._replace(most_milestones=2), rows.VALUES._replace(by_milestone=True, milestones=PARTS))
    assert not named(window.composer, "Add milestone", QPushButton).isEnabled()


def test_a_check_leads_to_the_milestone(fixed: ComposerPanel) -> None:
    fixed.go_to("milestones.1")
    table = named(fixed, "Milestones", QTableView)
    assert (table.hasFocus(), table.currentIndex().row()) == (True, 1)


def test_an_agency_is_chosen_where_there_is_one(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    assert not is_there(window.composer, "Apply as")
    agencies = (ChoiceRow("", "Ana Reis (yourself)"), ChoiceRow("a1", "Textwerk"))
    window.show_composer(rows.COMPOSER._replace(agencies=agencies), rows.VALUES)
    choice = field_of(window.composer, "Apply as")
    assert isinstance(choice, QComboBox)
    choice.setCurrentText("Textwerk")
    assert window.composer.values().agency == "a1"


def test_highlights_are_ticked(window: MainWindow) -> None:
    highlights = (ChoiceRow("h1", "Pump manual & spare parts"), ChoiceRow("h2", "Sworn translator"))
    window.show_composer(rows.COMPOSER._replace(highlights=highlights), rows.VALUES._replace(highlights=("h2",)))
    changed = QSignalSpy(window.composer.changed)
    named(window.composer, "Pump manual & spare parts", QCheckBox).click()
    assert (window.composer.values().highlights, changed.count()) == (("h1", "h2"), 1)


def test_highlights_that_the_profile_no_longer_has_stay_sent_until_one_is_ticked(window: MainWindow) -> None:
    sheet = rows.COMPOSER._replace(highlights=(ChoiceRow("h1", "Pump manual"), ChoiceRow("h2", "Sworn translator")))
    values = rows.VALUES._replace(highlights=("gone", "h2"))
    dialog = EditDialog(sheet, values, "", has_texts=True, parent=window)
    assert dialog.values().highlights == ("gone", "h2")
    next(each for each in dialog.findChildren(QCheckBox) if each.text() == "Pump manual").click()
    assert dialog.values().highlights == ("h1", "h2")
    dialog.deleteLater()
