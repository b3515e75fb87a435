"""A server and many clients in virtual time: each client is the real one behind the network, store included."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

import httpx
import msgspec

from desktop.changes import ChangeBus
from desktop.local.blobs import BlobStore
from desktop.local.outbox import Order
from desktop.local.recordings import Recordings
from desktop.local.store import open_store
from desktop.local.thread import StoreThread
from desktop.remote.market import HUNG_UP, Market
from desktop.services.connectivity import Connectivity
from desktop.services.delivery import Delivery
from desktop.services.interviews import Interviews
from desktop.services.outgoing import Outgoing
from desktop.services.patience import Patience
from desktop.services.sync import Sync
from marketplace.contract import entities
from marketplace.contract.commands import SetDraftKeeping
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId
from marketplace.contract.policy import Policy
from tests.support.virtual_time import Inline
from tests.unit.desktop.things import MORNING, an_account

LATENCY = 0.05
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where there is such a place: two hundred stores on a busy disk would be most of what a crowd costs."""
MORNING_THERE = MORNING.timestamp()

Wish = Callable[[datetime], str]
"""What `Retry-After` says, by the server's clock."""


class Trouble(NamedTuple):
    """How a server fails: with a status, or, where that is 0, by not being there."""

    status: int = 0
    wish: Wish | None = None


class Server:
    """Answers everybody while it is well. `asked` are the moments of all questions, by the loop's clock.

    Who asks while `is_silent` waits on a dead line.
    """

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.delivered: dict[str, float] = {}
        self.is_silent = False
        self._trouble: Trouble | None = None
        self._broken = asyncio.Event()
        self._seq = 1

    def fails(self, trouble: Trouble) -> None:
        """From now on, for those who wait for news as well."""
        self._trouble = trouble
        self._broken.set()

    def is_back(self) -> None:
        """Well again."""
        self._trouble = None
        self._broken = asyncio.Event()

    def now(self) -> datetime:
        """Its clock."""
        return datetime.fromtimestamp(MORNING_THERE + asyncio.get_running_loop().time(), UTC)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """One exchange, as httpx's transports carry it."""
        self.asked.append(asyncio.get_running_loop().time())
        await asyncio.sleep(LATENCY)
        if self.is_silent:
            await asyncio.sleep(86_400)
        if self._trouble is not None:
            return self._failure(self._trouble, httpx.ConnectError("Connection refused"))
        trouble = await self._trouble_within(float(request.url.params.get("wait", 0)))
        if trouble is not None:
            return self._failure(trouble, httpx.RemoteProtocolError(HUNG_UP))
        return self._said(self._thing(request))

    async def _trouble_within(self, seconds: float) -> Trouble | None:
        """What happens while somebody waits for news, which there are none of."""
        try:
            async with asyncio.timeout(seconds):
                await self._broken.wait()
        except TimeoutError:
            pass
        return self._trouble

    def _thing(self, request: httpx.Request) -> object:
        match request.url.path.split("/")[2:]:
            case ["policy"]:
                return Policy()
            case ["account"]:
                return an_account()
            case ["changes"]:
                return entities.Changes(market="m", entities=(), next=self._seq, more=False)
            case ["commands", command]:
                self.delivered[command] = asyncio.get_running_loop().time()
                return Receipt(command=CommandId(command), seq=self._seq, at=self.now())
        raise AssertionError(request.url)

    def _failure(self, trouble: Trouble, error: httpx.TransportError) -> httpx.Response:
        if not trouble.status:
            raise error
        headers = {} if trouble.wish is None else {"retry-after": trouble.wish(self.now())}
        return self._said(None, trouble.status, headers)

    def _said(self, thing: object, status: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
        date = format_datetime(self.now(), usegmt=True)
        body = httpx.ByteStream(msgspec.json.encode(thing))
        return httpx.Response(status, stream=body, headers={"date": date, **(headers or {})})


class Member:
    """One client of the crowd, as a session wires it to a marketplace over a network."""

    def __init__(self, directory: Path, server: Server, seed: int) -> None:
        path = directory / "bellhop.sqlite3"
        self.clock_was_set_by = 0.0
        dice, bus, clock = Random(seed), ChangeBus(), lambda: server.now().timestamp() + self.clock_was_set_by
        self.store = StoreThread(open_store(path), path, Inline())  # in virtual time no thread is waited for
        self.market = Market("https://market", "token", lambda: httpx.MockTransport(server.answer))
        self.connectivity = Connectivity()
        self.sync = Sync(self.store, self.market, bus, self.connectivity, Patience(dice, in_company=True))
        self.delivery = Delivery(
            self.store,
            self.market,
            BlobStore(directory / "blobs"),
            Interviews(self.store, Recordings(directory / "recordings"), clock),
            bus,
            self.connectivity,
            Patience(dice),
            clock,
            asyncio.get_running_loop().time,
        )
        self.outgoing = Outgoing(self.store, bus, self.delivery, clock)
        self.connectivity.subscribe(self._on_reach_changed)

    def _on_reach_changed(self) -> None:
        if self.connectivity.is_open:
            self.delivery.poke()

    @asynccontextmanager
    async def living(self) -> AsyncIterator["Member"]:
        """While it syncs and delivers."""
        tasks = [asyncio.ensure_future(work) for work in (self.sync.run(), self.delivery.run())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            await self.market.close()
            self.store._close_connection()
        assert all(isinstance(end, asyncio.CancelledError) for end in ends), ends

    async def send(self, command: str) -> None:
        """Put something into the outbox."""
        keep = SetDraftKeeping(keeps=True)
        await self.outgoing.put(Order(CommandId(command), keep, "account", "account", "ana", "Copies of drafts"))


@asynccontextmanager
async def gathered(server: Server, size: int, seed: int, within: float) -> AsyncIterator[list[Member]]:
    """`size` clients, who come at moments of their own `within` so many seconds, and are there."""
    dice = Random(seed)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bellhop-crowd-", dir=MEMORY)))
        members = []
        for number in range(size):
            (folder / str(number)).mkdir()
            members.append(Member(folder / str(number), server, seed * size + number))
        for member, wait in zip(members, sorted(dice.uniform(0, within) for _ in members), strict=True):
            await asyncio.sleep(max(0.0, wait - asyncio.get_running_loop().time()))
            await stack.enter_async_context(member.living())
        yield members
