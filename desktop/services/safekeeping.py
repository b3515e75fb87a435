"""Keeping the store safe while the program runs: backups, now and then."""

import asyncio
import logging
from collections.abc import Callable

from desktop.clock import Clock, milliseconds
from desktop.errors import DiskProblem, StoreDamaged, StoreProblem
from desktop.local.backups import Backups
from desktop.local.store import Connection
from desktop.local.thread import StoreThread

log = logging.getLogger("bellhop")

FIRST = 60.0
EVERY = 30 * 60.0
"""Seconds from the start to the first look whether a backup is due, and between two."""


class Safekeeping:
    """Runs until its task is cancelled. A backup is due when the newest is old enough and something changed since.

    `beside` takes one, where it is due at the time in milliseconds that it is told, of what lies beside the store.
    """

    def __init__(
        self, store: StoreThread, backups: Backups, clock: Clock, beside: Callable[[int], object] | None = None
    ) -> None:
        self._store = store
        self._backups = backups
        self._clock = clock
        self._beside = beside
        self._backed_up: int | None = None

    async def run(self) -> None:
        """Look for ever."""
        await asyncio.sleep(FIRST)
        while True:
            await self.back_up_if_due()
            await self.back_up_beside()
            await asyncio.sleep(EVERY)

    async def back_up_beside(self) -> None:
        """What lies beside the store. What stands in the way is noted, and no reason to stop."""
        if self._beside is not None:
            try:
                await asyncio.to_thread(self._beside, milliseconds(self._clock()))
            except StoreProblem as problem:
                log.warning("No backup was taken of what lies beside the store: %s", problem)

    async def back_up_if_due(self) -> bool:
        """Take a backup where one is due. A disk that has no room for one is noted, and no reason to stop."""
        state = await self._store.read(Connection.total_changes)
        now = milliseconds(self._clock())
        if state == self._backed_up or not await asyncio.to_thread(self._is_old_enough, now):
            return False
        try:
            await asyncio.to_thread(self._backups.take, self._store.path, now)
        except DiskProblem as problem:
            log.warning("No backup was taken: %s", problem)
            return False
        except StoreDamaged:
            await self._store.mend()
            return False
        self._backed_up = state
        return True

    def _is_old_enough(self, now: int) -> bool:
        newest = next(iter(self._backups.newest_first()), None)
        return newest is None or abs(now - newest.taken_at) >= EVERY * 1000
