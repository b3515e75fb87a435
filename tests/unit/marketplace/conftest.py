"""The market that most stories here begin with."""

from collections.abc import Iterator

import pytest

from tests.unit.marketplace.stories import Story


@pytest.fixture
def story() -> Iterator[Story]:
    """Two freelancers, nothing else yet."""
    told = Story()
    yield told
    told.engine.close()
