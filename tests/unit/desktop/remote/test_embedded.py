"""The way to the embedded marketplace: the same requests, carried between two loops of two threads."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import httpx
import pytest

from desktop.remote.embedded import AsgiApp, EmbeddedTransport, LoopThread, Message, Receive, Send

Handler = Callable[[Message, Receive, Send], Awaitable[None]]


@pytest.fixture
def host() -> Iterator[LoopThread]:
    """The other side's thread."""
    thread = LoopThread("other side")
    thread.start()
    yield thread
    thread.stop()


def ask(host: LoopThread, app: AsgiApp, method: str = "GET", path: str = "/", **options: object) -> httpx.Response:
    """What a client here gets from an app over there."""

    async def build() -> AsgiApp:
        return app

    async def call() -> httpx.Response:
        async with httpx.AsyncClient(transport=EmbeddedTransport(host, build), base_url="http://embedded") as client:
            return await client.request(method, path, **options)  # type: ignore[arg-type]

    return asyncio.run(call())


async def answer(send: Send, *parts: bytes, status: int = 200) -> None:
    """An answer in parts."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"x-from", b"there")]})
    for part in parts:
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body"})


async def echo(scope: Message, receive: Receive, send: Send) -> None:
    """Says what it was asked, and where it runs."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    said = f"{scope['method']} {scope['path']} {scope['query_string'].decode()} {threading.current_thread().name} "
    await answer(send, said.encode(), body, status=201)


def test_a_request_arrives_whole_over_there_and_its_answer_here(host: LoopThread) -> None:
    response = ask(host, echo, "PUT", "/v1/%C3%A4?a=1&b=%20", content=b"payload")
    assert response.status_code == 201
    assert response.headers["x-from"] == "there"
    assert response.text == "PUT /v1/ä a=1&b=%20 other side payload"


def test_a_body_is_pulled_piece_by_piece_as_the_other_side_asks(host: LoopThread) -> None:
    pulled: list[int] = []

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(5):
            pulled.append(number)
            yield b"x" * 10

    async def reads_two(_scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        await receive()
        await answer(send, b"enough")

    assert ask(host, reads_two, "PUT", content=pieces()).text == "enough"
    assert pulled == [0, 1]


def test_a_body_that_breaks_off_here_fails_here(host: LoopThread) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield b"x"
        raise OSError("the disk has gone")

    with pytest.raises(OSError, match="the disk has gone"):
        ask(host, echo, "PUT", content=breaks_off())


@pytest.mark.allow_logged_errors
def test_an_app_that_fails_behind_its_answer_has_answered(host: LoopThread) -> None:
    async def fails_late(_scope: Message, _receive: Receive, send: Send) -> None:
        await answer(send, b"before the bug", status=500)
        raise ZeroDivisionError

    response = ask(host, fails_late)
    assert (response.status_code, response.text) == (500, "before the bug")


def test_an_app_that_never_answers_hands_its_failure_over(host: LoopThread) -> None:
    async def fails(_scope: Message, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(host, fails)


def test_giving_up_here_gives_up_there(host: LoopThread) -> None:
    ended = threading.Event()

    async def waits(_scope: Message, _receive: Receive, _send: Send) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.set()
            raise

    async def call() -> None:
        async def build() -> AsgiApp:
            return waits

        async with httpx.AsyncClient(transport=EmbeddedTransport(host, build)) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await client.get("http://embedded/")

    asyncio.run(call())
    assert ended.wait(2)


def test_the_app_is_built_over_there_once_for_all_who_ask_at_once(host: LoopThread) -> None:
    built_in: list[str] = []

    async def build() -> AsgiApp:
        built_in.append(threading.current_thread().name)
        await asyncio.sleep(0.02)
        return echo

    async def call() -> None:
        async with httpx.AsyncClient(transport=EmbeddedTransport(host, build)) as client:
            await asyncio.gather(*(client.get("http://embedded/") for _ in range(5)))

    asyncio.run(call())
    assert built_in == ["other side"]


def test_one_who_gives_up_does_not_take_the_app_from_the_others(host: LoopThread) -> None:
    async def build() -> AsgiApp:
        await asyncio.sleep(0.1)
        return echo

    async def call() -> int:
        async with httpx.AsyncClient(transport=EmbeddedTransport(host, build)) as client:
            patient = asyncio.create_task(client.get("http://embedded/"))
            hasty = asyncio.create_task(client.get("http://embedded/"))
            await asyncio.sleep(0.02)
            hasty.cancel()
            return (await patient).status_code

    assert asyncio.run(call()) == 201


def test_a_build_that_failed_is_tried_again_by_the_next_request(host: LoopThread) -> None:
    attempts: list[int] = []

    async def build() -> AsgiApp:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("the file is locked")
        return echo

    async def call() -> int:
        async with httpx.AsyncClient(transport=EmbeddedTransport(host, build)) as client:
            with pytest.raises(OSError, match="the file is locked"):
                await client.get("http://embedded/")
            return (await client.get("http://embedded/")).status_code

    assert asyncio.run(call()) == 201


def test_stopping_ends_what_still_runs_over_there() -> None:
    ended = threading.Event()

    async def forever() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def story() -> None:
        call = asyncio.create_task(short.call(forever()))
        await asyncio.sleep(0.05)
        await asyncio.get_running_loop().run_in_executor(None, short.stop)
        with pytest.raises(asyncio.CancelledError):
            await call

    short = LoopThread("short life")
    short.start()
    asyncio.run(story())
    assert ended.is_set()
