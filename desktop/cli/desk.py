"""Where a verb works: the profile's store, its services, and a marketplace where the verb needs one.

Whoever holds the profile's lock syncs and delivers. While a window does, a verb writes into the same store, as SQLite
allows, and tells the window, which delivers.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from desktop import signing, ways
from desktop.calling import tell_of_change
from desktop.changes import ChangeBus
from desktop.cli.answers import Answer, Code, Ended
from desktop.cli.progress import Progress
from desktop.clock import milliseconds, system_clock
from desktop.errors import AppError
from desktop.local import listing
from desktop.local.blobs import BlobStore
from desktop.local.opening import is_earlier, open_or_recover
from desktop.local.outbox import Waiting
from desktop.local.recordings import Recordings
from desktop.local.schema import VERSION
from desktop.local.store import Connection, open_reader, open_store
from desktop.local.thread import StoreThread
from desktop.lock import Lock, hold
from desktop.profile import Profile
from desktop.services.attachments import Attachments
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
from desktop.ways import Way

PATIENCE_SECONDS = 30.0
"""How long a verb tries to deliver before it leaves the command to wait in the outbox."""
VERB_SECONDS = 10.0
"""How long it waits for another verb that works on the same profile."""
LOOK_SECONDS = 0.2
UNSETTLED = ("waiting", "sent")


class Wish(NamedTuple):
    """How a verb wants to reach the marketplace; a verb that only reads wants nobody."""

    connects: bool = False
    server: str | None = None
    offline: bool = False


class Desk:
    """Services over one profile. `is_guest` while a window holds the profile; `notice` is news about the store."""

    def __init__(self, profile: Profile, store: StoreThread, way: Way, progress: Progress, *, is_guest: bool) -> None:
        self.profile = profile
        self.store = store
        self.is_guest = is_guest
        self.connectivity = Connectivity()
        self.bus = bus = ChangeBus()
        self.blobs = BlobStore(profile.blobs)
        patience = Patience(random.Random())
        self.delivery = Delivery(
            store,
            way.market,
            self.blobs,
            Interviews(store, Recordings(profile.recordings), system_clock),
            bus,
            self.connectivity,
            patience,
            system_clock,
            on_arrived=progress.arrived,
        )
        self.sync = None if way.market is None else Sync(store, way.market, bus, self.connectivity, patience)
        self.market = way.market
        self.outgoing = Outgoing(store, bus, self.delivery, system_clock)
        self.inbox = Inbox(store, self.outgoing)
        self.rooms = Rooms(store, self.outgoing)
        self.composer = Composer(store, self.outgoing, bus, system_clock, undo_seconds=0)
        self.attachments = Attachments(store, self.blobs)
        self.copies = DraftCopies(store, way.market, self.outgoing, bus, self.connectivity, patience)
        self.is_remote = way.is_remote

    async def the(self, beginning: str, *kinds: str) -> tuple[str, str]:
        """Kind and id of the one thing whose id begins so. Raises Ended where there is none, or more than one."""
        found = await self.store.read(listing.beginning_with, beginning, kinds)
        if not found:
            raise Ended(f"Nothing here has an id that begins with “{beginning}”. “bellhop list” shows what there is.")
        if len(found) > 1:
            raise Ended(f"More than one id begins with “{beginning}”. Give more of it.")
        return found[0]

    async def deliver(self, command: str, done: str) -> Answer:
        """See a command off: `done` where it arrived, otherwise why it did not, or not yet."""
        if self.is_guest:
            await self._leave_to_the_window(command)
        elif self.sync is not None:
            with suppress(AppError, TimeoutError):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._see_off(command, self.sync)
        return await self._outcome(command, done)

    async def _see_off(self, command: str, sync: Sync) -> None:
        await sync.catch_up()
        await self.delivery.drain()
        while await self._waits(command):
            await asyncio.sleep(LOOK_SECONDS * 5)
            await sync.catch_up()
            await self.delivery.drain()
        await sync.catch_up()

    async def _leave_to_the_window(self, command: str) -> None:
        if (item := await self.outgoing.get(command)) is not None:
            await self.tell_window(item.about_kind, item.about_id)
        for _ in range(round(PATIENCE_SECONDS / LOOK_SECONDS / 2)):
            if not await self._waits(command):
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def tell_window(self, kind: str, thing: str) -> None:
        """Tell the window, where there is one, that something changed in its store."""
        if self.is_guest:
            await asyncio.to_thread(tell_of_change, self.profile.directory, kind, thing)

    async def _waits(self, command: str) -> bool:
        item = await self.outgoing.get(command)
        return item is not None and item.state in UNSETTLED

    async def _outcome(self, command: str, done: str) -> Answer:
        item = await self.outgoing.get(command)
        if item is None or item.state == "answered":
            return Answer(done, {"outcome": "done", "command": command})
        if item.reason is not None:
            kept = " Your draft is kept." if item.draft is not None else ""
            data = {"outcome": "refused", "command": command, "refusal": item.reason}
            return Answer(f"Not accepted: {item.reason.sentence}{kept}", data, Code.REFUSED)
        return Answer(self._why_queued(item), {"outcome": "queued", "command": command}, Code.QUEUED)

    def _why_queued(self, item: Waiting) -> str:
        if self.is_guest:
            return "Kept in the outbox. The window that is open on this profile sends it when it can."
        asked = "Whether it arrived is asked about; it" if item.state == "sent" else "It"
        why = f"{self.connectivity.sentence} " if self.connectivity.sentence else ""
        return f"{why}Kept in the outbox. {asked} goes out once, with the next “bellhop sync” or in the window."


@asynccontextmanager
async def open_desk(profile: Profile, wish: Wish, progress: Progress) -> AsyncIterator[Desk]:
    """A desk on `profile`, closed at the end. Raises AppError where the store cannot be used."""
    lock = hold(profile.lock) or (await _after_other_verbs(profile) if wish.connects else None)
    try:
        connection = _guest(profile) if lock is None else _opened(profile, progress)
        async with _desk(profile, connection, lock, wish, progress) as desk:
            yield desk
    finally:
        if lock is not None:
            lock.unlock()


async def _after_other_verbs(profile: Profile) -> Lock | None:
    """The lock, as soon as another verb has ended; None where it is a window that has it, and delivers."""
    if await asyncio.to_thread(tell_of_change, profile.directory, "verb", "began"):
        return None
    for _ in range(round(VERB_SECONDS / LOOK_SECONDS)):
        if (lock := hold(profile.lock)) is not None:
            return lock
        await asyncio.sleep(LOOK_SECONDS)
    return None


@asynccontextmanager
async def _desk(
    profile: Profile, connection: Connection, lock: Lock | None, wish: Wish, progress: Progress
) -> AsyncIterator[Desk]:
    store = StoreThread(connection, profile.store)
    try:
        way = await (_way(profile, store, wish, progress) if lock is not None else ways.none())
        try:
            yield Desk(profile, store, way, progress, is_guest=lock is None)
        finally:
            await way.close()
    finally:
        await asyncio.to_thread(store.close)


async def _way(profile: Profile, store: StoreThread, wish: Wish, progress: Progress) -> Way:
    if not wish.connects or wish.offline:
        return await ways.none()
    found = await signing.access(wish.server, await store.read(signing.remembered, wish.server))
    if found.server is None:
        return await ways.embedded(profile, speed=0.0, tell=progress.say)
    return await ways.over_network(found)


def _opened(profile: Profile, progress: Progress) -> Connection:
    if is_earlier(profile.store):
        progress.say("The local store is being brought up to date.")
    opened = open_or_recover(profile.store, profile.backups, milliseconds(system_clock()))
    if opened.notice:
        progress.say(opened.notice)
    return opened.connection


def _guest(profile: Profile) -> Connection:
    """A second connection to the store of a program that runs: never one to repair or to migrate it."""
    reader = open_reader(profile.store)
    version = int(reader.pragma("user_version"))
    reader.close()
    if version != VERSION:
        raise Ended("Another version of Bellhop runs on this profile. Close it first.", Code.FAILED)
    return open_store(profile.store)
