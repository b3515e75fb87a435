"""Putting commands into the outbox and taking them back: the one door through which every write of the user goes."""

from desktop.changes import ChangeBus
from desktop.clock import Clock, milliseconds
from desktop.local import dispatch, outbox
from desktop.local.outbox import Order, Standing, Waiting
from desktop.local.thread import StoreThread
from desktop.services.delivery import Delivery


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
        changes = await self._store.write(dispatch.enqueue, order, milliseconds(self._clock()))
        self._bus.publish(changes)
        self._delivery.poke()
        return bool(changes)

    async def take_back(self, command: str) -> bool:
        """Undo it. False where it was too late, and nothing changed."""
        changes = await self._store.write(dispatch.take_back, command, milliseconds(self._clock()))
        self._bus.publish(changes)
        return bool(changes)

    async def standing(self) -> Standing:
        """How many commands wait, and how many need the user."""
        return await self._store.read(outbox.standing)

    async def get(self, command: str) -> Waiting | None:
        """One command that waits or was refused."""
        return await self._store.read(outbox.get, command)

    def retry(self) -> None:
        """Try now, whatever pause is on."""
        self._delivery.retry()
