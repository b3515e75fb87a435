"""The table of milestones: filled in, added, moved and deleted; every change is told once."""

from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.milestones import AMOUNT, DESCRIPTION, DUE, EMPTY, MilestonesModel
from desktop.models.rows import MilestoneRow

TODAY = date(2026, 11, 24)


def made(*rows: MilestoneRow) -> MilestonesModel:
    """A table of `rows`."""
    model = MilestonesModel(lambda: TODAY)
    model.load(rows)
    return model


def test_what_is_filled_in_comes_out() -> None:
    model = made(EMPTY)
    model.setData(model.index(0, DESCRIPTION), "First half")
    model.setData(model.index(0, DUE), "24 Dec")
    model.setData(model.index(0, AMOUNT), "1200.50")
    assert model.rows() == (MilestoneRow("First half", "2026-12-24", "1200.50"),)
    assert [model.index(0, column).data() for column in range(3)] == ["First half", "24 Dec 2026", "$1,200.50"]


def test_what_is_no_day_stays_as_it_was_written() -> None:
    model = made(EMPTY)
    model.setData(model.index(0, DUE), "when it is done")
    assert model.rows()[0].due == "when it is done"
    assert model.index(0, DUE).data() == "when it is done"


def test_every_field_says_what_it_is() -> None:
    model = made(MilestoneRow("First half", "", "5.00"))
    said = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(3)]
    assert said == ["Milestone 1: First half", "Due 1: empty", "Amount 1: $5.00"]


@pytest.mark.parametrize(("place", "by", "order"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc")])
def test_a_milestone_is_moved_within_the_table(place: int, by: int, order: str) -> None:
    model = made(*(MilestoneRow(each, "", "") for each in "abc"))
    changed = QSignalSpy(model.changed)
    target = model.move(place, by)
    assert "".join(row.description for row in model.rows()) == order
    assert (target - place, changed.count()) == ((by, 1) if order != "abc" else (0, 0))


def test_filling_in_the_same_again_is_no_change() -> None:
    model = made(MilestoneRow("First half", "", ""))
    changed = QSignalSpy(model.changed)
    model.setData(model.index(0, DESCRIPTION), "First half")
    model.load(model.rows())
    assert changed.count() == 0


class Table(RuleBasedStateMachine):
    """Any sequence of edits, against a plain list."""

    def __init__(self) -> None:
        super().__init__()
        self.model = made()
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.rows: list[MilestoneRow] = []

    @rule()
    def add(self) -> None:
        assert self.model.add() == len(self.rows)
        self.rows.append(EMPTY)

    @rule(at=st.integers(0, 5), text=st.text(max_size=5))
    def describe(self, at: int, text: str) -> None:
        if at < len(self.rows):
            self.model.setData(self.model.index(at, DESCRIPTION), text)
            self.rows[at] = self.rows[at]._replace(description=text)

    @rule(at=st.integers(0, 5), by=st.sampled_from([-1, 1]))
    def move(self, at: int, by: int) -> None:
        if at < len(self.rows):
            target = self.model.move(at, by)
            self.rows.insert(target, self.rows.pop(at))

    @rule(at=st.integers(0, 5))
    def delete(self, at: int) -> None:
        if at < len(self.rows):
            self.model.delete(at)
            del self.rows[at]

    @invariant()
    def is_alike(self) -> None:
        assert list(self.model.rows()) == self.rows
        assert self.model.rowCount() == len(self.rows)


Table.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestTable = Table.TestCase
