"""The demo market, played once, and a moment to play it at."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marketplace.contract.entities import AnyEntity, Changes
from marketplace.engine import Engine
from marketplace.simulation.demo import ANA, create, fill

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def all_entities(engine: Engine) -> tuple[AnyEntity, ...]:
    """What Ana may read, whole."""
    changes = engine.changes(ANA.id, 0, 1_000)
    assert isinstance(changes, Changes)
    assert not changes.more
    return changes.entities


@pytest.fixture(scope="session")
def played() -> Iterator[Engine]:
    """The demo, for reading only."""
    engine = Engine("sqlite://")
    fill(engine, NOW)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def entities(played: Engine) -> tuple[AnyEntity, ...]:
    """Everything that Ana may read in it."""
    return all_entities(played)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as a file, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "market.sqlite3"
    create(path, NOW)
    return path


@pytest.fixture
def market(finished: Path, tmp_path: Path) -> Iterator[Engine]:
    """A demo of the test's own, to act in."""
    engine = Engine(f"sqlite:///{shutil.copy(finished, tmp_path)}")
    yield engine
    engine.close()


@pytest.fixture
def bare() -> Iterator[Engine]:
    """A market with nothing in it."""
    engine = Engine("sqlite://")
    yield engine
    engine.close()
