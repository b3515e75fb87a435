"""Searching by words, and keeping what can be searched up to date."""

import asyncio

from desktop.changes import Changes
from desktop.local import listing, search
from desktop.local.listing import Record
from desktop.local.store import Connection
from desktop.local.thread import StoreThread

SLICE = 50
PAUSE = 0.05
"""Things that are taken into the index together, and seconds between: whoever wants the store meanwhile gets it."""

LEFT = 1_000
"""Things that a search itself takes in together before it looks."""


class Finding:
    """Runs until its task is cancelled; `follow` it on the change bus."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self._changed = asyncio.Event()
        self._changed.set()

    def follow(self, changes: Changes) -> None:
        """Something changed in the store."""
        if changes.sections or changes.things:
            self._changed.set()

    async def run(self) -> None:
        """Take in what came, for ever; the first copy of everything is left to come first."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            while await self._store.read(_may_take_in):
                await self._store.write(search.take_in, SLICE)
                await asyncio.sleep(PAUSE)

    async def find(self, words: str, most: int, section: str | None = None) -> list[Record]:
        """Things in which all words occur, newest first; of a section, or of everything."""
        while await self._store.read(search.is_behind):
            await self._store.write(search.take_in, LEFT)
        return await self._store.read(search.find, words, most, section)


def _may_take_in(connection: Connection) -> bool:
    return search.is_behind(connection) and listing.has_whole_copy(connection)
