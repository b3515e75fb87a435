"""The store's thread: what returned is on the disk, what failed is not, what was begun is finished."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import DiskProblem
from desktop.local import documents
from desktop.local.store import Connection, one, open_store
from desktop.local.thread import StoreThread

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
