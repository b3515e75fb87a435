"""A marketplace's database, whichever it is: how transactions begin, what may be tried again, who hears of writes.

`sqlite.py` and `postgresql.py` say how each one does it; nothing else in the engine knows which it has.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Connection, Engine, Table, insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from marketplace.contract.ids import AccountId
from marketplace.engine.prepared import Question

Listener = Callable[[Collection[AccountId] | None], None]
"""Is told for whom something changed; None where that is not known."""

Meaning = TypeVar("Meaning")


class MarketUnavailable(Exception):
    """The marketplace cannot be opened or used; the text is one plain sentence for whoever asked."""


class NotAtAGlance(Exception):
    """There is no answer at once, or more is asked for than is read at a glance: ask the engine."""


class Beside(ABC):
    """A way to read beside everything else, for one event loop, on a connection of its own."""

    @abstractmethod
    async def ask(self, question: Question[Meaning]) -> Meaning:
        """The answer to a question; raises NotAtAGlance."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one moment, where that takes no waiting; raises NotAtAGlance."""

    @abstractmethod
    async def close(self) -> None:
        """Close the connection; who waits for an answer gets NotAtAGlance."""


class Database(ABC):
    """One database. `newest` is the highest version of the schema that this program knows."""

    attempts: ClassVar[int]
    """How often a transaction is tried before the marketplace is said to be busy."""

    takes_many: ClassVar[bool]
    """Whether several threads and several processes can use it at the same time."""

    reader: Engine
    glancer: Engine
    """For reads of one statement, which is a transaction of its own: nothing is sent before it and after it."""
    writer: Engine

    @property
    @abstractmethod
    def file(self) -> Path | None:
        """The file that holds all of it, where there is one."""

    @abstractmethod
    def changing_schema(self) -> AbstractContextManager[Connection]:
        """A transaction in which tables are made and changed: nobody else does so until its end."""

    @abstractmethod
    def stamp(self, connection: Connection, version: int) -> None:
        """Mark the database as ours, of schema `version`, where it can be seen without reading a table."""

    @abstractmethod
    def claim(self, connection: Connection, key: str) -> bool:
        """Take `key` for this transaction; False where another one has it right now."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Store many new rows, which all have the same columns."""
        connection.execute(insert(table), rows)

    @abstractmethod
    def announce(self, connection: Connection, accounts: Collection[AccountId]) -> None:
        """Tell other processes, once this transaction is committed, for whom something changed."""

    @abstractmethod
    def listen(self, tell: Listener) -> Callable[[], None]:
        """Call `tell`, in any thread, when another process has written; returns what ends that."""

    @abstractmethod
    def beside(self) -> Beside | None:
        """A way to read beside everything else; None for a database in memory, which has one connection."""

    @abstractmethod
    def may_repeat(self, error: DatabaseError) -> bool:
        """Whether the transaction failed only because of others at the same moment."""

    @abstractmethod
    def sentence(self, error: DatabaseError) -> str | None:
        """What a failure of the environment means, in words; None for a fault of ours."""

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Failures of the environment, in words: a full disk, a lost connection is nobody's bug here."""
        try:
            yield
        except DatabaseError as error:
            sentence = self.sentence(error)
            if sentence is None:
                raise
            raise MarketUnavailable(sentence) from error

    def close(self) -> None:
        """Close all connections."""
        self.reader.dispose()


def open_database(address: str, newest: int, connections: int = 1) -> Database:
    """The database at `address`, for at most `connections` threads at once. Nothing is written yet.

    Raises MarketUnavailable for what is not a marketplace's, or made by a version after `newest`.
    """
    url = parse(address)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, newest, connections)
    from marketplace.engine.sqlite import Sqlite

    return Sqlite(url, newest)


def parse(address: str) -> URL:
    """`address` as a URL of a database that this marketplace can use; raises MarketUnavailable."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise MarketUnavailable(
            f"“{address}” is not a database's address. Write sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from error
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise MarketUnavailable("The marketplace keeps its data in SQLite or PostgreSQL. Write sqlite:///FILE.")
    return url


def _postgresql(url: URL, newest: int, connections: int) -> Database:
    # The driver is an extra: the desktop program never needs it.
    try:
        from marketplace.engine.postgresql import Postgresql
    except ImportError as error:
        raise MarketUnavailable(
            "PostgreSQL needs its driver: install the extra, bellhop-desktop[postgresql]."
        ) from error
    return Postgresql(url, newest, connections)
