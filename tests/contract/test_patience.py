"""What does not arrive is not waited for, what is no HTTP is refused in JSON, and nobody asks too often."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
import uvicorn
from starlette.applications import Starlette

from marketplace.contract.refusals import Problem
from marketplace.engine import Engine
from marketplace.http import create_app
from marketplace.http.connection import PatientConnection
from marketplace.http.limits import Allowance
from tests.contract.places import stored
from tests.unit.marketplace.stories import ANA, Story


class Hurried(PatientConnection):
    """A connection with little patience."""

    head_seconds = 0.3


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    """Ana is invited, in a file."""
    told = Story(f"sqlite:///{tmp_path / 'market.sqlite3'}", now=datetime.now(UTC)).invited()
    yield told
    told.engine.close()


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[int]:
    """`app` behind a hurried server; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, http=Hurried, ws="none", log_level="critical", access_log=False, lifespan="on")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        yield listener.getsockname()[1]
        server.should_exit = True
        await task


def app_of(story: Story, allowance: Allowance | None = None) -> Starlette:
    """The app beside a story."""
    address = str(story.engine._database.reader.url)
    return create_app(lambda: Engine(address), allowance=allowance)


async def says(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send the pieces, and read all that comes until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(20):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        answer = await reader.read()
    writer.close()
    return answer


def refused(answer: bytes) -> tuple[int, str]:
    """Status and name of a refusal."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return int(head.split()[1]), msgspec.json.decode(body, type=Problem).refusal().name


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param((), (408, "too_slow"), id="silence"),
        pytest.param((b"GET /health HTTP/1.1\r\nhost: x\r\nx-slow: ",), (408, "too_slow"), id="half a head"),
        pytest.param((b"hello there, this is no HTTP\r\n\r\n",), (400, "malformed"), id="no HTTP"),
        pytest.param((b"GET /health HTTP/1.1\r\nx: " + b"a" * 100_000,), (400, "malformed"), id="a head without end"),
        pytest.param((b"GET /health HTTP/1.1\r\n\r\n",), (400, "malformed"), id="no host"),
    ],
)
def test_a_head_that_does_not_come_is_given_up(
    story: Story, pieces: tuple[bytes, ...], expected: tuple[int, str]
) -> None:
    async def ask() -> bytes:
        async with serving(app_of(story)) as port:
            return await says(port, *pieces)

    assert refused(asyncio.run(ask())) == expected


def test_a_second_head_that_does_not_come_is_given_up_as_well(story: Story) -> None:
    async def ask() -> bytes:
        async with serving(app_of(story)) as port:
            return await says(port, b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n", b"GET /hea", pause=0.2)

    first, _, second = asyncio.run(ask()).rpartition(b"HTTP/1.1 ")
    assert b"200 OK" in first
    assert refused(b"HTTP/1.1 " + second) == (408, "too_slow")


def test_a_head_that_comes_in_time_may_take_an_answer_that_takes_longer(story: Story) -> None:
    async def ask() -> httpx.Response:
        token = story.engine.issue_token(ANA, "", timedelta(days=1))
        async with serving(app_of(story)) as port, httpx.AsyncClient(trust_env=False) as client:
            url = f"http://127.0.0.1:{port}/v1/changes?since=3&wait=0.8"
            return await client.get(url, headers={"authorization": f"Bearer {token}"})

    assert asyncio.run(ask()).status_code == 200


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_body_that_does_not_come_is_given_up_and_does_nothing(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.http.requests.BODY_SECONDS", 0.2)
    is_file = kind == "sqlite"
    address = f"sqlite:///{tmp_path / 'slow.sqlite3'}" if is_file else request.getfixturevalue("postgresql")
    story = Story(address, now=datetime.now(UTC)).invited()
    token = story.engine.issue_token(ANA, "", timedelta(days=1))
    head = (
        "PUT /v1/commands/0d9bd0a1-66e7-4e2f-a1a6-4d9f3a1f2b11 HTTP/1.1\r\nhost: x\r\n"
        f"authorization: Bearer {token}\r\ncontent-length: 400\r\n\r\n"
    )

    async def ask() -> bytes:
        async with serving(create_app(lambda: Engine(address))) as port:
            return await says(port, head.encode(), b'{"type":')

    before = stored(story)
    assert refused(asyncio.run(ask())) == (408, "too_slow")
    assert stored(story) == before


def test_who_asks_too_often_is_told_when_to_come_again_and_others_are_not(story: Story) -> None:
    tokens = {
        actor: story.engine.issue_token(ANA._replace(id=actor), "", timedelta(days=1)) for actor in ("ana", "ben")
    }

    async def ask() -> list[httpx.Response]:
        app = app_of(story, Allowance(0.5, 3))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://market") as client:
            asked = [
                await client.get("/v1/account", headers={"authorization": f"Bearer {tokens.get(who, who)}"})
                for who in ("ana", "ana", "ana", "ana", "ben", "guess", "guess", "guess", "guess")
            ]
            asked.append(await client.get("/health"))
        await app.state.engine.close()
        return asked

    answers = asyncio.run(ask())
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 200, 401, 401, 401, 429, 200]
    assert answers[3].headers["retry-after"] == "2"
    assert answers[3].json()["type"] == "/problems/too_often"
