"""Who asks too often is told how long to wait; others do not notice."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.http.limits import MOST_KEYS, Allowance, RateLimit


class Clock:
    """Time that stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_no_more() -> None:
    limit = RateLimit(Allowance(2, 5), Clock())
    assert [limit.take("ana") for _ in range(7)] == [0, 0, 0, 0, 0, 1, 1]


def test_others_have_their_own() -> None:
    limit = RateLimit(Allowance(1, 1), Clock())
    assert [limit.take("ana"), limit.take("ana"), limit.take("ben")] == [0, 1, 0]


def test_waiting_as_long_as_told_is_enough() -> None:
    clock = Clock()
    limit = RateLimit(Allowance(0.1, 1), clock)
    limit.take("ana")
    wait = limit.take("ana")
    clock.now += wait - 1
    assert limit.take("ana") == 1
    clock.now += 1
    assert (wait, limit.take("ana")) == (10, 0)


def test_those_who_rest_are_forgotten() -> None:
    clock = Clock()
    limit = RateLimit(Allowance(1, 1), clock)
    for number in range(MOST_KEYS):
        limit.take(str(number))
    clock.now += 2
    limit.take("one more")
    assert len(limit._full_at) == 1


@given(st.lists(st.floats(0, 3), max_size=60))
def test_nobody_gets_more_than_the_burst_and_what_time_gives(pauses: list[float]) -> None:
    clock = Clock()
    limit = RateLimit(Allowance(2, 3), clock)
    allowed = 0
    for pause in pauses:
        clock.now += pause
        allowed += limit.take("ana") == 0
    assert allowed <= 3 + 2 * (clock.now - Clock.now) + 1e-6
