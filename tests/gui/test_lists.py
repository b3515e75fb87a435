"""Lists of rows: a choice is what a person chooses, and never what a model does."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QSignalSpy, QTest

from desktop.models.rows import CheckRow
from desktop.views.elements.checks import ChecksView
from desktop.views.main_window import MainWindow
from tests.gui import rows

CHECKS = tuple(CheckRow(f"There is something about {field}", field) for field in ("rate", "message", "answers.1"))


@pytest.fixture
def checks(window: MainWindow) -> ChecksView:
    """The checks of a draft. The second was clicked, and the keyboard is in the field that it names."""
    window.show_composer(rows.COMPOSER, rows.VALUES)
    window.composer.show_checks(CHECKS)
    view = window.composer.findChildren(ChecksView)[0]
    where = view.list.visualRect(view.list.model().index(1, 0)).center()
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    return view


@pytest.mark.parametrize(
    "left",
    [
        pytest.param((CHECKS[0], CHECKS[2]), id="the chosen one is gone"),
        pytest.param(CHECKS[2:], id="those up to it are gone"),
        pytest.param((CHECKS[1],), id="only it stays"),
        pytest.param((CheckRow("New", "duration"), *CHECKS), id="another one came"),
        pytest.param(tuple(reversed(CHECKS)), id="the order is another"),
    ],
)
def test_the_keyboard_stays_where_one_writes_while_checks_change(
    window: MainWindow, checks: ChecksView, left: tuple[CheckRow, ...]
) -> None:
    writing = window.focusWidget()
    window.composer.show_checks(left)
    assert window.focusWidget() is writing


@pytest.mark.parametrize("position", [0, 1])
def test_a_selection_by_assistive_technology_is_a_choice(window: MainWindow, checks: ChecksView, position: int) -> None:
    left = (CHECKS[0], CHECKS[2])
    window.composer.show_checks(left)
    chosen = QSignalSpy(checks.place_requested)
    index = checks.list.model().index(position, 0)
    checks.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert [chosen.at(each) for each in range(chosen.count())] == [[left[position].field, ""]]


def marked(window: MainWindow) -> list[int]:
    """The rows of the section's list that look selected."""
    return [index.row() for index in window.entries.table.selectionModel().selectedRows()]


@pytest.mark.parametrize(
    ("kind", "thing", "rows_marked"),
    [("invitation", "inv-7", [7]), ("room", "inv-7", []), ("invitation", "inv-99", [])],
)
def test_only_what_is_open_looks_selected(window: MainWindow, kind: str, thing: str, rows_marked: list[int]) -> None:
    asked = QSignalSpy(window.entry_opened)
    window.entries.show_opened(kind, thing)
    assert (marked(window), asked.count()) == (rows_marked, 0)


def test_showing_what_is_marked_leaves_the_others_selected(window: MainWindow) -> None:
    window.entries.extend(1)
    window.entries.show_opened("invitation", "inv-1")
    assert marked(window) == [0, 1]


def test_an_entry_that_is_not_marked_any_more_can_be_opened_again(window: MainWindow) -> None:
    window.entries.show_opened("room", "room-1")
    asked = QSignalSpy(window.entry_opened)
    table = window.entries.table
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center()
    )
    assert [asked.at(each) for each in range(asked.count())] == [["invitation", "inv-0"]]
