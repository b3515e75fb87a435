"""What is kept of many copies: everything new, little of what is old, and never more than the rungs can hold."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.local.thinning import DAY, HOUR, WEEK, Rung, kept

RUNGS = (Rung(DAY, 7), Rung(WEEK, 4))
moments = st.lists(st.integers(0, 400 * DAY), max_size=200)


@given(moments)
def test_the_newest_are_all_kept(taken: list[int]) -> None:
    newest = sorted(set(taken), reverse=True)[:5]
    assert set(newest) <= kept(taken, 5, RUNGS)


@given(moments)
def test_there_are_never_more_than_all_rungs_can_hold(taken: list[int]) -> None:
    assert len(kept(taken, 5, RUNGS)) <= 5 + 7 + 4


@given(moments)
def test_thinning_a_second_time_changes_nothing(taken: list[int]) -> None:
    once = kept(taken, 5, RUNGS)
    assert kept(once, 5, RUNGS) == once


def test_a_year_of_hourly_copies_leaves_days_and_weeks() -> None:
    taken = range(0, 365 * DAY, HOUR)
    last = taken[-1]
    stay = sorted(kept(taken, 3, RUNGS), reverse=True)
    days = [last - number * DAY for number in range(7)]
    assert stay[:3] == [last, last - HOUR, last - 2 * HOUR]
    assert set(days) <= set(stay)
    assert last - min(stay) > 2 * WEEK


def test_copies_that_came_in_as_time_went_by_still_reach_back_for_weeks() -> None:
    stay = set[int]()
    for moment in range(0, 60 * DAY, 6 * HOUR):
        stay = kept({*stay, moment}, 3, RUNGS)
    assert max(stay) - min(stay) >= 2 * WEEK
