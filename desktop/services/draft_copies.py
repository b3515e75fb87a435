"""Keeping the marketplace's copies of drafts up to date, for the freelancer's other computers, where they want that.

Not through the outbox: a draft is told of as it is when there is time for it, some seconds after the last key, and
only where the marketplace has another text. Nobody waits for it, and where it fails nothing is lost: the draft is here.
"""

import asyncio
from typing import TYPE_CHECKING

import msgspec

from desktop.changes import ChangeBus, Changes
from desktop.errors import AppError, Offline, Refused, SignedOut
from desktop.local import copies, looks
from desktop.local.copies import Errand
from desktop.local.outbox import Order
from desktop.local.sections import Section
from desktop.local.thread import StoreThread
from desktop.services.connectivity import Connectivity
from desktop.services.outgoing import Outgoing
from desktop.services.patience import Patience
from marketplace import faults
from marketplace.contract.commands import SetDraftKeeping
from marketplace.contract.ids import CommandId, new_id

if TYPE_CHECKING:
    from desktop.remote.market import Market

QUIET_SECONDS = 5.0
LONGEST_SECONDS = 30.0
"""A draft is told of so long after the last key, or so long after the first one where there is no pause."""
MOST_TRIES = 5
"""So often in a row another computer may be faster before we leave it in peace for a while."""

MEANING = "The marketplace keeps a copy of your drafts, for your other computers. Clients never see it."
NO_MORE = "The marketplace removes its copies of your drafts. The drafts on your computers stay."


class DraftCopies:
    """Runs until its task is cancelled. `look()` says that something may have to be told."""

    def __init__(
        self,
        store: StoreThread,
        market: "Market | None",
        outgoing: Outgoing,
        bus: ChangeBus,
        connectivity: Connectivity,
        patience: Patience,
    ) -> None:
        self._store = store
        self._market = market
        self._outgoing = outgoing
        self._bus = bus
        self._connectivity = connectivity
        self._patience = patience
        self._changed = asyncio.Event()
        self._telling = asyncio.Lock()

    # --- what the freelancer wants ----------------------------------------------------------------------------

    async def is_wanted(self) -> bool:
        """Whether copies are kept, as it looks here."""
        return await self._store.read(copies.is_wanted)

    async def choose(self, *, keeps: bool) -> CommandId | None:
        """Have copies kept from now on, or no more; the latter removes those that are there. None before an account."""
        account = await self._store.read(looks.account)
        if account is None:
            return None
        order = Order(
            id=CommandId(new_id()),
            command=SetDraftKeeping(keeps=keeps),
            lane="account",
            about_kind="account",
            about_id=account.id,
            title="Copies of drafts",
        )
        await self._outgoing.put(order)
        self.look()
        return order.id

    # --- telling ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Something may have to be told, soon."""
        self._changed.set()

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        if Section.DRAFTS in changes.sections or "account" in changes.documents:
            self.look()

    async def run(self) -> None:
        """Tell for ever."""
        while True:
            await self._changed.wait()
            await self._until_quiet()
            try:
                await self.tell()
            except AppError as error:
                await asyncio.sleep(self._patience.after(error))
                self.look()
            else:
                self._patience.succeeded()

    async def tell(self) -> None:
        """Tell the marketplace everything that it does not have yet, while it is there. Raises AppError."""
        tries = 0
        async with self._telling:
            while self._market is not None and self._connectivity.is_open:
                errand = await self._store.write(copies.next_errand)
                if errand is None or tries == MOST_TRIES:
                    return
                tries = 0 if await self._run_errand(errand, self._market) else tries + 1

    async def _until_quiet(self) -> None:
        loop = asyncio.get_running_loop()
        latest = loop.time() + LONGEST_SECONDS
        while self._changed.is_set() and loop.time() < latest:
            self._changed.clear()
            try:
                async with asyncio.timeout(min(QUIET_SECONDS, latest - loop.time())):
                    await self._changed.wait()
            except TimeoutError:
                return

    async def _run_errand(self, errand: Errand, market: "Market") -> bool:
        """Whether the marketplace did it; where it has another text than we thought, that is read first."""
        faults.point("copies.told")
        try:
            await market.send(CommandId(new_id()), msgspec.json.encode(errand.command))
        except Refused as error:
            return await self._refused(errand, market, error)
        except (Offline, SignedOut) as error:
            self._connectivity.doubted(error)
            raise
        faults.point("copies.answered")
        await self._store.write(copies.settled, errand)
        faults.point("copies.settled")
        return True

    async def _refused(self, errand: Errand, market: "Market", error: Refused) -> bool:
        match error.refusal.name:
            case "stale":
                await self._read_again(errand, market)
            case "drafts_not_kept":
                raise error  # another computer wants none any more; the sync brings that soon
            case _:
                await self._store.write(copies.refused, errand)
        return False

    async def _read_again(self, errand: Errand, market: "Market") -> None:
        copy = await market.draft(errand.name)
        if copy is None:
            await self._store.write(copies.unknown, errand.draft)
            return
        faults.point("copies.read")
        draft = await self._store.write(copies.receive, copy)
        if draft is not None:
            self._bus.publish(Changes(frozenset({Section.DRAFTS}), frozenset({("draft", draft)})))
