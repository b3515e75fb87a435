"""Keeping a marketplace's one file safe: copying it as of one moment, telling whether it is good, and mending it.

All of it through the driver that the engine has: a second SQLite in a process would let go of the first one's locks.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from marketplace.engine.database import MarketUnavailable
from marketplace.engine.migrations import NEWEST
from marketplace.engine.sqlite import APPLICATION_ID, BUSY_SECONDS


def copy(file: Path, place: Path) -> None:
    """`file` as it is at one moment, at `place`. Raises MarketUnavailable; whoever writes waits for it."""
    with _explained(file), _reading(file) as source, closing(sqlite3.connect(place)) as target:
        target.execute("pragma synchronous = off")  # it is flushed once, as a whole
        source.backup(target)


def is_good(file: Path) -> bool:
    """Whether `file` is a marketplace's, not newer than we are, in which SQLite finds no damage."""
    return _is_good(file, "quick_check")


def mend(file: Path, place: Path) -> bool:
    """A copy of `file` at `place`, which is empty, whose indexes are made anew from its tables.

    False where that was not all: a row cannot be read, or does not fit with others any more.
    """
    try:
        copy(file, place)
        with _reading(place) as mended:
            mended.execute("reindex")
            fits = not mended.execute("pragma foreign_key_check").fetchall()
        return fits and _is_good(place, "integrity_check")
    except (MarketUnavailable, sqlite3.Error, UnicodeDecodeError):
        return False


def _is_good(file: Path, check: str) -> bool:
    try:
        with _reading(file) as connection:
            ((mark,),) = connection.execute("pragma application_id")
            ((version,),) = connection.execute("pragma user_version")
            is_ours = mark == APPLICATION_ID and 0 < version <= NEWEST
            return is_ours and connection.execute(f"pragma {check}(1)").fetchall() == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def is_newer(file: Path) -> bool:
    """Whether a newer version of ours made `file`: nothing of it is damaged, and it is not for us to touch."""
    try:
        with _reading(file) as connection:
            ((mark,),) = connection.execute("pragma application_id")
            ((version,),) = connection.execute("pragma user_version")
            return bool(mark == APPLICATION_ID and version > NEWEST)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing, but rolls back what a killed program left half done."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise MarketUnavailable(f"The marketplace's file {file.name} could not be copied: {error}.") from error
