"""A client without a window that lives through any weather: store, sync and delivery as a session wires them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from desktop.changes import ChangeBus
from desktop.clock import Clock, system_clock
from desktop.local import listing
from desktop.local.blobs import BlobStore
from desktop.local.outbox import Standing
from desktop.local.recordings import Recordings
from desktop.local.store import open_store
from desktop.local.thread import StoreThread
from desktop.remote.encryption import network_transport
from desktop.remote.market import Market
from desktop.services.composer import Composer
from desktop.services.connectivity import Connectivity
from desktop.services.delivery import Delivery
from desktop.services.inbox import Inbox
from desktop.services.interviews import Interviews
from desktop.services.outgoing import Outgoing
from desktop.services.patience import Patience
from desktop.services.rooms import Rooms
from desktop.services.sync import Sync


class Hasty(Patience):
    """As patient as the real one, a thousand times faster."""

    def after(self, error: Exception) -> float:
        return super().after(error) / 1000


class Traveller:
    """One start of the program on `directory`. `live` runs it; leaving that is a sudden end, with nothing flushed."""

    def __init__(
        self,
        directory: Path,
        url: str,
        token: str,
        seed: int,
        clock: Clock = system_clock,
    ) -> None:
        directory.mkdir(exist_ok=True)
        path = directory / "bellhop.sqlite3"
        self.store = StoreThread(open_store(path), path)
        self.market = Market(url, token, network_transport)
        self.connectivity = Connectivity()
        bus, dice = ChangeBus(), Random(seed)
        blobs = BlobStore(directory / "blobs")
        self.sync = Sync(self.store, self.market, bus, self.connectivity, Hasty(dice))
        interviews = Interviews(self.store, Recordings(directory / "recordings"), clock)
        self.delivery = Delivery(self.store, self.market, blobs, interviews, bus, self.connectivity, Hasty(dice), clock)
        self.outgoing = Outgoing(self.store, bus, self.delivery, clock)
        self.inbox = Inbox(self.store, self.outgoing)
        self.rooms = Rooms(self.store, self.outgoing)
        self.composer = Composer(self.store, self.outgoing, bus, clock, undo_seconds=0)
        self.blobs = blobs
        self._renewal: asyncio.Future[None] | None = None
        self.connectivity.subscribe(self._on_reach_changed)

    @asynccontextmanager
    async def live(self) -> AsyncIterator["Traveller"]:
        """While it syncs and delivers."""
        tasks = [asyncio.ensure_future(work) for work in (self.sync.run(), self.delivery.run())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            await self.market.close()
            await asyncio.to_thread(self.store.close)
        broken = [end for end in ends if not isinstance(end, asyncio.CancelledError)]
        assert not broken, broken

    async def until_sent(self, seconds: float = 60.0) -> None:
        """Until nothing waits any more."""
        deadline = asyncio.get_running_loop().time() + seconds
        while (standing := await self.outgoing.standing()).waiting:
            assert asyncio.get_running_loop().time() < deadline, f"{standing}, {self.connectivity.reach}"
            await asyncio.sleep(0.01)

    async def until_fetched(self, seconds: float = 60.0) -> None:
        """Until the marketplace has been seen, and its things are here."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (self.connectivity.is_open and await self.store.read(listing.has_whole_copy)):
            assert asyncio.get_running_loop().time() < deadline, self.connectivity.sentence
            await asyncio.sleep(0.005)

    async def standing(self) -> Standing:
        """How the outbox stands."""
        return await self.outgoing.standing()

    def wake(self) -> None:
        """The computer slept, or moved."""
        self._renewal = asyncio.ensure_future(self.market.renew())
        self.delivery.retry()

    def _on_reach_changed(self) -> None:
        if self.connectivity.is_open:
            self.delivery.poke()
