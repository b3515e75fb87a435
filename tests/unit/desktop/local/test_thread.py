"""The store's thread: what returned is on the disk, what failed is not, what was begun is finished."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import msgspec
import pytest

from desktop.errors import DiskProblem, StoreBusy, StoreDamaged
from desktop.local import documents
from desktop.local import thread as threads
from desktop.local.backups import Backups
from desktop.local.recovery import recover
from desktop.local.store import Connection, one, open_store
from desktop.local.thread import StoreThread
from tests.unit.desktop.things import NOW

Story = Callable[[StoreThread], Coroutine[Any, Any, None]]


def test_what_was_written_is_read_in_the_same_thread_which_is_not_the_callers(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        writer = await thread.write(_save, "note", "kept")
        assert writer == await thread.read(_name_of_thread) != threading.current_thread().name
        assert await thread.read(documents.load, "note", str) == "kept"

    _tell(store, path, story)


def test_a_write_that_fails_leaves_nothing_behind(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        with pytest.raises(ZeroDivisionError):
            await thread.write(_save_and_fail)
        assert await thread.read(documents.load, "note", str) is None

    _tell(store, path, story)


def test_a_write_whose_caller_gave_up_is_finished(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        writing = asyncio.create_task(thread.write(_save_slowly))
        await asyncio.sleep(0.02)
        writing.cancel()
        assert await thread.read(documents.load, "note", str) == "kept"

    _tell(store, path, story)


def test_a_full_disk_is_said_in_a_sentence(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        with pytest.raises(DiskProblem, match="disk is full"):
            await thread.write(_save, "large", "x" * 200_000)

    store.pragma("max_page_count", store.pragma("page_count"))
    _tell(store, path, story)


def test_closing_folds_the_log_into_the_file(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        await thread.write(_save, "note", "kept")

    _tell(store, path, story)
    assert not Path(f"{path}-wal").exists()
    again = open_store(path)
    assert one(again, "select count(*) from document") == 1
    again.close()


# --- another program that writes --------------------------------------------------------------------------


@pytest.fixture
def other(path: Path, store: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[apsw.Connection]:
    """Another program, in the middle of writing to the store."""
    monkeypatch.setattr(threads, "TURN_MILLISECONDS", 10)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("begin immediate")
        yield connection


def test_a_write_waits_for_another_programs_and_who_only_reads_does_not(
    store: Connection, path: Path, other: apsw.Connection
) -> None:
    async def story(thread: StoreThread) -> None:
        writing = asyncio.create_task(thread.write(_save, "note", "kept"))
        for _ in range(5):
            assert await thread.read(documents.load, "note", str) is None
        assert not writing.done()
        other.execute("rollback")
        await writing
        assert await thread.read(documents.load, "note", str) == "kept"

    _tell(store, path, story)


def test_writes_that_had_to_wait_keep_their_order(store: Connection, path: Path, other: apsw.Connection) -> None:
    async def story(thread: StoreThread) -> None:
        first = asyncio.create_task(thread.write(_save, "note", "former"))
        await asyncio.sleep(0)
        letting_go = asyncio.create_task(thread.read(lambda _: other.execute("rollback")))
        await asyncio.sleep(0)
        await asyncio.gather(first, letting_go, thread.write(_save, "note", "latter"))
        assert await thread.read(documents.load, "note", str) == "latter"

    _tell(store, path, story)


def test_who_gave_up_waiting_holds_up_nobody(store: Connection, path: Path, other: apsw.Connection) -> None:
    async def story(thread: StoreThread) -> None:
        given_up = asyncio.create_task(thread.write(_save, "note", "given up"))
        await asyncio.sleep(0.05)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        waiting = asyncio.create_task(thread.write(_save, "other", "kept"))
        await asyncio.sleep(0.05)
        other.execute("rollback")
        await waiting
        assert await thread.read(documents.load, "note", str) is None

    _tell(store, path, story)


def test_who_waits_for_too_long_is_told(
    store: Connection, path: Path, other: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "PATIENCE_SECONDS", 0.0)

    async def story(thread: StoreThread) -> None:
        with pytest.raises(StoreBusy, match="Nothing is lost"):
            await thread.write(_save, "note", "kept")

    _tell(store, path, story)
    other.execute("rollback")


# --- a damage that is met while the program runs ----------------------------------------------------------


class Mender:
    """Puts a backup in the place of the damaged store, as the program does, and counts how often."""

    def __init__(self, thread: StoreThread, path: Path) -> None:
        self._thread = thread
        self._path = path
        self.told = list[str]()

    async def mend(self) -> None:
        """What the session does."""
        backups = Backups(self._path.parent / "backups")
        self.told.append(await self._thread.reopen(partial(recover, self._path, backups)))


def _meet_damage(connection: Connection) -> str:
    """Only the first file is damaged."""
    if not one(connection, "select count(*) from document where name = 'mended'"):
        raise apsw.CorruptError
    return "served"


def _mark_mended(path: Path) -> None:
    """The backup can be told from the store that it takes the place of."""
    (backup,) = Backups(path.parent / "backups").newest_first()
    with closing(apsw.Connection(str(backup.path))) as copy:
        copy.execute("insert into document values ('mended', cast('1' as blob))")


def test_who_meets_a_damage_is_served_from_the_backup_with_what_was_written_since(
    store: Connection, path: Path
) -> None:
    Backups(path.parent / "backups").take(path, NOW)
    _mark_mended(path)

    async def story(thread: StoreThread) -> None:
        mender = Mender(thread, path)
        thread.when_damaged(mender.mend)
        await thread.write(_save, "note", "kept")
        answers = await asyncio.gather(thread.read(_meet_damage), thread.write(_meet_damage))
        assert set(answers) == {"served"}
        assert len(mender.told) == 1
        assert "The backup of 02 March 2026" in mender.told[0]
        assert await thread.read(documents.load, "note", str) == "kept"

    _tell(store, path, story)


def test_a_mending_goes_on_where_the_one_who_met_the_damage_gave_up(store: Connection, path: Path) -> None:
    Backups(path.parent / "backups").take(path, NOW)
    _mark_mended(path)

    async def story(thread: StoreThread) -> None:
        mender, begun = Mender(thread, path), asyncio.Event()

        async def mend() -> None:
            begun.set()
            await mender.mend()

        thread.when_damaged(mend)
        reading = asyncio.create_task(thread.read(_meet_damage))
        await begun.wait()
        reading.cancel()
        assert await thread.read(_meet_damage) == "served"

    _tell(store, path, story)


def test_a_damage_that_stays_is_said_and_not_mended_for_ever(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        mender = Mender(thread, path)
        thread.when_damaged(mender.mend)
        with pytest.raises(StoreDamaged):
            await thread.read(_meet_damage)
        assert len(mender.told) == 1

    _tell(store, path, story)


def test_what_we_wrote_and_cannot_read_any_more_is_damage(store: Connection, path: Path) -> None:
    async def story(thread: StoreThread) -> None:
        with pytest.raises(StoreDamaged):
            await thread.read(lambda _: msgspec.json.decode(b"{garbled", type=int))

    _tell(store, path, story)


def test_a_value_that_cannot_be_is_damage_and_nothing_that_the_one_who_met_it_did(
    store: Connection, path: Path
) -> None:
    async def story(thread: StoreThread) -> None:
        with pytest.raises(ZeroDivisionError):
            await thread.read(_fail)
        await thread.read(_garble_a_type)
        with pytest.raises(StoreDamaged):
            await thread.read(_fail)

    _tell(store, path, story)


def _garble_a_type(connection: Connection) -> None:
    """A whole number where the table says that bytes are, which SQLite itself does not write."""
    connection.execute("pragma writable_schema = on")
    connection.execute("update sqlite_schema set sql = replace(sql, 'strict, ', '') where name = 'document'")
    connection.execute("pragma writable_schema = reset")
    connection.execute("insert into document values ('note', 1)")
    connection.execute("pragma writable_schema = on")
    connection.execute("update sqlite_schema set sql = replace(sql, ') ', ') strict, ') where name = 'document'")
    connection.execute("pragma writable_schema = reset")


def _fail(_: Connection) -> None:
    raise ZeroDivisionError


def _tell(store: Connection, path: Path, story: Story) -> None:
    thread = StoreThread(store, path)
    try:
        asyncio.run(story(thread))
    finally:
        thread.close()


def _save(connection: Connection, name: str, value: str) -> str:
    documents.save(connection, name, value)
    return threading.current_thread().name


def _save_and_fail(connection: Connection) -> None:
    documents.save(connection, "note", "lost")
    raise ZeroDivisionError


def _save_slowly(connection: Connection) -> None:
    time.sleep(0.1)
    documents.save(connection, "note", "kept")


def _name_of_thread(_connection: Connection) -> str:
    return threading.current_thread().name
