"""Keeping the mirror up to date: pull what changed, wait for more. Waiting is only the hint, pulling is the truth."""

import asyncio
from typing import TYPE_CHECKING

from desktop.changes import ChangeBus, Changes
from desktop.clock import milliseconds, system_clock
from desktop.errors import AppError, InDoubt, MassRemoval, OtherMarket, Refused, SignedOut, Unreadable
from desktop.local import documents, mirror
from desktop.local.documents import Cursor
from desktop.local.mirror import Thing
from desktop.local.thread import StoreThread
from desktop.services.connectivity import Connectivity, Reach
from desktop.services.patience import Patience
from marketplace import faults
from marketplace.contract import entities
from marketplace.contract.entities import Gone
from marketplace.contract.policy import Policy

if TYPE_CHECKING:
    from desktop.remote.market import Market

WAIT = 25.0
PAGE = 200
FEW = 10
"""So many things may go at once without a question."""

Introduction = tuple[Policy, entities.Account]


class Sync:
    """Runs until its task is cancelled. `poke()` ends a pause, and a wait for news, at once.

    After an outage that many had, it rests before it waits for news again; what is done here ends that as well.
    """

    def __init__(
        self, store: StoreThread, market: "Market", bus: ChangeBus, connectivity: Connectivity, patience: Patience
    ) -> None:
        self._store = store
        self._market = market
        self._bus = bus
        self._connectivity = connectivity
        self._patience = patience
        self._poked = asyncio.Event()
        self._is_resting = False
        self._introduction: Introduction | None = None
        self._is_introduced = False
        self._doubt: InDoubt | None = None
        self._allowed: type[InDoubt] | None = None
        connectivity.when_doubted(self.poke)
        bus.subscribe(self._on_changed)

    def poke(self) -> None:
        """Look now: something happened here, and may have mended what failed."""
        self._patience.hurry()
        self._poked.set()

    def consent(self) -> None:
        """The user believes what the marketplace said last, and wants it in place of the copy here. Holds once."""
        self._allowed = None if self._doubt is None else type(self._doubt)
        self.poke()

    async def run(self) -> None:
        """Pull for ever."""
        rest = 0.0
        while True:
            was_poked = self._poked.is_set()
            self._poked.clear()
            try:
                is_last = await self._step(is_waiting=not was_poked)
            except AppError as error:
                await self._pause(self._patience.after(error))
            else:
                rest = max(rest, self._patience.succeeded())
                if is_last and rest:
                    await self._rest(rest)
                    rest = 0.0

    async def catch_up(self) -> None:
        """Pull until nothing is left to pull. Raises AppError."""
        while not await self._step(is_waiting=False):
            pass

    async def _step(self, *, is_waiting: bool) -> bool:
        """One page; True where it was the last one so far."""
        try:
            if self._introduction is None:
                self._introduction = await self._market.policy(), await self._market.account()
            is_last = await self._pull(is_waiting=is_waiting)
        except AppError as error:
            self._doubt = error if isinstance(error, InDoubt) else None
            if isinstance(error, SignedOut | InDoubt):
                self._introduction, self._is_introduced = None, False
            self._connectivity.failed(error)
            raise
        self._doubt = None
        return is_last

    async def _pull(self, *, is_waiting: bool) -> bool:
        """One page. Nobody is called reached before an answer has come, so the first call after a failure is short."""
        cursor = await self._store.read(mirror.cursor)
        is_complete = cursor is not None and cursor.is_complete
        can_wait = is_waiting and is_complete and self._connectivity.reach is Reach.ONLINE
        try:
            page = await self._asked(0 if cursor is None else cursor.next, WAIT if can_wait else 0.0)
        except Refused as error:
            if error.refusal.name != "too_old":
                raise
            await self._begin_again(cursor)
            return False
        if page is None:
            return False
        if cursor is not None and page.market != cursor.market:
            await self._move(page)
            return False
        if cursor is not None and page.next < cursor.next:
            raise Unreadable("The answer belongs to another question. Nothing was changed; it is asked again.")
        await self._take(cursor, page)
        return not page.more

    async def _asked(self, since: int, wait: float) -> entities.Changes | None:
        """The next page; None where a poke came first: the connection that one waits on may have died in silence."""
        if not wait:
            return await self._market.changes(since, wait, PAGE)
        asking = asyncio.ensure_future(self._market.changes(since, wait, PAGE))
        poked = asyncio.ensure_future(self._poked.wait())
        try:
            await asyncio.wait({asking, poked}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            asking.cancel()
            poked.cancel()
            await asyncio.gather(asking, poked, return_exceptions=True)

    async def _take(self, cursor: Cursor | None, page: entities.Changes) -> None:
        """Write a page down, after whoever's copy it belongs to was introduced."""
        is_complete = cursor is not None and cursor.is_complete
        await self._agree_to_losses(cursor, page)
        self._is_introduced = self._is_introduced and cursor is not None
        await self._introduce()
        if page.entities or cursor is None or page.next != cursor.next or not is_complete:
            faults.point("sync.received")
            changes = await self._store.write(mirror.write_next, page, cursor)
            faults.point("sync.written")
            self._bus.publish(changes)
        if not page.more:
            self._allowed = None
        if is_complete or not page.more:
            self._connectivity.reached()
        else:
            self._connectivity.fetching()

    async def _introduce(self) -> None:
        """Policy and account before the lists, which are worded and checked by them."""
        if self._is_introduced or self._introduction is None:
            return
        policy, account = self._introduction
        await self._store.write(documents.save, "policy", policy)
        faults.point("sync.policy_kept")
        await self._store.write(documents.save, "account", account)
        self._is_introduced = True
        self._bus.publish(Changes(documents=frozenset({"policy", "account"})))

    # --- what would take away what is here --------------------------------------------------------------------

    async def _move(self, page: entities.Changes) -> None:
        """Another marketplace answers: its things replace our copy where the user wants that."""
        if self._allowed is not OtherMarket:
            raise OtherMarket(
                "Another marketplace answers at this address. Nothing was changed here. Check the address; or begin"
                " anew with this marketplace, which keeps your drafts and sends nothing that was meant for the other."
            )
        self._allowed = None
        self._bus.publish(await self._store.write(mirror.move, page.market, milliseconds(system_clock())))

    async def _begin_again(self, cursor: Cursor | None) -> None:
        """The marketplace was put back to before what we have seen: what it has now replaces our copy."""
        first = await self._market.changes(0, 0.0, PAGE)
        if cursor is not None and first.market != cursor.market:
            await self._move(first)
            return
        known = await self._store.read(mirror.things)
        if len(known) > FEW:
            there, _gone = await self._survey(0)
            self._agree(len(known - there), len(known))
        self._bus.publish(await self._store.write(mirror.start_over, first))

    async def _agree_to_losses(self, cursor: Cursor | None, page: entities.Changes) -> None:
        """Tombstones may come in any number, but not for nearly everything without a question."""
        graves = sum(isinstance(each, Gone) for each in page.entities)
        if cursor is None or not graves or (graves <= FEW and not page.more):
            return
        known = await self._store.read(mirror.things)
        _there, gone = await self._survey(cursor.next)
        self._agree(len(known & gone), len(known))

    async def _survey(self, since: int) -> tuple[set[Thing], set[Thing]]:
        """What is there, and what has gone, after `since`: looked at without writing anything down."""
        there, gone, is_more = set[Thing](), set[Thing](), True
        while is_more:
            page = await self._market.changes(since, 0.0, PAGE)
            for each in page.entities:
                thing = (each.kind, each.id) if isinstance(each, Gone) else (type(each).__name__.lower(), each.id)
                (gone if isinstance(each, Gone) else there).add(thing)
            since, is_more = page.next, page.more
        return there, gone

    def _agree(self, lost: int, known: int) -> None:
        if lost > FEW and lost * 2 > known and self._allowed is not MassRemoval:
            raise MassRemoval(
                f"The marketplace says that {lost:,} of the {known:,} things here have gone. Nothing was changed here."
                " Ask there what happened; or let your copy follow. Your drafts and what waits stay in any case."
            )

    def _on_changed(self, _changes: Changes) -> None:
        if self._is_resting:
            self._poked.set()

    async def _rest(self, seconds: float) -> None:
        self._is_resting = True
        try:
            await self._pause(seconds)
        finally:
            self._is_resting = False

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._poked.wait()
        except TimeoutError:
            pass
