"""One after the other for each party, and not too many parties at once: they would only get into each other's way."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

CALM = 32
"""So many in a row have to meet nobody before one more may go."""


class Turns:
    """Queues by key; nothing is kept of a key that nobody queues for."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """It is the caller's turn as long as the block runs."""
        queue = self._queues.setdefault(key, _Queue())
        queue.length += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.length -= 1
            if not queue.length:
                del self._queues[key]


class _Queue:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.length = 0


class Pace:
    """How many go at the same moment: fewer while they get into each other's way, more again while they do not.

    As on a network: half as many after a meeting, one more after `CALM` in a row that met nobody.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._room = float(most)
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def room(self) -> int:
        """How many may go at the same moment now."""
        return int(self._room)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Go, as soon as there is room."""
        await self._enter()
        try:
            yield
        finally:
            self._leave()

    def note(self, *, has_met: bool) -> None:
        """One has gone, and has met another one or not."""
        self._room = max(1.0, self._room / 2) if has_met else min(self._most, self._room + 1 / CALM)

    async def _enter(self) -> None:
        if self._inside < self.room:
            self._inside += 1
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # let in, and gone at the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        self._inside -= 1
        while self._waiting and self._inside < self.room:
            place = self._waiting.popleft()
            if not place.done():
                self._inside += 1
                place.set_result(None)
