"""What the bell has to tell."""

from desktop.changes import NOTHING, Changes
from desktop.local import dispatch, notices
from desktop.local.outbox import Order
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from desktop.services.outgoing import Outgoing
from marketplace.contract.commands import ReadNotifications
from marketplace.contract.entities import Notification
from marketplace.contract.ids import CommandId, NotificationId, new_id


class Bell:
    """Notifications and their marks."""

    def __init__(self, store: StoreThread, outgoing: Outgoing) -> None:
        self._store = store
        self._outgoing = outgoing

    async def newest(self) -> list[Notification]:
        """The newest notifications, newest first."""
        return await self._store.read(notices.newest)

    async def unread(self) -> int:
        """How many have not been read."""
        return await self._store.read(notices.unread)

    async def read(self, *wanted: str) -> None:
        """Mark these as read."""
        if wanted:
            await self._mark(wanted)

    async def read_all(self) -> None:
        """Mark everything as read."""
        await self._mark(())

    async def read_about(self, kind: str, thing: str) -> None:
        """Who has opened a thing has read what the bell said about it."""
        await self.read(*await self._store.read(notices.about, kind, thing))

    async def _mark(self, wanted: tuple[str, ...]) -> None:
        await self._outgoing.commit(_mark_read, wanted)


def _mark_read(connection: Connection, wanted: tuple[str, ...], now: int) -> Changes:
    """The mark here and the command that carries it over there: both, or neither."""
    marked = notices.mark_read(connection, wanted)
    if not marked:
        return NOTHING
    command = ReadNotifications(notifications=tuple(NotificationId(each) for each in marked))
    order = Order(CommandId(new_id()), command, "bell", "notification", "all", "Notifications read")
    return dispatch.enqueue(connection, order, now) | Changes(notifications=True)
