"""Short lists tell each change as the few edits that it is."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.rows import CheckRow, ChoiceRow
from desktop.models.rows_model import ROW, SectionsModel
from desktop.models.short_lists import ChecksModel, ChoicesModel, FilesModel, MessagesModel, NoticesModel
from tests.gui import rows


@pytest.fixture
def choices(qapp: Any) -> ChoicesModel:
    model = ChoicesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def named(*names: str) -> list[ChoiceRow]:
    """Choices by key."""
    return [ChoiceRow(name, name.upper()) for name in names]


def test_a_row_that_stays_keeps_what_points_to_it(choices: ChoicesModel) -> None:
    choices.set_rows(named("a", "b", "c"))
    kept = QPersistentModelIndex(choices.index(2))
    choices.set_rows(named("x", "b", "c", "d"))
    assert kept.row() == 2
    assert kept.data(ROW).key == "c"


def test_a_row_that_changed_is_told_alone(choices: ChoicesModel) -> None:
    choices.set_rows(named("a", "b", "c"))
    told = QSignalSpy(choices.dataChanged)
    choices.set_rows([*named("a"), ChoiceRow("b", "new"), *named("c")])
    assert [told.count(), told.at(0)[0].row()] == [1, 1]


def test_the_same_rows_again_are_no_change(choices: ChoicesModel) -> None:
    choices.set_rows(named("a", "b"))
    told = QSignalSpy(choices.dataChanged)
    choices.set_rows(named("a", "b"))
    assert told.count() == 0


@given(st.lists(st.lists(st.sampled_from("abcdefg"), unique=True), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_succession_of_lists_is_shown_as_it_is(choices: ChoicesModel, lists: list[list[str]]) -> None:
    for names in lists:
        choices.set_rows(named(*names))
        assert [row.key for row in choices.rows()] == names


def test_a_section_is_named_and_its_count_described(qapp: Any) -> None:
    model = SectionsModel()
    model.set_rows(rows.SECTIONS)
    index = model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Invitations to apply"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "12 unanswered"


def test_notices_messages_and_files_are_said_as_worded(qapp: Any) -> None:
    notices, messages, files = NoticesModel(), MessagesModel(), FilesModel()
    notices.set_rows(rows.NOTICES)
    messages.set_rows(rows.MESSAGES)
    files.set_rows(rows.FILES)
    said = [model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) for model in (notices, messages, files)]
    assert said == [rows.NOTICES[0].spoken, rows.MESSAGES[0].spoken, rows.FILES[0].spoken]


def test_checks_are_told_apart_by_all_they_say(qapp: Any) -> None:
    model = ChecksModel()
    model.set_rows((CheckRow("same", "a"), CheckRow("same", "b")))
    assert model.rowCount() == 2
