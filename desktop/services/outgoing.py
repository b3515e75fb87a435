"""Putting commands into the outbox and taking them back: the one door through which every write of the user goes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.changes import ChangeBus, Changes
from desktop.clock import Clock, milliseconds
from desktop.local import dispatch, outbox
from desktop.local.outbox import Order, Standing, Waiting
from desktop.local.thread import StoreThread
from desktop.services.delivery import Delivery
from marketplace import faults
from marketplace.contract.commands import AcceptInvitation, SubmitProposal


class Sent(NamedTuple):
    """A proposal that is on its way: `command` can be undone for `seconds`."""

    command: str
    proposal: str
    draft: str
    seconds: int


class Undoable(NamedTuple):
    """What can be undone for `seconds`, all of it at once; `doing` says what it is, `opens` what undoing leads to."""

    commands: tuple[str, ...]
    seconds: int
    doing: str
    opens: tuple[str, str] | None = None


class Outgoing:
    """Commands of the user on their way out."""

    def __init__(self, store: StoreThread, bus: ChangeBus, delivery: Delivery, clock: Clock) -> None:
        self._store = store
        self._bus = bus
        self._delivery = delivery
        self._clock = clock

    async def put(self, order: Order) -> bool:
        """Commit `order`; when this returns it is on the disk and will be delivered.

        False where its draft is on its way already, and nothing changed.
        """
        return await self.commit(dispatch.enqueue, order)

    async def commit(self, work: Callable[..., Changes], *args: Any) -> bool:
        """`work(connection, *args, now)`, which enqueues something with its effect, in one transaction.

        False where nothing changed.
        """
        await self._delivery.follow_clock()  # what is held from now on is held by the clock as it is now
        changes = await self._store.write(work, *args, milliseconds(self._clock()))
        faults.point("outgoing.committed")
        self._bus.publish(changes)
        self._delivery.poke()
        return bool(changes)

    async def take_back(self, command: str) -> bool:
        """Undo it. False where it was too late, and nothing changed."""
        changes = await self._store.write(dispatch.take_back, command, milliseconds(self._clock()))
        faults.point("outgoing.taken_back")
        self._bus.publish(changes)
        return bool(changes)

    async def held(self) -> Sent | None:
        """A proposal that can still be undone; perhaps an earlier run put it there."""
        now = milliseconds(self._clock())
        item = await self._store.read(outbox.held, now)
        if item is None or item.draft is None or not isinstance(item.command, AcceptInvitation | SubmitProposal):
            return None
        return Sent(item.id, item.command.proposal, item.draft, (item.not_before - now + 999) // 1000)

    async def standing(self) -> Standing:
        """How many commands wait, and how many need the user."""
        return await self._store.read(outbox.standing)

    async def get(self, command: str) -> Waiting | None:
        """One command that waits or was refused."""
        return await self._store.read(outbox.get, command)

    def retry(self) -> None:
        """Try now, whatever pause is on."""
        self._delivery.retry()
