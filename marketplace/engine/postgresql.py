"""PostgreSQL: many threads and many processes at once, each transaction as if it were alone.

Verbs decide by what they read and write afterwards, so nothing weaker than serialisable transactions keeps the rules:
one that met another is rolled back by the database, and simply done again.
"""

import hashlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Table, create_engine, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from marketplace.contract.ids import AccountId, new_id
from marketplace.engine.database import Beside, Database, Listener, MarketUnavailable
from marketplace.engine.pipeline import Pipeline
from marketplace.engine.prepared import driver
from marketplace.engine.schema import meta

CHANNEL = "bellhop_changes"
SCHEMA_LOCK = 0x42_4D_4B_54
AGAIN = frozenset({"40001", "40P01", "23505"})
"""Met another transaction, waited for each other, or made the same thing at the same moment as another."""
LISTEN_SECONDS = 1.0
RECONNECT_SECONDS = 2.0
NOTIFY = text("select pg_notify(:channel, payload) from unnest(cast(:payloads as text[])) as payload")
SESSION = (
    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s "
    # Short statements all of them: compiling one costs more than it ever gains.
    "-c jit=off "
    # Who reads a table whole, as is best for a small one, meets everybody who writes to it: far more is done again.
    "-c enable_seqscan=off"
)
GLANCING = f"{SESSION} -c plan_cache_mode=force_generic_plan"
"""For questions, whose one plan fits all values: made anew for each of them it would cost more than they do."""
ARGUMENTS: Mapping[str, str | int] = {"connect_timeout": 5, "options": SESSION, "application_name": "bellhop"}


class Postgresql(Database):
    """A pool of connections; commands are serialisable, pages of changes are read from one snapshot."""

    attempts: ClassVar[int] = 25
    takes_many: ClassVar[bool] = True

    def __init__(self, url: URL, newest: int, connections: int) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._name = new_id()  # so that a process does not listen to itself
        base = create_engine(
            self._url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=30,
            connect_args=dict(ARGUMENTS),
        )
        self.reader = base.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.glancer = base.execution_options(isolation_level="AUTOCOMMIT")
        self.writer = base.execution_options(isolation_level="SERIALIZABLE")
        self._builder = base.execution_options(isolation_level="READ COMMITTED")
        try:
            with self.translated():
                self._judge(newest)
        except BaseException:
            base.dispose()
            raise

    @property
    def file(self) -> Path | None:
        """Override Database.file."""
        return None

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """Override Database.changing_schema: several processes start at once, and each sees what the first one did."""
        with self.translated(), self._builder.begin() as connection:
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})
            yield connection

    def stamp(self, connection: Connection, version: int) -> None:
        """Override Database.stamp: the table `meta` is all there is."""

    def claim(self, connection: Connection, key: str) -> bool:
        """Override Database.claim: a lock that ends with the transaction, also where its process is killed."""
        number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], signed=True)
        return bool(connection.execute(text("select pg_try_advisory_xact_lock(:key)"), {"key": number}).scalar_one())

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Override Database.insert: as one stream, which takes a fraction of as many statements."""
        columns = [table.c[name] for name in rows[0]]
        processors = [
            column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in columns
        ]
        names = ", ".join(f'"{column.name}"' for column in columns)
        copy = f'copy "{table.name}" ({names}) from stdin'
        with driver(connection, copy) as cursor, cursor.copy(copy) as stream:
            for row in rows:
                written = zip(row.values(), processors, strict=True)
                stream.write_row([value if process is None else process(value) for value, process in written])

    def announce(self, connection: Connection, accounts: Collection[AccountId]) -> None:
        """Override Database.announce."""
        if accounts:
            payloads = [f"{self._name} {account}" for account in accounts]
            connection.execute(NOTIFY, {"channel": CHANNEL, "payloads": payloads})

    def listen(self, tell: Listener) -> Callable[[], None]:
        """Override Database.listen."""
        ear = _Ear(self._url, self._name, tell)
        ear.start()
        return ear.stop

    def beside(self) -> Beside | None:
        """Override Database.beside."""
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        where = make_conninfo(address, client_encoding="utf8", **{**ARGUMENTS, "options": GLANCING})
        return Pipeline(lambda: psycopg.connect(where, autocommit=True))

    def may_repeat(self, error: DatabaseError) -> bool:
        """Override Database.may_repeat: a lost connection counts, too, for the command's id makes that safe."""
        return error.connection_invalidated or _state(error) in AGAIN

    def sentence(self, error: DatabaseError) -> str | None:
        """Override Database.sentence."""
        state = _state(error)
        if state in AGAIN - {"23505"} or state == "55P03":
            return "The marketplace is busy: too many want the same thing at this moment."
        if state.startswith(("53", "57")):
            return "The marketplace's database has no room or is being stopped."
        if isinstance(error, OperationalError) or error.connection_invalidated:
            return "The marketplace's database cannot be reached."
        return None

    def _judge(self, newest: int) -> None:
        with self.reader.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            if not tables:
                return
            found = None
            if meta.name in tables:
                with suppress(DBAPIError):
                    found = connection.execute(meta.select().where(meta.c.name == "schema")).one_or_none()
            if found is None or not str(found.value).isdigit():
                raise MarketUnavailable("This database belongs to another program. It was left as it is.")
            if int(found.value) > newest:
                raise MarketUnavailable(
                    "This database was made by a newer Bellhop. It was left as it is; use that version."
                )


class _Ear:
    """A thread that hears what other processes announce, on a connection of its own."""

    def __init__(self, url: URL, name: str, tell: Listener) -> None:
        self._name = name
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._tell = tell
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="marketplace-ear", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._hear()
            except psycopg.Error:
                self._ended.wait(RECONNECT_SECONDS)

    def _hear(self) -> None:
        with psycopg.connect(self._address, autocommit=True, application_name="bellhop listener") as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            # What was said while nobody listened is lost: everybody looks once.
            self._tell(None)
            while not self._ended.is_set():
                heard = [
                    one.payload.partition(" ") for one in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1)
                ]
                if of_others := {AccountId(account) for name, _, account in heard if name != self._name}:
                    self._tell(of_others)


def _state(error: DatabaseError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
