"""The market that most stories here begin with."""

from collections.abc import Iterator

import pytest

from tests.unit.marketplace.stories import Story, end_all


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a new marketplace's database; each test that asks for one is run on both."""
    return "sqlite://" if request.param == "sqlite" else str(request.getfixturevalue("postgresql"))


@pytest.fixture
def story(database: str) -> Iterator[Story]:
    """Two freelancers, nothing else yet."""
    told = Story(database)
    yield told
    told.engine.close()


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """No story leaves its database open."""
    yield
    end_all()
