"""The market that most stories here begin with."""

from collections.abc import Iterator

import pytest

from tests.unit.marketplace.stories import Story, end_all


@pytest.fixture
def story() -> Story:
    """Two freelancers, nothing else yet."""
    return Story()


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """No story leaves its database open."""
    yield
    end_all()
