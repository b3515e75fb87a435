"""Keeping a marketplace's one file safe: copying it as of one moment, telling whether it is good, and mending it.

All of it through the driver that the engine has: a second SQLite in a process would let go of the first one's locks. A
file that is locked, or on a disk that fails or is full, is not taken for a damaged one: then nothing can be said of it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.exc import DatabaseError

from marketplace.engine.database import MarketUnavailable
from marketplace.engine.migrations import NEWEST
from marketplace.engine.schema import metadata
from marketplace.engine.sqlite import APPLICATION_ID, BUSY_SECONDS

LARGE = 32_000_000
"""Bytes: up to here all of it is read in a moment."""

AROUND = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT),
}
"""What SQLite says of everything around a file, and not of what is in it."""


class Damaged(Exception):
    """What is in the file makes no sense."""


def copy(file: Path, place: Path) -> None:
    """`file` as it is at one moment, at `place`. Raises MarketUnavailable or Damaged; whoever writes waits for it."""
    with _explained(file), _reading(file) as source, closing(sqlite3.connect(place)) as target:
        target.execute("pragma synchronous = off")  # it is flushed once, as a whole
        source.backup(target)


def is_good(file: Path) -> bool:
    """Whether `file` is a marketplace's, not newer than we are, in which SQLite finds no damage.

    SQLite knows nothing of what a text says: in one that is not large, every row is read as well. Raises
    MarketUnavailable.
    """
    return _is_good(file, "quick_check") and (file.stat().st_size > LARGE or _is_readable(file))


def mend(file: Path, place: Path) -> bool:
    """A copy of `file` at `place`, which is empty, whose indexes are made anew from its tables.

    False where that was not all: a row cannot be read, or does not fit with others any more. Raises MarketUnavailable.
    """
    try:
        copy(file, place)
        with _explained(place), _reading(place) as mended:
            mended.execute("reindex")
            fits = not mended.execute("pragma foreign_key_check").fetchall()
    except Damaged:
        return False
    return fits and _is_good(place, "integrity_check") and is_good(place)


def is_newer(file: Path) -> bool:
    """Whether a newer version of ours made `file`: nothing of it is damaged, and it is not for us to touch."""
    try:
        mark, version = _marks(file)
    except Damaged:
        return False
    return mark == APPLICATION_ID and version > NEWEST


def _is_good(file: Path, check: str) -> bool:
    try:
        mark, version = _marks(file)
        with _explained(file), _reading(file) as connection:
            is_whole = connection.execute(f"pragma {check}(1)").fetchall() == [("ok",)]
    except Damaged:
        return False
    return is_whole and mark == APPLICATION_ID and 0 < version <= NEWEST


def _marks(file: Path) -> tuple[int, int]:
    """Whose it is, and of which version. Raises MarketUnavailable or Damaged."""
    with _explained(file), _reading(file) as connection:
        ((mark,),) = connection.execute("pragma application_id")
        ((version,),) = connection.execute("pragma user_version")
        return mark, version


def _is_readable(file: Path) -> bool:
    """Whether every row of the newest schema says something; one of an older is read once it is led up."""
    source = create_engine(f"sqlite:///{file}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    try:
        with _explained(file), source.connect() as connection:
            if connection.exec_driver_sql("pragma user_version").scalar_one() == NEWEST:
                for table in metadata.sorted_tables:
                    for _row in connection.execute(select(table)):
                        pass
    except Damaged:
        return False
    return True


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing, but rolls back what a killed program left half done."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """What fails around the file as MarketUnavailable, what fails in it as Damaged."""
    try:
        yield
    except (sqlite3.Error, DatabaseError, ArithmeticError, ValueError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        if getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in AROUND:
            raise MarketUnavailable(f"The marketplace's file {file.name} cannot be read now: {cause}.") from error
        raise Damaged(str(cause)) from error
