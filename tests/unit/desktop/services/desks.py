"""A freelancer's desk: the client's services over a real store, and a marketplace that is as near as can be."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from desktop.changes import ChangeBus, Changes
from desktop.errors import AppError, Refused
from desktop.local import listing, outbox
from desktop.local.blobs import BlobStore
from desktop.local.listing import Record
from desktop.local.outbox import Standing, Waiting
from desktop.local.recordings import Recordings
from desktop.local.sections import Section
from desktop.local.store import open_store
from desktop.local.thread import StoreThread
from desktop.remote.market import Market
from desktop.services.attachments import Attachments
from desktop.services.bell import Bell
from desktop.services.composer import Composer
from desktop.services.connectivity import Connectivity
from desktop.services.delivery import Delivery
from desktop.services.draft_copies import DraftCopies
from desktop.services.inbox import Inbox
from desktop.services.interviews import Interviews
from desktop.services.outgoing import Outgoing
from desktop.services.patience import Patience
from desktop.services.rooms import Rooms
from desktop.services.sync import Sync
from marketplace.contract import entities
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Account, BlobProgress, Draft, Receipt
from marketplace.contract.ids import AccountId, BlobId, CommandId, DraftId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from tests.unit.marketplace.stories import ANA, Story

Answer = TypeVar("Answer")

ME = AccountId("ana")


class NearMarket(Market):
    """The marketplace of a story without a network between. Failures can be put in its way.

    `before[call]` are raised by the next calls of that name before anything happens; `after_sending` by the next
    deliveries after they had their effect: the answer got lost.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.asked: list[str] = []
        self.sent: list[CommandId] = []
        self.before: dict[str, list[AppError]] = {}
        self.after_sending: list[AppError] = []
        self.is_down: AppError | None = None
        self.is_waited_for = False
        self._stirred = asyncio.Event()

    def stir(self) -> None:
        """Something happened over there: who waits may look."""
        self._stirred.set()

    async def policy(self) -> Policy:
        self._called("policy")
        return self.story.engine.policy

    async def account(self) -> Account:
        self._called("account")
        found = self.story.engine.account(ME)
        assert found is not None
        return found

    async def changes(self, since: int, wait: float, limit: int = 500) -> entities.Changes:
        self._called("changes", f"since {since}")
        page = _or_raised(self.story.engine.changes(ME, since, limit))
        if wait and not page.entities:
            self._stirred = asyncio.Event()
            self.is_waited_for = True
            await self._stirred.wait()
            self.is_waited_for = False
            self._called("changes")
            page = _or_raised(self.story.engine.changes(ME, since, limit))
        return page

    async def send(self, command: CommandId, body: bytes) -> Receipt:
        self._called("send", command)
        item = outbox._decoder.decode(body)
        receipt = _or_raised(self.story.engine.handle(ANA, command, item))
        self.stir()
        if self.after_sending:
            raise self.after_sending.pop(0)
        self.sent.append(command)
        return receipt

    async def outcome(self, command: CommandId) -> Receipt | None:
        self._called("outcome", command)
        found = self.story.engine.outcome(ANA, command)
        return None if found is None else _or_raised(found)

    async def draft(self, draft: DraftId) -> Draft | None:
        self._called("draft", draft)
        found = self.story.engine.thing(ANA, "draft", draft)
        assert found is None or isinstance(found, Draft)
        return found

    async def blob_progress(self, blob: BlobId) -> BlobProgress:
        self._called("blob_progress")
        return _or_raised(self.story.engine.blob_progress(ANA, blob))

    async def upload_piece(self, blob: BlobId, size: int, offset: int, piece: bytes) -> BlobProgress:
        self._called("upload_piece", f"{offset}+{len(piece)}")
        return _or_raised(self.story.engine.put_piece(ANA, blob, offset, size, piece))

    async def close(self) -> None:
        """Nothing to close."""

    def _called(self, call: str, detail: str = "") -> None:
        self.asked.append(f"{call} {detail}".strip())
        if self.is_down is not None:
            raise self.is_down
        if self.before.get(call):
            raise self.before[call].pop(0)


def _or_raised(outcome: Answer | Refusal) -> Answer:
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return outcome


class Eager(Patience):
    """Never waits long, and remembers what it was asked to be patient with."""

    def __init__(self, seconds: float = 0.01) -> None:
        super().__init__(random.Random(1))
        self.seconds = seconds
        self.failures: list[Exception] = []

    def after(self, error: Exception) -> float:
        self.failures.append(error)
        return self.seconds


class Desk:
    """Everything between the windows and the marketplace. `now` is the client's clock, which only tests move."""

    def __init__(self, directory: Path, market: NearMarket | None, *, undo_seconds: int | None = 0) -> None:
        directory.mkdir(exist_ok=True)
        path = directory / "bellhop.sqlite3"
        self.now = 1_772_442_000.0
        self.clock_was_set_by = 0.0
        self._has_scout = False
        self.market = market
        self.heard = Changes()
        self.store = StoreThread(open_store(path), path)
        self.bus = ChangeBus()
        self.bus.subscribe(self._hear)
        self.blobs = BlobStore(directory / "blobs")
        self.connectivity = Connectivity()
        self.patience = Eager()
        self.recordings = Recordings(directory / "recordings")
        self.interviews = Interviews(self.store, self.recordings, self._clock)
        self.delivery = Delivery(
            self.store,
            market,
            self.blobs,
            self.interviews,
            self.bus,
            self.connectivity,
            self.patience,
            self._clock,
            self._steady,
        )
        self.outgoing = Outgoing(self.store, self.bus, self.delivery, self._clock)
        self.inbox = Inbox(self.store, self.outgoing)
        self.rooms = Rooms(self.store, self.outgoing)
        self.bell = Bell(self.store, self.outgoing)
        self.composer = Composer(self.store, self.outgoing, self.bus, self._clock, undo_seconds)
        self.attachments = Attachments(self.store, self.blobs)
        self.copies = DraftCopies(self.store, market, self.outgoing, self.bus, self.connectivity, self.patience)

    def _look_again(self) -> None:
        """A scout who finds the marketplace where it was, in place of a sync."""
        if self.market is not None and self.market.is_down is None:
            asyncio.get_running_loop().call_soon(self._found)

    def _found(self) -> None:
        self.connectivity.reached()
        self.delivery.poke()

    def _clock(self) -> float:
        return self.now + self.clock_was_set_by

    def _steady(self) -> float:
        return self.now

    def _hear(self, changes: Changes) -> None:
        self.heard |= changes

    def made_sync(self) -> Sync:
        """A sync and what it knows about the connection, as each start of the program makes them."""
        assert self.market is not None
        self.market.is_waited_for = False
        return Sync(self.store, self.market, self.bus, self.connectivity, self.patience)

    @asynccontextmanager
    async def synced(self) -> AsyncIterator[Sync]:
        """While the sync runs; begins when the mirror is complete."""
        assert self.market is not None
        market, sync = self.market, self.made_sync()
        async with running(sync.run()):
            await self.until(lambda: market.is_waited_for, "the copy")
            yield sync

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """While the outbox is delivered, to a marketplace that was there when somebody looked."""
        self.connectivity.reached()
        if not self._has_scout:
            self._has_scout = True
            self.connectivity.when_doubted(self._look_again)
        async with running(self.delivery.run()):
            yield

    async def command(self, id_: str) -> Waiting | None:
        """A row of the outbox."""
        return await self.store.read(outbox.get, id_)

    async def section(self, section: Section) -> list[Record]:
        """What a section lists."""
        return await self.store.read(listing.first, section, 100)

    async def until_delivered(self) -> None:
        """Until nothing waits any more."""
        deadline = asyncio.get_running_loop().time() + 20
        while await self.store.read(outbox.next_due, 2**60) is not None:
            assert asyncio.get_running_loop().time() < deadline, "something still waits"
            await asyncio.sleep(0.005)

    async def until_it_stands(self, wanted: Standing) -> None:
        """Until the outbox stands like that."""
        deadline = asyncio.get_running_loop().time() + 3
        while (standing := await self.outgoing.standing()) != wanted:
            assert asyncio.get_running_loop().time() < deadline, standing
            await asyncio.sleep(0.005)

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Until something holds that happens beside us."""
        deadline = asyncio.get_running_loop().time() + 3
        while not holds():
            assert asyncio.get_running_loop().time() < deadline, f"{what} did not come"
            await asyncio.sleep(0.005)

    def start_again(self) -> None:
        """The program was ended and is started again: what it knew about the connection is gone."""
        self.connectivity = Connectivity()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


@asynccontextmanager
async def running(work: Any) -> AsyncIterator[None]:
    """While `work` goes on beside; its own end is an error."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        outcome = (await asyncio.gather(task, return_exceptions=True))[0]
    assert isinstance(outcome, asyncio.CancelledError), outcome


def client_does(story: Story, market: NearMarket, actor: Any, command: AnyCommand) -> None:
    """The other side acts, and who waits hears of it."""
    story.does(actor, command)
    market.stir()
