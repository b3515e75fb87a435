"""The client's calls: what they say, and what becomes of a jammed pool."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import msgspec
import pytest

from desktop.errors import Offline, Refused, SignedOut
from desktop.remote.market import Market
from marketplace.contract.commands import SeeInvitation
from marketplace.contract.entities import BlobProgress, Changes, Party
from marketplace.contract.ids import AccountId, BlobId, CommandId
from marketplace.engine import Actor
from marketplace.http.app import create_app
from tests.unit.marketplace.stories import INVITATION, Story

ME = AccountId("ana")
COMMAND = CommandId("8c4de1b0-6a6c-4a3f-9d9e-2f9a1b4c5d6e")
PAGE = b'{"market":"m","entities":[],"next":3,"more":false}'


class Answering(httpx.AsyncBaseTransport):
    """Answers everything by a function, and remembers what was asked."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.answer = answer
        self.requests: list[httpx.Request] = []
        self.is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        await asyncio.sleep(0)  # as over a wire: others get their turn
        self.requests.append(request)
        return self.answer(request)

    async def aclose(self) -> None:
        self.is_closed = True


def answer(body: bytes, status: int = 200, **headers: str) -> httpx.Response:
    """A response whose body has not been read yet."""
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def asked(answered: bytes, call: Callable[[Market], Awaitable[object]]) -> httpx.Request:
    """The one request that a call makes."""
    transport = Answering(lambda _request: answer(answered))

    async def ask() -> None:
        market = Market("http://market/base", "secret", lambda: transport)
        await call(market)
        await market.close()

    asyncio.run(ask())
    (request,) = transport.requests
    return request


def test_every_request_carries_the_token_and_asks_for_gzip_at_most() -> None:
    request = asked(PAGE, lambda market: market.changes(2, 25.0))
    assert request.headers["authorization"] == "Bearer secret"
    assert request.headers["accept-encoding"] == "gzip"


def test_changes_are_asked_for_by_number_and_patience_below_the_given_address() -> None:
    request = asked(PAGE, lambda market: market.changes(2, 25.0, 7))
    assert str(request.url) == "http://market/base/v1/changes?since=2&wait=25&limit=7"


def test_a_command_goes_out_byte_for_byte_under_its_id() -> None:
    receipt = b'{"command":"%s","seq":1,"at":"2026-03-02T09:00:00Z"}' % COMMAND.encode()
    request = asked(receipt, lambda market: market.send(COMMAND, b'{"type": "as it was frozen"}'))
    assert (request.method, request.url.path) == ("PUT", f"/base/v1/commands/{COMMAND}")
    assert request.content == b'{"type": "as it was frozen"}'


def test_a_piece_says_where_it_stands() -> None:
    progress = msgspec.json.encode(BlobProgress(received=30, complete=False))
    request = asked(progress, lambda market: market.upload_piece(BlobId("ab"), 50, 20, b"0123456789"))
    assert (request.url.path, dict(request.url.params)) == ("/base/v1/blobs/ab", {"offset": "20", "size": "50"})
    assert request.content == b"0123456789"


def test_a_redirect_is_not_followed_so_that_the_token_goes_nowhere_else() -> None:
    elsewhere = Answering(lambda _request: answer(b"", 307, location="http://evil/"))

    async def ask() -> None:
        market = Market("http://market", "secret", lambda: elsewhere)
        with pytest.raises(Exception, match="HTTP 307"):
            await market.account()
        await market.close()

    asyncio.run(ask())
    assert [request.url.host for request in elsewhere.requests] == ["market"]


# --- a jammed pool ----------------------------------------------------------------------------------------


def _jam(_request: httpx.Request) -> httpx.Response:
    raise httpx.PoolTimeout("no connection became free")


def test_a_client_whose_pool_is_jammed_is_replaced_and_the_call_goes_through() -> None:
    transports = [Answering(_jam), Answering(lambda _request: answer(PAGE))]
    made = iter(transports)

    async def ask() -> Changes:
        market = Market("http://market", "secret", lambda: next(made))
        page = await market.changes(0, 0)
        await market.changes(0, 0)
        await market.close()
        return page

    assert asyncio.run(ask()).next == 3
    assert [len(transport.requests) for transport in transports] == [1, 2]
    assert [transport.is_closed for transport in transports] == [True, True]


def test_where_the_new_one_is_jammed_too_it_is_offline() -> None:
    made: list[Answering] = []

    def make() -> Answering:
        made.append(Answering(_jam))
        return made[-1]

    async def ask() -> None:
        market = Market("http://market", "secret", make)
        try:
            await market.changes(0, 0)
        finally:
            await market.close()

    with pytest.raises(Offline):
        asyncio.run(ask())
    assert len(made) == 2


def test_many_calls_that_meet_a_jam_replace_the_client_once() -> None:
    made: list[Answering] = []

    def make() -> Answering:
        made.append(Answering(lambda _request: answer(PAGE)) if made else Answering(_jam))
        return made[-1]

    async def ask() -> None:
        market = Market("http://market", "secret", make)
        await asyncio.gather(*(market.changes(0, 0) for _ in range(5)))
        await market.close()

    asyncio.run(ask())
    assert len(made) == 2


# --- with the marketplace's own interface -----------------------------------------------------------------


def test_client_and_marketplace_understand_each_other() -> None:
    story = Story().invited()
    token = story.engine.issue_token(Actor(Party.FREELANCER, ME), "test", timedelta(days=1))
    app = create_app(lambda: story.engine)

    async def talk() -> None:
        market = Market("http://market", token, lambda: httpx.ASGITransport(app=app))
        assert await market.policy() == story.engine.policy
        assert (await market.account()).id == "ana"
        assert (await market.changes(0, 0)).market == story.engine.market
        command = msgspec.json.encode(SeeInvitation(invitation=INVITATION))
        first, again = await market.send(COMMAND, command), await market.send(COMMAND, command)
        assert first == again
        with pytest.raises(Refused) as caught:
            await market.changes(10**6, 0)
        assert caught.value.refusal.name == "too_old"
        await market.close()
        await app.state.engine.close()

    asyncio.run(talk())


def test_a_wrong_token_is_signed_out() -> None:
    story = Story()
    app = create_app(lambda: story.engine)

    async def talk() -> None:
        market = Market("http://market", "wrong", lambda: httpx.ASGITransport(app=app))
        with pytest.raises(SignedOut):
            await market.account()
        await market.close()
        await app.state.engine.close()

    asyncio.run(talk())
