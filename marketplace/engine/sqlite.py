"""SQLite: which file is ours, how it is driven, and what is never touched.

It keeps a rollback journal instead of a write-ahead log: `act` and `serve` write from several processes, and
the SQLite that comes with Python may be one that loses commits then (the WAL-reset bug, mended in 3.51.3).
"""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import ClassVar, TypeVar

from sqlalchemy import Connection, NullPool, StaticPool, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from marketplace.contract.ids import AccountId
from marketplace.engine.database import Beside, Database, Listener, MarketUnavailable, NotAtAGlance
from marketplace.engine.prepared import Question

Meaning = TypeVar("Meaning")

APPLICATION_ID = 0x42_4D_4B_54  # "BMKT"
BUSY_SECONDS = 10
MAGIC = b"SQLite format 3\0"
LOOK_SECONDS = 1.0
"""Between looks for what another process wrote."""


class Sqlite(Database):
    """One file, or none: one transaction at a time, and the writing ones have the lock from the start."""

    attempts: ClassVar[int] = 1
    takes_many: ClassVar[bool] = False

    def __init__(self, url: URL, newest: int) -> None:
        self._path = None if url.database in {None, "", ":memory:"} else Path(str(url.database))
        if self._path is not None:
            _inspect(self._path, newest)
        self.reader = create_engine(
            url,
            poolclass=StaticPool if self._path is None else None,
            # The driver must not open transactions of its own: `_begin` says which kind we want.
            connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        )
        self.glancer = self.reader.execution_options(begin=None)
        self.writer = self.reader.execution_options(begin="IMMEDIATE")
        event.listen(self.reader, "connect", _configure)
        event.listen(self.reader, "begin", _begin)

    @property
    def file(self) -> Path | None:
        """Override Database.file."""
        return self._path

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """Override Database.changing_schema: whoever writes has the only lock there is."""
        with self.translated(), self.writer.begin() as connection:
            yield connection

    def stamp(self, connection: Connection, version: int) -> None:
        """Override Database.stamp: both numbers stand in the file's header."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def claim(self, connection: Connection, key: str) -> bool:  # noqa: ARG002 - nobody else can be writing
        """Override Database.claim."""
        return True

    def announce(self, connection: Connection, accounts: Collection[AccountId]) -> None:
        """Override Database.announce: other processes look by themselves."""

    def listen(self, tell: Listener) -> Callable[[], None]:
        """Override Database.listen: look at the file's counter of writes, once a second."""
        if self._path is None:
            return lambda: None
        watch = _Watch(self._path, tell)
        watch.start()
        return watch.stop

    def beside(self) -> Beside | None:
        """Override Database.beside."""
        return None if self._path is None else _Aside(self._path)

    def may_repeat(self, error: DatabaseError) -> bool:  # noqa: ARG002 - who writes is alone
        """Override Database.may_repeat."""
        return False

    def sentence(self, error: DatabaseError) -> str | None:
        """Override Database.sentence."""
        if isinstance(error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return None
        return _sentence(str(error.orig))


class _Aside(Beside):
    """A connection that can only read, and fails rather than wait for anybody who writes."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro"
        self._source = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(
                address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
            ),
            poolclass=NullPool,
        )
        event.listen(self._source, "connect", _be_small)
        self._kept: Connection | None = None

    async def ask(self, question: Question[Meaning]) -> Meaning:
        """Override Beside.ask: the driver alone, for SQLAlchemy's share of it costs more than the read."""
        with self._connected() as (_, driver):
            compiled = question.statement.compiled(self._source.dialect)
            raw = driver.execute(compiled.text, compiled.given(question.values)).fetchall()
        return question.meaning([compiled.row(one) for one in raw])

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Override Beside.snapshot: begun and ended by the driver, for the same reason."""
        with self._connected() as (connection, driver):
            driver.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()  # of SQLAlchemy's own notion of a transaction
                driver.rollback()

    async def close(self) -> None:
        """Override Beside.close."""
        self._hang_up()

    def _hang_up(self) -> None:
        """The next read opens another one."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self._source.dispose()

    @contextmanager
    def _connected(self) -> Iterator[tuple[Connection, sqlite3.Connection]]:
        try:
            if self._kept is None:
                self._kept = self._source.connect()
            driver = self._kept.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            yield self._kept, driver
        except (DatabaseError, sqlite3.Error) as error:
            if self._kept is not None:
                self._kept.invalidate()  # whatever is wrong with it
            self._hang_up()
            raise NotAtAGlance from error


class _Watch:
    """A thread that sees when another process has written to the file, on a connection of its own."""

    def __init__(self, path: Path, tell: Listener) -> None:
        self._path = path
        self._tell = tell
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="marketplace-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        # Busy just now, or in trouble: whoever really reads will be told so.
        with suppress(sqlite3.Error), closing(self._open()) as connection:
            # The first look tells as well: who looked before it may have missed what was written in between.
            seen = None
            while True:
                with suppress(sqlite3.OperationalError):
                    now = connection.execute("PRAGMA data_version").fetchone()
                    if now != seen:
                        self._tell(None)
                    seen = now
                if self._ended.wait(LOOK_SECONDS):
                    return

    def _open(self) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)


def _sentence(cause: str) -> str:
    if "malformed" in cause or "not a database" in cause or "decode" in cause:
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


def _be_small(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA cache_size = -512")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    if kind is not None:
        connection.exec_driver_sql(f"BEGIN {kind}")
