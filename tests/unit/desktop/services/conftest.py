"""A desk, its marketplace, and a story between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import Story


@pytest.fixture
def story() -> Iterator[Story]:
    """A marketplace where Ana has an account."""
    told = Story()
    yield told
    told.engine.close()


@pytest.fixture
def market(story: Story) -> NearMarket:
    """The way there."""
    return NearMarket(story)


@pytest.fixture
def desk(tmp_path: Path, market: NearMarket) -> Iterator[Desk]:
    """A client that has never been used."""
    set_up = Desk(tmp_path / "profile", market)
    yield set_up
    set_up.close()
