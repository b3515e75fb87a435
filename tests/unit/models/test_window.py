"""The list of a section: any length, fetched where it is looked at, changed as little as possible."""

import time
from array import array
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.rows import EntryRow
from desktop.models.rows_model import ROW
from desktop.models.window import BLOCK, BLOCKS, WindowModel


class Store:
    """Answers with rows, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.edition = "first"

    def fetch(self, keys: Sequence[int]) -> list[EntryRow]:
        """The rows of those `keys` that are not gone."""
        self.asked.append(list(keys))
        return [self.row(key) for key in reversed(keys) if key not in self.gone]

    def row(self, key: int) -> EntryRow:
        """The row of `key` in the present edition."""
        title = f"{self.edition} {key}"
        return EntryRow(key, "invitation", str(key), title, "", "", (), key % 2 == 0, key % 3 == 0, f"{title}, said")


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def model(qapp: Any, store: Store) -> WindowModel:
    model = WindowModel(store.fetch)
    model.set_keys(array("q", range(1000, 0, -1)))
    return model


@pytest.fixture(autouse=True)
def tester(model: WindowModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def keys(model: WindowModel) -> list[int | None]:
    """All keys, as the model answers."""
    return [model.key(position) for position in range(model.rowCount())]


def test_a_block_is_fetched_from_where_one_looks_on(model: WindowModel, store: Store) -> None:
    store.asked.clear()
    model.row(700)
    model.row(700 + BLOCK - 1)
    assert store.asked == [list(range(300, 300 - BLOCK, -1))]


def test_one_who_scrolls_up_gets_the_block_above(model: WindowModel, store: Store) -> None:
    model.row(700)
    store.asked.clear()
    model.row(699)
    model.row(700 - BLOCK)
    assert store.asked == [list(range(300 + BLOCK, 300, -1))]


def test_rows_stand_at_their_keys_however_the_store_answers(model: WindowModel) -> None:
    row = model.index(10, 0).data(ROW)
    assert row.key == 990


def test_a_row_is_said_as_it_was_worded(model: WindowModel) -> None:
    index = model.index(10, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == index.data() == "first 990, said"


def test_unread_and_waiting_are_told_as_description(model: WindowModel) -> None:
    assert model.index(10, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "unread, waiting"


def test_a_row_that_is_gone_is_asked_for_once(model: WindowModel, store: Store) -> None:
    store.gone.add(600)
    store.asked.clear()
    assert [model.row(400), model.row(400)] == [None, None]
    assert len(store.asked) == 1


def test_memory_is_bounded(qapp: Any, store: Store) -> None:
    model = WindowModel(store.fetch)
    model.set_keys(array("q", range(1_000_000)))
    for position in range(0, 1_000_000, 5_000):
        model.row(position)
    assert len(model.known()) <= BLOCK * BLOCKS


def test_the_first_page_is_there_before_the_keys(qapp: Any, store: Store) -> None:
    store.asked.clear()
    model = WindowModel(store.fetch, count=500, rows=[store.row(key) for key in range(500, 460, -1)])
    assert (model.rowCount(), model.row(39), model.row(40)) == (500, store.row(461), None)
    assert store.asked == []


def test_the_keys_behind_the_first_page_arrive_without_a_reset(qapp: Any, store: Store) -> None:
    model = WindowModel(store.fetch, count=500, rows=[store.row(key) for key in range(500, 460, -1)])
    resets = QSignalSpy(model.modelReset)
    model.set_keys(array("q", range(500, 0, -1)))
    assert resets.count() == 0
    assert model.row(499) == store.row(1)


def test_one_that_comes_in_is_inserted(model: WindowModel) -> None:
    inserted = QSignalSpy(model.rowsInserted)
    model.set_keys(array("q", range(1001, 0, -1)))
    assert [inserted.at(0)[1:], inserted.count()] == [[0, 0], 1]


def test_one_that_goes_is_removed(model: WindowModel) -> None:
    removed = QSignalSpy(model.rowsRemoved)
    model.set_keys(array("q", [key for key in range(1000, 0, -1) if key != 500]))
    assert removed.at(0)[1:] == [500, 500]


def test_some_that_come_and_some_that_go_leave_the_list_right(model: WindowModel) -> None:
    wanted = [1002, *(key for key in range(1000, 0, -1) if key not in {990, 991, 700})]
    model.set_keys(array("q", wanted))
    assert keys(model) == wanted


def test_a_list_that_is_all_other_is_reset(model: WindowModel) -> None:
    resets = QSignalSpy(model.modelReset)
    model.set_keys(array("q", range(5000, 3000, -1)))
    assert [resets.count(), model.rowCount()] == [1, 2000]


def test_what_changed_is_fetched_anew(model: WindowModel, store: Store) -> None:
    model.row(10)
    store.edition = "second"
    told = QSignalSpy(model.dataChanged)
    model.refresh([990])
    assert [told.at(0)[0].row(), told.count()] == [10, 1]
    assert model.row(10) == store.row(990)


def test_what_was_never_looked_at_changes_unnoticed(model: WindowModel) -> None:
    model.row(0)
    told = QSignalSpy(model.dataChanged)
    model.refresh([3])
    assert told.count() == 0


def test_one_change_among_a_million_costs_no_pause(qapp: Any, store: Store) -> None:
    model = WindowModel(store.fetch)
    model.set_keys(array("q", range(1_000_000)))
    grown = array("q", range(-1, 1_000_000))
    began = time.process_time()
    model.set_keys(grown)
    assert time.process_time() - began < 0.3


def test_a_table_of_entries_has_no_children(model: WindowModel) -> None:
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 1


def test_what_is_at_hand_is_found_by_what_it_is_about(model: WindowModel, store: Store) -> None:
    model.row(0)
    store.asked.clear()
    found = model.key_of("invitation", "1000"), model.key_of("room", "1000"), model.key_of("invitation", "1")
    assert (found, store.asked) == ((1000, None, None), [])
