"""How long to wait before trying again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Busy, DiskProblem, Offline, Unreadable
from desktop.services.patience import LEAST, MOST, REST, SOON, SPREAD, Patience

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
    assert [patience.after(GONE) for _ in range(7)] == [1, 2, 4, 8, 16, 28, 28]


def test_a_disk_without_room_is_asked_again_as_often() -> None:
    patience = Patience(Dice())
    assert [patience.after(DiskProblem("Full.")) for _ in range(7)] == [1, 2, 4, 8, 16, 28, 28]


@pytest.mark.parametrize("in_company", [False, True])
@pytest.mark.parametrize("error", [Busy("Later.", 0.0), Unreadable("Odd.")])
def test_an_hour_of_trouble_is_at_most_sixty_questions(error: Exception, in_company: bool) -> None:
    for seed in range(200):
        patience, passed, asked = Patience(random.Random(seed), in_company=in_company), 0.0, 0
        patience.succeeded()
        while passed < 3600:
            passed, asked = passed + patience.after(error), asked + 1
        assert asked <= 60, f"seed {seed}"


def test_after_a_success_they_begin_small_again() -> None:
    patience = Patience(Dice())
    for _ in range(5):
        patience.after(GONE)
    patience.succeeded()
    assert patience.after(GONE) == 1


@pytest.mark.parametrize("wish", [0.0, 30.0, 300.0])
def test_what_the_marketplace_wishes_comes_on_top_and_chance_never_adds_more_than_five_minutes(wish: float) -> None:
    patience = Patience(Dice())
    assert patience.after(Busy("Later.", wish)) == wish + 1
    waits = [patience.after(Busy("Later.", wish)) for _ in range(20)]
    assert max(waits) == max(MOST, wish + SPREAD)


def one_of_many() -> Patience:
    """The patience of somebody whose connection worked, as everybody's did."""
    patience = Patience(Dice(), in_company=True)
    patience.succeeded()
    return patience


def test_many_who_lose_it_together_come_back_within_ten_seconds_and_then_evenly() -> None:
    patience = one_of_many()
    assert [patience.after(GONE) for _ in range(4)] == [SOON, 28, 28, 28]
    patience._dice = random.Random(1)
    assert all(14 <= patience.after(GONE) <= 28 for _ in range(100))


def test_many_who_are_sent_away_to_the_same_second_come_back_spread_from_the_first_time() -> None:
    patience = one_of_many()
    assert [patience.after(Busy("Later.", 60.0)) for _ in range(5)] == [60 + SPREAD, 116, 172, 284, 300]


def test_who_came_back_with_many_rests_once_and_who_came_back_alone_does_not() -> None:
    patience = one_of_many()
    patience.after(GONE)
    assert [patience.succeeded(), patience.succeeded()] == [REST, 0]
    alone = Patience(Dice())
    alone.after(GONE)
    assert alone.succeeded() == 0


def test_who_starts_while_nobody_is_there_tries_again_soon() -> None:
    patience = Patience(Dice(), in_company=True)
    assert [patience.after(GONE) for _ in range(3)] == [1, 2, 4]


def test_what_happened_here_makes_one_hurry() -> None:
    patience = one_of_many()
    patience.after(GONE)
    patience.hurry()
    assert [patience.after(GONE), patience.succeeded()] == [1, 0]


@given(st.integers(), st.integers(1, 100))
def test_no_wait_is_so_short_that_it_hammers_nor_so_long_that_it_sleeps(seed: int, failures: int) -> None:
    patience = Patience(random.Random(seed))
    assert all(LEAST <= patience.after(GONE) <= MOST for _ in range(failures))


def test_two_clients_that_fail_together_do_not_come_back_together() -> None:
    one, other = Patience(random.Random(1)), Patience(random.Random(2))
    assert [one.after(GONE) for _ in range(5)] != [other.after(GONE) for _ in range(5)]
