"""The time as it was told: right whatever this computer's clock says, and never jumping for nothing."""

import pytest

from desktop.clock import CLOSE, CorrectedClock, lasting_clock

YEAR = 365 * 86_400.0
THERE = 1_772_442_000.0


class Computer:
    """Its clock can be set, and time passes."""

    def __init__(self, ahead: float) -> None:
        self.passed = 0.0
        self.ahead = ahead
        self.clock = CorrectedClock(lambda: THERE + self.passed + self.ahead, lambda: 50.0 + self.passed)


def test_before_anybody_told_it_is_what_this_computer_says() -> None:
    assert Computer(-YEAR).clock() == THERE - YEAR


@pytest.mark.parametrize("ahead", [-YEAR, -3600.0, 3600.0, YEAR])
def test_once_told_it_is_what_was_told_and_goes_on(ahead: float) -> None:
    computer = Computer(ahead)
    computer.clock.told(THERE)
    computer.passed += 90.0
    assert computer.clock() == THERE + 90.0


@pytest.mark.parametrize("jump", [-YEAR, -3600.0, 3600.0, YEAR])
def test_once_told_nobody_who_sets_the_computers_clock_moves_it(jump: float) -> None:
    computer = Computer(0.0)
    computer.clock.told(THERE)
    computer.ahead = jump
    computer.passed += 5.0
    assert computer.clock() == THERE + 5.0


def test_whole_seconds_and_slow_ways_do_not_make_it_jump() -> None:
    computer = Computer(0.4)
    seen = []
    for late in (0.0, 0.9, 1.5, 0.2):
        computer.clock.told(THERE + computer.passed - late)
        seen.append(computer.clock() - computer.passed)
        computer.passed += 1.0
    assert seen == [THERE + 0.4] * 4


def test_what_differs_by_more_is_believed() -> None:
    computer = Computer(0.0)
    computer.clock.told(THERE)
    computer.clock.told(THERE + CLOSE + 1)
    assert computer.clock() == THERE + CLOSE + 1


def test_the_clock_that_lasts_goes_on() -> None:
    assert lasting_clock() <= lasting_clock()
