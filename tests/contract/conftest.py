"""One suite, three marketplaces: inside this process, as the client embeds it, and served on both databases."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.contract.places import Place, embedded, emptied, served
from tests.support.postgresql import Cluster
from tests.unit.marketplace.stories import Story, end_all


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """No story leaves its database open."""
    yield
    end_all()


class Server(NamedTuple):
    """A server process and its database; starting one takes longer than most tests, so they share it."""

    url: str
    address: str


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the whole run, on a file."""
    address = f"sqlite:///{tmp_path_factory.mktemp('server') / 'market.sqlite3'}"
    with served(address) as url:
        yield Server(url, address)


@pytest.fixture(scope="session")
def on_postgresql(cluster: Cluster) -> Iterator[Server]:
    """A server of the whole run, two workers on one PostgreSQL: whom of them a request meets is left to chance."""
    address = cluster.create()
    with served(address, "--rate", "0", "--workers", "2") as url:
        yield Server(url, address)
    cluster.drop(address)


@pytest.fixture(params=["embedded", "on_sqlite", "on_postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A marketplace with Ana and Ben, one of whom has been invited to a job: Ana."""
    with asyncio.Runner() as runner:
        if request.param == "embedded":
            address = f"sqlite:///{tmp_path / 'market.sqlite3'}"
            way: AbstractContextManager[httpx.AsyncClient] = embedded(address, runner)
        else:
            shared: Server = request.getfixturevalue(request.param)
            address, way = shared.address, _client(shared.url, runner)
            emptied(address)
        story = Story(address, now=datetime.now(UTC)).invited()
        with way as client:
            yield Place(runner, client, story)
        story.engine.close()


@contextmanager
def _client(url: str, runner: asyncio.Runner) -> Iterator[httpx.AsyncClient]:
    client = httpx.AsyncClient(base_url=url, trust_env=False)
    yield client
    runner.run(client.aclose())
