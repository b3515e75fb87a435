"""A store on the disk, as the client opens it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.local.store import Connection, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "bellhop.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Connection]:
    """A fresh store."""
    connection = open_store(path)
    yield connection
    connection.close()
