"""How long to wait before trying again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Busy, Offline, Unreadable
from desktop.services.patience import LEAST, MOST, Patience

GONE = Offline("Nobody there.")


class Dice(random.Random):
    """Always throws the highest."""

    def uniform(self, a: float, b: float) -> float:
        return b


def test_waits_for_whoever_answers_oddly_double_up_to_five_minutes() -> None:
    patience = Patience(Dice())
    assert [patience.after(Unreadable("Odd.")) for _ in range(11)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_where_nobody_is_there_nobody_waits_for_more_than_half_a_minute() -> None:
    patience = Patience(Dice())
    assert [patience.after(GONE) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


@pytest.mark.parametrize("error", [Busy("Later.", 0.0), Unreadable("Odd.")])
def test_an_hour_of_trouble_is_at_most_sixty_questions(error: Exception) -> None:
    for seed in range(200):
        patience, passed, asked = Patience(random.Random(seed)), 0.0, 0
        while passed < 3600:
            passed, asked = passed + patience.after(error), asked + 1
        assert asked <= 60, f"seed {seed}"


def test_after_a_success_they_begin_small_again() -> None:
    patience = Patience(Dice())
    for _ in range(5):
        patience.after(GONE)
    patience.succeeded()
    assert patience.after(GONE) == 1


def test_what_the_marketplace_wishes_comes_on_top() -> None:
    assert Patience(Dice()).after(Busy("Later.", 30.0)) == 31


@given(st.integers(), st.integers(1, 100))
def test_no_wait_is_so_short_that_it_hammers_nor_so_long_that_it_sleeps(seed: int, failures: int) -> None:
    patience = Patience(random.Random(seed))
    assert all(LEAST <= patience.after(GONE) <= MOST for _ in range(failures))


def test_two_clients_that_fail_together_do_not_come_back_together() -> None:
    one, other = Patience(random.Random(1)), Patience(random.Random(2))
    assert [one.after(GONE) for _ in range(5)] != [other.after(GONE) for _ in range(5)]
