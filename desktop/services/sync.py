"""Keeping the mirror up to date: pull what changed, wait for more. Waiting is only the hint, pulling is the truth."""

import asyncio
from typing import TYPE_CHECKING

from desktop.changes import ChangeBus, Changes
from desktop.errors import AppError, OtherMarket, Refused, SignedOut
from desktop.local import documents, mirror
from desktop.local.documents import Cursor
from desktop.local.thread import StoreThread
from desktop.services.connectivity import Connectivity, Reach
from desktop.services.patience import Patience
from marketplace.contract import entities

if TYPE_CHECKING:
    from desktop.remote.market import Market

WAIT = 25.0
PAGE = 200


class Sync:
    """Runs until its task is cancelled. `poke()` ends a pause at once."""

    def __init__(
        self, store: StoreThread, market: "Market", bus: ChangeBus, connectivity: Connectivity, patience: Patience
    ) -> None:
        self._store = store
        self._market = market
        self._bus = bus
        self._connectivity = connectivity
        self._patience = patience
        self._poked = asyncio.Event()

    def poke(self) -> None:
        """Try now."""
        self._poked.set()

    async def run(self) -> None:
        """Pull for ever."""
        is_introduced = False
        while True:
            self._poked.clear()
            try:
                if not is_introduced:
                    await self._introduce()
                    is_introduced = True
                await self._pull()
            except AppError as error:
                self._connectivity.failed(error)
                is_introduced = is_introduced and not isinstance(error, SignedOut)
                await self._pause(self._patience.after(error))
            else:
                self._patience.succeeded()

    async def _introduce(self) -> None:
        """Policy and account first: lists are worded and checked by them."""
        policy, account = await self._market.policy(), await self._market.account()
        await self._store.write(documents.save, "policy", policy)
        await self._store.write(documents.save, "account", account)
        self._bus.publish(Changes(documents=frozenset({"policy", "account"})))

    async def _pull(self) -> None:
        """One page. Nobody is called reached before an answer has come, so the first call after a failure is short."""
        cursor = await self._store.read(mirror.cursor)
        is_complete = cursor is not None and cursor.is_complete
        can_wait = is_complete and self._connectivity.reach is Reach.ONLINE
        try:
            page = await self._market.changes(0 if cursor is None else cursor.next, WAIT if can_wait else 0.0, PAGE)
        except Refused as error:
            if error.refusal.name != "too_old":
                raise
            await self._begin_again(cursor)
            return
        _same_market(cursor, page)
        if page.entities or cursor is None or page.next != cursor.next or not is_complete:
            self._bus.publish(await self._store.write(mirror.write_page, page))
        if is_complete or not page.more:
            self._connectivity.reached()
        else:
            self._connectivity.fetching()

    async def _begin_again(self, cursor: Cursor | None) -> None:
        """The marketplace was put back to before what we have seen: what it has now replaces our copy."""
        page = await self._market.changes(0, 0.0, PAGE)
        _same_market(cursor, page)
        self._bus.publish(await self._store.write(mirror.start_over, page))

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._poked.wait()
        except TimeoutError:
            pass


def _same_market(cursor: Cursor | None, page: entities.Changes) -> None:
    if cursor is not None and page.market != cursor.market:
        raise OtherMarket("Another marketplace answers at this address. Nothing was changed here; check --server.")
