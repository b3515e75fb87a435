"""Opening the database: which file is ours, how SQLite is driven, and what is never touched.

SQLite keeps a rollback journal instead of a write-ahead log: `act` and `serve` write from several processes, and
the SQLite that comes with Python may be one that loses commits then (the WAL-reset bug, mended in 3.51.3).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

APPLICATION_ID = 0x42_4D_4B_54  # "BMKT"
BUSY_SECONDS = 10
MAGIC = b"SQLite format 3\0"


class MarketUnavailable(Exception):
    """The marketplace cannot be opened or used; the text is one plain sentence for whoever asked."""


def connect(address: str, newest: int) -> Engine:
    """An SQLAlchemy engine for `address`, `sqlite:///FILE` or `sqlite://` for one in memory.

    Nothing is written. Raises MarketUnavailable for a file that is foreign, or made by a version after `newest`.
    """
    url = parse(address)
    path = file_of(url)
    if path is not None:
        _inspect(path, newest)
    engine = create_engine(
        url,
        poolclass=StaticPool if path is None else None,
        # The driver must not open transactions of its own: `_begin` says which kind we want.
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def parse(address: str) -> URL:
    """`address` as a URL of a database that this marketplace can use; raises MarketUnavailable."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise MarketUnavailable(f"“{address}” is not a database's address. Write sqlite:///FILE.") from error
    if url.get_backend_name() != "sqlite":
        raise MarketUnavailable("The marketplace keeps its data in SQLite for now. Write sqlite:///FILE.")
    return url


def file_of(url: URL) -> Path | None:
    """The database's file, or None for one in memory."""
    return None if url.database in {None, "", ":memory:"} else Path(str(url.database))


def writing(engine: Engine) -> Engine:
    """The same database, where each transaction takes the write lock at its start instead of failing half-way."""
    return engine.execution_options(begin="IMMEDIATE")


@contextmanager
def translated() -> Iterator[None]:
    """Failures of the environment, in words: a full disk, a locked or a damaged file is nobody's bug here."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise MarketUnavailable(_sentence(str(error.orig))) from error


def stamp(connection: Connection, version: int) -> None:
    """Mark the file as ours, of schema `version`; both numbers stand in the file's header."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def _sentence(cause: str) -> str:
    if "malformed" in cause or "not a database" in cause:
        return "The marketplace's file is damaged. It was left as it is; restore it from a backup."
    if "locked" in cause:
        return "The marketplace is busy: another program keeps its file locked."
    if "full" in cause:
        return "The disk is full; the marketplace could not write."
    if "readonly" in cause:
        return "The marketplace's file cannot be written."
    return f"The marketplace's file cannot be used: {cause}."


def _inspect(path: Path, newest: int) -> None:
    """Read the header without opening the database: opening could already change a file that is not ours."""
    if not path.parent.is_dir():
        raise MarketUnavailable(f"There is no directory {path.parent} for the marketplace's file.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise MarketUnavailable(f"The marketplace's file {path} cannot be read: {error.strerror}.") from error
    if header:
        _judge(header, path, newest)


def _judge(header: bytes, path: Path, newest: int) -> None:
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if len(header) < 100 or not header.startswith(MAGIC):
        raise MarketUnavailable(f"{path} is damaged or not a marketplace's file. It was left as it is.")
    if application != APPLICATION_ID:
        raise MarketUnavailable(f"{path} belongs to another program. It was left as it is.")
    if version > newest:
        raise MarketUnavailable(f"{path} was made by a newer Bellhop. It was left as it is; use that version.")


def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
