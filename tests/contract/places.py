"""A marketplace that is reached over HTTP, and a second hand on its database, as another process would have one."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import msgspec
from sqlalchemy import delete, func, select
from starlette.applications import Starlette

from desktop.remote.embedded import EmbeddedTransport, LoopThread
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Changes
from marketplace.contract.refusals import Problem
from marketplace.engine import Engine
from marketplace.engine.schema import metadata
from marketplace.http import create_app
from tests.unit.marketplace.stories import ANA, BEN, MODERATOR, NORDWIND, TERN, Story

ROOT = Path(__file__).parents[2]
Shape = TypeVar("Shape")


class Place:
    """A way to a marketplace: requests go through `client`, `story` writes to the same database beside it."""

    def __init__(self, runner: asyncio.Runner, client: httpx.AsyncClient, story: Story) -> None:
        self.runner = runner
        self.client = client
        self.story = story
        self.tokens = {
            actor.id: story.engine.issue_token(actor, "test", timedelta(days=1))
            for actor in (ANA, BEN, NORDWIND, TERN, MODERATOR)
        }

    def ask(self, method: str, path: str, reader: str = "ana", **options: Any) -> httpx.Response:
        """One request by `reader`, answered."""
        return self.runner.run(self.asking(method, path, reader, **options))

    async def asking(self, method: str, path: str, reader: str = "ana", **options: Any) -> httpx.Response:
        """One request, to be awaited with others."""
        headers: dict[str, str] = options.pop("headers", {})
        if reader:
            headers |= {"authorization": f"Bearer {self.tokens.get(reader, reader)}"}
        return await self.client.request(method, path, headers=headers, **options)

    def sends(self, command: AnyCommand, id_: str | None = None, reader: str = "ana") -> httpx.Response:
        """A command, sent by `reader`."""
        return self.ask("PUT", f"/v1/commands/{id_ or uuid4()}", reader, content=msgspec.json.encode(command))

    def changes(self, since: int = 0, reader: str = "ana", **query: float) -> Changes:
        """A page of changes."""
        return read(self.ask("GET", "/v1/changes", reader, params={"since": since, **query}), Changes)


def read(response: httpx.Response, shape: type[Shape]) -> Shape:
    """The value in a good answer."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return msgspec.json.decode(response.content, type=shape)


def refused(response: httpx.Response) -> tuple[int, str]:
    """Status and name of a refusal; the document says the same status as the answer."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    document = msgspec.json.decode(response.content, type=Problem)
    assert document.status == response.status_code
    return response.status_code, document.refusal().name


def stored(story: Story) -> dict[str, int]:
    """How many rows there are of everything."""
    with story.engine._reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


@contextmanager
def embedded(address: str, runner: asyncio.Runner) -> Iterator[httpx.AsyncClient]:
    """The marketplace inside this process, on a loop in a thread of its own."""
    host = LoopThread("marketplace")
    host.start()
    apps: list[Starlette] = []

    async def build() -> Starlette:
        apps.append(create_app(lambda: Engine(address)))
        return apps[0]

    client = httpx.AsyncClient(transport=EmbeddedTransport(host, build), base_url="http://market")
    yield client
    runner.run(client.aclose())
    for app in apps:
        runner.run(host.call(app.state.engine.close()))
    host.stop()


@contextmanager
def served(address: str, *options: str) -> Iterator[str]:
    """A server process on the loopback interface; gives its URL, and sees that it ends well and in silence."""
    command = [sys.executable, "-W", "error", "-m", "marketplace", "serve", "--database", address, "--port", "0"]
    command += options or ("--rate", "0")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        ready = server.stdout.readline()
        try:
            assert ready.startswith("Serving http://"), server.stderr.read()
            yield ready.split()[1]
        finally:
            server.terminate()
        assert server.wait(30) in {0, -signal.SIGTERM}
        said = server.stderr.read()
        assert not said, said


def emptied(address: str) -> None:
    """Forget everything that another test has left in the database; its identity stays."""
    engine = Engine(address)
    with engine._transaction() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "meta":
                connection.execute(delete(table))
    engine.close()
