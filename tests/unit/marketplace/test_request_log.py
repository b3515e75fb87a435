"""An answer says whose it is: it repeats the id that the asker gave, where that is one, and is given one otherwise."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from marketplace.http.log import ID, RequestLog


async def _hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def _id_for(*given: bytes) -> bytes:
    said = list[Message]()

    async def send(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"x-request-id", each) for each in given]
    scope = {"type": "http", "method": "GET", "path": "/health", "headers": headers}
    asyncio.run(RequestLog(_hello)(scope, receive, send))
    return bytes(dict(said[0]["headers"])[b"x-request-id"])


def test_the_id_of_the_question_is_repeated() -> None:
    assert _id_for(b"0123456789abcdef") == b"0123456789abcdef"


@pytest.mark.parametrize("given", [b"", b"short", b"0123456789abcdef\nGET /forged", b"A" * 16, b"0" * 33, b"\xff" * 16])
def test_what_is_no_id_gets_into_no_log_and_no_answer(given: bytes) -> None:
    assert _id_for(given) != given
    assert ID.fullmatch(_id_for(given))


def test_who_gives_none_gets_one() -> None:
    assert ID.fullmatch(_id_for())
