"""PySide6 keeps count of None, True and False: 6.12.0 on Python 3.11 does not, and the interpreter dies of it."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

TIMES = 1_000
SLACK = TIMES // 10


class Switch(QObject):
    """Something with a signal that carries a truth value."""

    switched = Signal(bool)


@pytest.mark.parametrize("value", [None, True, False])
def test_emitting_loses_no_reference(value: bool | None, qapp: object) -> None:
    switch = Switch()
    before = sys.getrefcount(value)
    for _ in range(TIMES):
        switch.switched.emit(True)
    assert abs(sys.getrefcount(value) - before) < SLACK


def test_calls_that_return_nothing_lose_no_reference(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    before = sys.getrefcount(None)
    for _ in range(TIMES):
        button.setEnabled(True)
    assert abs(sys.getrefcount(None) - before) < SLACK
