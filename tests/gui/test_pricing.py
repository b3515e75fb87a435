"""What the sheet says of any terms, and what it sends, is what a hand counts. The soak does this ten thousand times."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.views.main_window import MainWindow
from tests.support import pricing
from tests.support.till import Till, till

SEEDS = st.integers(0, 2**32)


@pytest.fixture
def counter(window: MainWindow) -> Iterator[Till]:
    with till(window) as made:
        yield made


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEEDS)
def test_any_terms(counter: Till, seed: int) -> None:
    typed = pricing.drawn(Random(seed))
    assert counter.ring(typed) == pricing.by_hand(typed), typed


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEEDS)
def test_whoever_comes_back_to_a_draft_sees_what_they_left(counter: Till, seed: int) -> None:
    shown = counter.ring(pricing.drawn(Random(seed)))
    assert counter.ring_again() == shown
