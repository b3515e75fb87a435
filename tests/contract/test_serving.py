"""The life of a server and of a request: nobody is kept waiting, and nothing of the inside is shown."""

import asyncio
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from marketplace.contract.ids import AccountId
from marketplace.contract.refusals import Problem
from marketplace.engine import Engine, MarketUnavailable
from marketplace.http import create_app
from tests.contract.places import ROOT, Place, served
from tests.unit.marketplace.stories import ANA, Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    """Ana is invited, in a file."""
    told = Story(address_of(tmp_path), now=datetime.now(UTC)).invited()
    yield told
    told.engine.close()


def address_of(folder: Path) -> str:
    """The database of a test."""
    return f"sqlite:///{folder / 'market.sqlite3'}"


def test_a_server_stops_at_once_though_somebody_waits(story: Story, tmp_path: Path) -> None:
    async def wait(place: Place) -> asyncio.Task[httpx.Response]:
        head = story.engine.head(AccountId("ana"))
        task = asyncio.create_task(place.asking("GET", f"/v1/changes?since={head}&wait=20", timeout=25))
        await asyncio.sleep(0.3)
        assert not task.done()
        return task

    async def ended(task: asyncio.Task[httpx.Response]) -> int:
        return (await task).status_code

    with asyncio.Runner() as runner:
        with served(address_of(tmp_path)) as url:
            place = Place(runner, httpx.AsyncClient(base_url=url, trust_env=False), story)
            task = runner.run(wait(place))
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 2
        assert runner.run(ended(task)) == 200
        runner.run(place.client.aclose())


def test_who_leaves_is_not_waited_for(tmp_path: Path, story: Story) -> None:
    """The handler ends with its client, on servers that do not cancel it."""

    async def leave() -> list[object]:
        sent: list[object] = []
        messages: Iterator[dict[str, object]] = iter(
            [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]
        )

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.05)
            return next(messages)

        async def send(message: object) -> None:
            sent.append(message)

        app = create_app(lambda: Engine(address_of(tmp_path)))
        token = story.engine.issue_token(ANA, "", timedelta(days=1))
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/v1/changes",
            "query_string": f"since={story.engine.head(AccountId('ana'))}&wait=20".encode(),
            "headers": [(b"authorization", f"Bearer {token}".encode())],
        }
        async with asyncio.timeout(5):
            await app(scope, receive, send)
        await app.state.engine.close()
        return sent

    assert asyncio.run(leave())


@pytest.mark.allow_logged_errors
def test_a_failure_shows_nothing_of_the_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(engine: Engine, account: AccountId) -> int:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(Engine, "head", fail)
    answer = asyncio.run(health(address_of(tmp_path)))
    document = msgspec.json.decode(answer.content, type=Problem)
    assert (answer.status_code, document.type) == (500, "/problems/failed")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in document.detail
    assert "secret of the house" in caplog.text


def test_a_database_that_cannot_be_used_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(engine: Engine, account: AccountId) -> int:
        raise MarketUnavailable("The disk is full; the marketplace could not write.")

    monkeypatch.setattr(Engine, "head", fail)
    answer = asyncio.run(health(address_of(tmp_path)))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["detail"] == "The disk is full; the marketplace could not write."


def test_the_log_has_a_line_for_each_request_and_no_query(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "marketplace.http")
    answer = asyncio.run(health(address_of(tmp_path), "?token=secret"))
    lines = [record.getMessage() for record in caplog.records if record.name == "marketplace.http"]
    assert [line.split()[:4] for line in lines] == [[answer.headers["x-request-id"], "GET", "/health", "200"]]


@pytest.mark.parametrize("trouble", ["port", "database"])
def test_a_server_that_cannot_start_says_why_in_one_sentence(tmp_path: Path, trouble: str) -> None:
    path, port = tmp_path / "market.sqlite3", "0"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        if trouble == "port":
            port = str(taken.getsockname()[1])
        else:
            path.write_text("no database")
        command = [sys.executable, "-m", "marketplace", "serve", "--database", f"sqlite:///{path}", "--port", port]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ("Cannot listen" if trouble == "port" else "was left as it is") in ended.stderr


async def health(address: str, query: str = "") -> httpx.Response:
    """Ask an app of its own how it is."""
    app = create_app(lambda: Engine(address))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://market") as client:
        answer = await client.get(f"/health{query}")
    await app.state.engine.close()
    return answer
